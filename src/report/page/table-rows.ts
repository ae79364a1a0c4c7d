import type { Regime } from "../../core/report.ts";
import type { PageRow, RowNumber } from "../page-rows.ts";

export type SortKey = "row" | "name" | "regime" | "n" | "alphabet" | RowNumber;

export interface Filter {
  /** words that a name must hold, in any case */
  readonly words: string;
  /** verdicts that are shown; empty: all */
  readonly regimes: ReadonlySet<Regime>;
}

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** The rows that a filter lets through, in the order asked for; rows without the number come last. @throws never */
export function tableRows(
  rows: readonly PageRow[],
  { words, regimes }: Filter,
  { key, descending }: Sort,
): PageRow[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter(
    ({ name, regime }) =>
      (regimes.size === 0 || regimes.has(regime)) &&
      wanted.every((word) => name.toLowerCase().includes(word)),
  );
  const sign = descending ? -1 : 1;
  return found.sort((a, b) => {
    const [first, second] = [sortValue(a, key), sortValue(b, key)];
    if (first === null || second === null) {
      return first === second ? a.row - b.row : first === null ? 1 : -1;
    }
    if (first === second) return a.row - b.row;
    return sign * (first < second ? -1 : 1);
  });
}

function sortValue(row: PageRow, key: SortKey): number | string | null {
  switch (key) {
    case "row":
    case "n":
    case "alphabet":
      return row[key];
    case "name":
      return row.name.toLowerCase();
    case "regime":
      return row.regime;
    default:
      return row[key]?.value ?? null;
  }
}
