import { escapeForTerminal } from "./format.ts";

/** Text that stays text in Markdown: what could be markup, HTML or the edge of a cell is escaped. */
export function markdownText(text: string): string {
  return escapeForTerminal(text).replaceAll(/[\\`*_[\]<>|#~&@$]/g, (character) =>
    character === "<" ? "&lt;" : character === ">" ? "&gt;" : character === "&" ? "&amp;" : `\\${character}`,
  );
}

/**
 * A table in the dialect of GitHub.
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
