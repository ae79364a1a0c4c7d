import { replaceUnseen } from "../../core/unseen.ts";
import { bytesOfPath } from "../../input/raw-path.ts";
import { fitWidth } from "./text-width.ts";

/** Only this file rounds numbers for people. */

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
  if (halfWidth === 0) return `${formatNumber(value)} ${plusMinus} 0`;
  return formatColumn(value, halfWidth, Math.min(decimalsFor(halfWidth), 4), plusMinus);
}

/**
 * A number with its interval: `2.91 ± 0.05` if both ends are equally far, within a unit of the last digit, else
 * `0.998 +0.002 −0.007`.
 */
export function formatWithInterval(
  value: number,
  interval: { readonly lower: number; readonly upper: number } | null,
  plusMinus = "±",
): string {
  if (interval === null) return formatNumber(value);
  const [below, above] = [value - interval.lower, interval.upper - value];
  const decimals = Math.min(decimalsFor(Math.max(below, above)), 4);
  const unit = Number(`1e-${decimals}`);
  if (Math.abs(Math.round(below / unit) - Math.round(above / unit)) <= 1)
    return formatColumn(value, Math.max(below, above), decimals, plusMinus);
  const minus = plusMinus === "±" ? "−" : "-";
  return `${fixed(value, decimals)} +${fixed(above, decimals)} ${minus}${fixed(below, decimals)}`;
}

/**
 * A number with its error at a fixed number of decimals, for columns that readers compare. An error below the last decimal is
 * shown as one unit of it.
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

/** Two digits of a standard deviation, as far as errors are shown. */
export function formatDeviation(deviation: number): string {
  if (deviation === 0) return "0";
  return deviation < 1e-4 ? "<0.0001" : fixed(deviation, Math.min(decimalsFor(deviation), 4));
}

/** Rounding error of sums of doubles around zero. */
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
 * Makes text safe for a terminal: escapes control and invisible characters.
 *
 * @param ascii whether to escape everything beyond ASCII too
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

/** Characters that control a terminal and that JSON does not escape; in JSON they occur only in strings. */
const terminalControls = /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The same JSON, safe for a terminal. */
export function escapeInJson(json: string): string {
  return json.replaceAll(
    terminalControls,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The label of a symbol or n-gram, with visible blanks. */
export function visibleLabel(label: string, ascii: boolean): string {
  return escapeForTerminal(label, ascii).replaceAll(" ", ascii ? "_" : "␣");
}

/**
 * Escapes characters that are forbidden in XML documents even as entities, and leaves all others.
 *
 * Source: XML 1.0, production 2.
 */
export function escapeForbidden(text: string): string {
  return text.replaceAll(
    /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}

/** Text of an XML document; escapes forbidden characters. */
export const escapeXml = (text: string): string => escapeHtml(escapeForTerminal(text));

/** Text in which no HTML can begin. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replaceAll(/[&<>"]/g, (character) => entities[character]!);
}

/** Largest length of a line on standard error: longer ones do not help. */
const columns = 300;
/** Code units that are read at both ends. */
const seen = 4 * columns;

/**
 * A message on one line of some 300 columns; the middle of a longer one is cut.
 *
 * Cost: O(columns), whatever the length.
 */
export function errorLine(text: string): string {
  const ends = text.length <= 2 * seen ? text : `${text.slice(0, seen)}…${text.slice(-seen)}`;
  return fitWidth(escapeForTerminal(ends), columns);
}

/**
 * A word quoted for a shell, in printable letters: control and invisible characters are escaped in a form that bash, zsh, ksh
 * and busybox read.
 */
export function shellWord(word: string): string {
  if (/^[\w./:@%+,-][\w./:=@%+,-]*$/.test(word)) return word;
  if (escapeForTerminal(word) === word) return `'${word.replaceAll("'", `'\\''`)}'`;
  const bytes = bytesOfPath(word) ?? new TextEncoder().encode(word);
  const written = Array.from(bytes, (byte) =>
    byte < 0x20 || byte > 0x7e || byte === 0x27 || byte === 0x5c
      ? `\\${byte.toString(8).padStart(3, "0")}`
      : String.fromCharCode(byte),
  );
  return `$'${written.join("")}'`;
}

const prefixes = ["", " k", " M", " G", " T"];

/** Bits below which the axis of growth is linear, and above which it is logarithmic. */
const unit = 64;

/** Height of bits on the axis of growth: 0 is at 0, and doublings of many bits have equal length. */
export function heightOf(bits: number): number {
  return Math.log2(1 + Math.max(0, bits) / unit);
}

/** Heights of 0, 100, 300, 1000, 3000, ... bits up to the largest one, or 300 T. */
export function roundHeights(largest: number): number[] {
  const heights = [0];
  for (let bits = 100; bits < 1e15 && heightOf(bits) <= largest; bits *= 10)
    heights.push(...[bits, 3 * bits].map(heightOf).filter((height) => height <= largest));
  return heights;
}

const bitsOf = (height: number) => unit * (2 ** height - 1);

/** Round bits at a height, for axes. */
export const roundBits = (height: number) => formatCount(Math.round(bitsOf(height)));

/** Bits at a height, in five characters or fewer. */
export function bitsAt(height: number): string {
  const bits = bitsOf(height);
  if (bits < 0) return "";
  if (bits < 1000) return String(Math.round(bits));
  const step = Math.floor(Math.log10(bits) / 3 + 1e-12);
  if (step >= prefixes.length) return `2^${Math.round(Math.log2(bits))}`;
  const scaled = bits / 1000 ** step;
  return scaled.toPrecision(scaled >= 100 ? 3 : 2) + prefixes[step]!;
}

/** A number on an axis, with the ends of its interval; null where there is none. */
export interface Extent {
  readonly value: number;
  readonly ends: readonly [lower: number, upper: number] | null;
}

/** A value with the ends of its interval, if it has one. */
export function intervalExtent({
  value,
  interval,
}: {
  readonly value: number;
  readonly interval: { readonly lower: number; readonly upper: number } | null;
}): Extent {
  return { value, ends: interval === null ? null : [interval.lower, interval.upper] };
}
