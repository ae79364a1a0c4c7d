import { NumberText } from "../../core/json.ts";
import { escapeForTerminal } from "./format.ts";

/** A result as one table for machines. */
export interface Rows {
  readonly columns: readonly string[];
  /** as many cells each as there are columns */
  readonly rows: readonly (readonly Cell[])[];
}

/** Content of a cell; null is an empty one. */
export type Cell = string | number | null;

/** Rows from records; missing fields are empty cells. */
export function rowsOf(
  columns: readonly string[],
  records: readonly Readonly<Record<string, unknown>>[],
): Rows & { readonly rows: Cell[][] } {
  return {
    columns,
    rows: records.map((record) => columns.map((column) => (record[column] as Cell | undefined) ?? null)),
  };
}

/** The ends of an interval as fields of a record: `lower` and `upper`, optionally with a name before and a level after. */
export function endsOf(
  { interval }: { readonly interval: { readonly lower: number; readonly upper: number } | null },
  name = "",
  level = "",
): Readonly<Record<string, number>> {
  if (interval === null) return {};
  const [lower, upper] = name === "" ? ["lower", "upper"] : ["Lower", "Upper"];
  return { [`${name}${lower}${level}`]: interval.lower, [`${name}${upper}${level}`]: interval.upper };
}

/** Rows as comma-separated values by RFC 4180. */
export function csvText(rows: readonly (readonly (Cell | NumberText)[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

/** What spreadsheets run as a formula: a sign, also a wide or small one, after characters that they may leave out. */
const formula = /^[\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫−]|^[\t\r]/u;

/** A cell; text that spreadsheets run is quoted with an apostrophe. */
function csvCell(cell: Cell | NumberText): string {
  if (cell === null) return "";
  if (typeof cell === "number" || cell instanceof NumberText) return String(cell);
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Escapes text for Markdown: markup, HTML and cell borders. */
export function markdownText(text: string): string {
  return escapeForTerminal(text).replaceAll(/[\\`*_[\]<>|#~&@$]/g, (character) =>
    character === "<" ? "&lt;" : character === ">" ? "&gt;" : character === "&" ? "&amp;" : `\\${character}`,
  );
}

/**
 * A table in GitHub's dialect.
 *
 * @param right columns that are right-aligned
 */
export function markdownTable(
  head: readonly string[],
  body: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  return [
    markdownRow(head),
    inBars(head.map((_, i) => (right.includes(i) ? "--:" : "---"))),
    ...body.map(markdownRow),
  ].join("\n");
}

/** One row of such a table. */
export function markdownRow(cells: readonly string[]): string {
  return inBars(cells.map(markdownText));
}

const inBars = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
