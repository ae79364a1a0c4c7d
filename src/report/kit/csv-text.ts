import { NumberText } from "../../core/json.ts";

/** What a cell holds; null is an empty one. */
export type Cell = string | number | null;

/** Rows as comma-separated values by RFC 4180. */
export function csvText(rows: readonly (readonly (Cell | NumberText)[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

/** A cell; a leading = + - @ in text is quoted with an apostrophe, since spreadsheets run it as a formula. */
function csvCell(cell: Cell | NumberText): string {
  if (cell === null) return "";
  if (typeof cell === "number" || cell instanceof NumberText) return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
