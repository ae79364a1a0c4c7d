import { largestOf } from "../../core/collections.ts";
import { padEndTo, padStartTo, textWidth } from "./text-width.ts";

/** Columns between columns. */
export const gap = 2;

/** Width of each column of a table, at least 1. */
export function widthsOf(rows: readonly (readonly string[])[]): number[] {
  const widthOf = (column: number) => rows.map((cells) => textWidth(cells[column] ?? ""));
  return (rows[0] ?? []).map((_, column) => largestOf(widthOf(column), 1));
}

/** Cells side by side, without blanks at the end. @param right columns that are right-aligned */
export function lineOf(
  cells: readonly string[],
  widths: readonly number[],
  right: readonly number[],
): string {
  return cells
    .map((cell, i) => (right.includes(i) ? padStartTo : padEndTo)(cell, widths[i]!))
    .join(" ".repeat(gap))
    .trimEnd();
}

/**
 * A table without borders: columns two blanks apart.
 *
 * @param head empty: none
 * @param body cells of one line each, as many in all rows
 */
export function plainTable(
  head: readonly string[],
  body: readonly (readonly string[])[],
  right: readonly number[],
): string {
  const rows = head.length === 0 ? body : [head, ...body];
  const widths = widthsOf(rows);
  return rows.map((cells) => lineOf(cells, widths, right)).join("\n");
}
