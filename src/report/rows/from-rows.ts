import { formatNumber } from "../kit/format.ts";
import type { LiveRows } from "../kit/live-rows.ts";
import type { Rows } from "../kit/rows.ts";
import { csvText, markdownTable } from "../kit/rows.ts";

/** RFC 4180, one header line. */
export function csvOfRows({ columns, rows }: Rows): string {
  return csvText([columns, ...rows]);
}

/** Formats that can be written row by row: a header, and then each group of rows. */
export const liveFormats: Readonly<
  Record<"csv" | "ndjson", { head(columns: readonly string[]): string; text(rows: Rows): string }>
> = {
  csv: { head: (columns) => csvText([columns]), text: ({ rows }) => csvText(rows) },
  ndjson: { head: () => "", text: ndjsonOfRows },
};

/**
 * CSV and NDJSON of a result whose rows come while it is measured.
 *
 * @param columnsOf gives the columns from what is known before
 * @param rowsOf gives the rows under those columns
 */
export function liveRows<Row, Start>(
  format: "csv" | "ndjson",
  columnsOf: (start: Start) => readonly string[],
  rowsOf: (row: Row, start: Start) => Rows["rows"],
): LiveRows<Row, unknown, Start> {
  const { head, text } = liveFormats[format];
  return {
    begin: (start) => {
      const columns = columnsOf(start);
      return { head: head(columns), row: (row) => text({ columns, rows: rowsOf(row, start) }) };
    },
    end: () => [],
  };
}

/** One line of JSON per row, with the names of the columns; empty cells are omitted. */
export function ndjsonOfRows({ columns, rows }: Rows): string {
  return rows
    .map((row) => {
      const known = columns.flatMap((column, i) => (row[i] == null ? [] : [[column, row[i]] as const]));
      return `${JSON.stringify(Object.fromEntries(known))}\n`;
    })
    .join("");
}

/** A table in GitHub's dialect, without columns that are always empty. */
export function markdownOfRows(all: Rows): string {
  const { columns, rows } = withoutEmptyColumns(all);
  const right = columns.flatMap((_, i) => (rows.every((row) => typeof row[i] !== "string") ? [i] : []));
  return `${markdownTable(
    columns,
    rows.map((row) => row.map(cellText)),
    right,
  )}\n`;
}

export function withoutEmptyColumns({ columns, rows }: Rows): Rows {
  const used = columns.map((_, i) => rows.some((row) => row[i] != null));
  return {
    columns: columns.filter((_, i) => used[i]),
    rows: rows.map((row) => row.filter((_, i) => used[i])),
  };
}

/** A cell for people. */
export function cellText(cell: string | number | null): string {
  if (cell === null) return "";
  return typeof cell === "number" ? formatNumber(cell) : cell;
}
