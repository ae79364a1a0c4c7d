export interface TableState {
  /** index of the row that all views show; null: none */
  readonly chosen: number | null;
  /** words that a row's text must contain, in any case */
  readonly words: string;
  /** kinds of rows to show; empty: all */
  readonly kinds: ReadonlySet<string>;
  readonly sort: Sort;
}

export interface Sort {
  /** a column, or `row` for the order of the data */
  readonly key: string;
  readonly descending: boolean;
}

/** The initial state of a table. */
export const wholeTable = {
  words: "",
  kinds: new Set<string>(),
  sort: { key: "row", descending: false },
} as const;

/** How a table searches and sorts its rows. */
export interface RowModel<Row> {
  /** the text that is searched */
  readonly textOf: (row: Row) => string;
  readonly kindOf: (row: Row) => string;
  /** the sort key; null comes last */
  readonly sortedBy: (row: Row, key: string) => number | string | null;
}

/** The rows that pass the filter, sorted; rows without the number come last. */
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
