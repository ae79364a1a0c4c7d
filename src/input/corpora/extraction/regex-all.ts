import { linesOf } from "./lines-of.ts";

/**
 * Group 1 of every match of an expression, one a line.
 *
 * @param squash whether white space inside a match is removed
 * @throws SyntaxError when the expression is invalid
 */
export function regexAll(text: string, expression: string, squash = false): string {
  const found: string[] = [];
  for (const match of text.matchAll(new RegExp(expression, "g"))) {
    const group = match[1] ?? "";
    found.push(squash ? group.replace(/\s+/g, "") : group);
  }
  return linesOf(found);
}
