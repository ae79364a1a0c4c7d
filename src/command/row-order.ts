import { type List, listOf } from "../core/collections.ts";
import { UsageError } from "../core/errors.ts";
import type { SharedOptions } from "./options.ts";

export type SortKey = string | number | null;

/** How the rows of a result can be sorted. */
export interface RowOrder<Result> {
  /** keys of `--sort`; the first is the original order */
  readonly keys: readonly string[];
  /** @throws UsageError for another key */
  arrange(result: Result, options: Pick<SharedOptions, "sort" | "reverse" | "top">): Result;
}

/**
 * Sortable rows: equal keys keep the original order, rows without the key go last.
 *
 * @param as name of the original order
 * @param keys the other sort keys
 */
export function rowOrder<Result, Row>(
  as: string,
  keys: Readonly<Record<string, (row: Row) => SortKey>>,
  rowsOf: (result: Result) => List<Row>,
  withRows: (result: Result, rows: List<Row>) => Result,
): RowOrder<Result> {
  return {
    keys: [as, ...Object.keys(keys)],
    arrange(result, { sort = as, reverse = false, top }) {
      if (sort !== as && !Object.hasOwn(keys, sort))
        throw new UsageError(`--sort takes ${[as, ...Object.keys(keys)].join(", ")}, not "${sort}"`);
      if (sort === as && !reverse && top === undefined) return result;
      const rows = rowsOf(result);
      const order = sort === as ? [...new Array(rows.length).keys()] : sorted(rows, keys[sort]!, reverse);
      if (sort === as && reverse) order.reverse();
      return withRows(result, picked(rows, order.slice(0, top)));
    },
  };
}

/** Indices of rows in the order of a key. */
function sorted<Row>(rows: List<Row>, keyOf: (row: Row) => SortKey, reverse: boolean): number[] {
  const keys = Array.from(rows, keyOf);
  const sign = reverse ? -1 : 1;
  return [...keys.keys()].sort((a, b) => compare(keys[a]!, keys[b]!, sign));
}

function compare(a: SortKey, b: SortKey, sign: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -sign : a > b ? sign : 0;
}

/** Some rows of a list, without reading them. */
function picked<Row>(rows: List<Row>, places: readonly number[]): List<Row> {
  if (Array.isArray(rows)) return places.map((place) => rows[place] as Row);
  return listOf(places.length, (index) => rows.at(places[index]!)!);
}
