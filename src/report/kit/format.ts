import { replaceUnseen } from "../../core/unseen.ts";

/** The only place where numbers are rounded for a person. */

/** Decimals that show the two leading digits of an error, at most six. */
function decimalsFor(halfWidth: number): number {
  if (!(halfWidth > 0)) return 2;
  return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(halfWidth))));
}

/**
 * A number with its error, both rounded to the error's precision: `2.91 ± 0.05`.
 *
 * @param halfWidth half the width of the interval; null when none is known
 * @param plusMinus the sign between them
 */
export function formatWithError(value: number, halfWidth: number | null, plusMinus = "±"): string {
  if (halfWidth === null) return formatNumber(value);
  return formatColumn(value, halfWidth, Math.min(decimalsFor(halfWidth), 4), plusMinus);
}

/**
 * A number with its error at a fixed number of decimals, for columns that are compared by eye. An error below the last
 * decimal is shown as one unit of it.
 */
export function formatColumn(
  value: number,
  halfWidth: number | null,
  decimals: number,
  plusMinus = "±",
): string {
  if (halfWidth === null) return fixed(value, decimals);
  const smallest = Number(`1e-${decimals}`);
  const shownHalf = halfWidth > 0 && halfWidth < smallest ? smallest : halfWidth;
  return `${fixed(value, decimals)} ${plusMinus} ${fixed(shownHalf, decimals)}`;
}

/** What sums of doubles leave of a zero. */
const roundingNoise = 1e-12;

/** Four significant digits without an exponent where possible. */
export function formatNumber(value: number): string {
  if (Math.abs(value) < roundingNoise) return "0";
  if (Number.isInteger(value)) return Math.abs(value) < 1e15 ? String(value) : value.toExponential(3);
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  if (magnitude < -4 || magnitude > 9) return value.toExponential(3);
  return fixed(value, Math.max(0, 3 - magnitude));
}

function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

/** Symbols in powers of 1000: `312`, `100 k`, `1.2 M`. */
export function formatCount(count: number): string {
  const prefixes = ["", "k", "M", "G", "T", "P"];
  let scaled = count;
  let power = 0;
  while (scaled >= 999.5 && power < prefixes.length - 1) {
    scaled /= 1000;
    power++;
  }
  const digits =
    power > 0 && scaled < 9.95 && !Number.isInteger(scaled) ? scaled.toFixed(1) : scaled.toFixed(0);
  return `${digits} ${prefixes[power]}`.trimEnd();
}

/**
 * Makes text safe for a terminal: what it would obey, and what is not to be seen, is written out.
 *
 * @param ascii whether everything beyond ASCII is written out too
 */
export function escapeForTerminal(text: string, ascii = false): string {
  const safe = replaceUnseen(text, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    if (character === "\r") return "\\r";
    return `\\u{${character.codePointAt(0)!.toString(16)}}`;
  });
  return ascii
    ? safe.replace(/[^ -~]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)
    : safe;
}

/** What a terminal would obey and JSON lets stand as it is; in JSON it is found within strings alone. */
const obeyed = /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The same JSON, safe for a terminal. */
export function escapeInJson(json: string): string {
  return json.replaceAll(
    obeyed,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The label of a symbol or n-gram; blanks are symbols too and must be seen. */
export function visibleLabel(label: string, ascii: boolean): string {
  return escapeForTerminal(label, ascii).replaceAll(" ", ascii ? "_" : "␣");
}
