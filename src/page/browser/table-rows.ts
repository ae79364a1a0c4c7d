/** What a reader asks of a table. */
export interface TableState {
  /** number of the row that all views show; null: none */
  readonly chosen: number | null;
  /** words that a row's text must hold, in any case */
  readonly words: string;
  /** kinds of rows that are shown; empty: all */
  readonly kinds: ReadonlySet<string>;
  readonly sort: Sort;
}

export interface Sort {
  /** of a column, or `row` for the order of the data */
  readonly key: string;
  readonly descending: boolean;
}

/** A table before anything was asked of it. */
export const wholeTable = {
  words: "",
  kinds: new Set<string>(),
  sort: { key: "row", descending: false },
} as const;

/** What a table knows of its rows. */
export interface RowModel<Row> {
  /** what words are looked for in */
  readonly textOf: (row: Row) => string;
  readonly kindOf: (row: Row) => string;
  /** what rows are sorted by; null comes last */
  readonly sortedBy: (row: Row, key: string) => number | string | null;
}

/** The rows that a filter lets through, in the order asked for; rows without the number come last. */
export function tableRows<Row extends { readonly row: number }>(
  rows: readonly Row[],
  { textOf, kindOf, sortedBy }: RowModel<Row>,
  { words, kinds, sort }: Pick<TableState, "words" | "kinds" | "sort">,
): Row[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter(
    (row) =>
      (kinds.size === 0 || kinds.has(kindOf(row))) &&
      wanted.every((word) => textOf(row).toLowerCase().includes(word)),
  );
  const sign = sort.descending ? -1 : 1;
  const value = (row: Row) => (sort.key === "row" ? row.row : sortedBy(row, sort.key));
  return found.sort((a, b) => {
    const [first, second] = [value(a), value(b)];
    if (first === null || second === null) {
      return first === second ? a.row - b.row : first === null ? 1 : -1;
    }
    if (first === second) return a.row - b.row;
    return sign * (first < second ? -1 : 1);
  });
}
