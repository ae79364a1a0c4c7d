import { escapeForTerminal } from "./format.ts";
import { fitWidth } from "./text-width.ts";

/** Columns of a line on standard error: what is longer says no more to anybody. */
const columns = 300;
/** Code units at both ends that are looked at. */
const seen = 4 * columns;

/**
 * A message on one line of some 300 columns; of what is longer the middle is left out.
 *
 * Cost: O(columns), whatever the length.
 */
export function errorLine(text: string): string {
  const ends = text.length <= 2 * seen ? text : `${text.slice(0, seen)}…${text.slice(-seen)}`;
  return fitWidth(escapeForTerminal(ends), columns);
}
