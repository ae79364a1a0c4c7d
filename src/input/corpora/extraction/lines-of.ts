/**
 * Items as text, one a line, with a final newline; no items give the empty text.
 *
 * @throws never
 */
export function linesOf(items: readonly string[]): string {
  return items.length === 0 ? "" : `${items.join("\n")}\n`;
}
