import { linesOf } from "./lines-of.ts";

/**
 * The items of a list written on one line, one a line.
 *
 * @throws never
 */
export function splitItems(text: string, separator: string): string {
  return linesOf(text.trim().split(separator));
}
