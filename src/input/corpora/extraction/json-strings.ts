import { linesOf } from "./lines-of.ts";

/**
 * All string values of a JSON text, depth first in the order of JavaScript's keys, one a line.
 *
 * @param min only strings of at least this many UTF-16 units
 * @throws SyntaxError when the text is not JSON
 */
export function jsonStrings(text: string, min = 0): string {
  const strings: string[] = [];
  collect(JSON.parse(text), min, strings);
  return linesOf(strings);
}

function collect(value: unknown, min: number, into: string[]): void {
  if (typeof value === "string") {
    if (value.length >= min) into.push(value);
  } else if (typeof value === "object" && value !== null) {
    for (const child of Object.values(value)) collect(child, min, into);
  }
}
