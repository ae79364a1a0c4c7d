import { escapeForTerminal } from "./format.ts";

/**
 * Text that stays text in Markdown: what could be markup, HTML or the edge of a cell is escaped.
 *
 * @throws never
 */
export function markdownText(text: string): string {
  return escapeForTerminal(text).replaceAll(/[\\`*_[\]<>|#~&@$]/g, (character) =>
    character === "<" ? "&lt;" : character === ">" ? "&gt;" : character === "&" ? "&amp;" : `\\${character}`,
  );
}

/**
 * A table in the dialect of GitHub.
 *
 * @param right columns that are right-aligned
 * @throws never
 */
export function markdownTable(
  head: readonly string[],
  body: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(head.map(markdownText)),
    line(head.map((_, i) => (right.includes(i) ? "--:" : "---"))),
    ...body.map((cells) => line(cells.map(markdownText))),
  ].join("\n");
}
