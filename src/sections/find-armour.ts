import { isUtf8 } from "node:buffer";
import { sniffContainer } from "../input/sniff-container.ts";
import { isTextual, noiseOf } from "./byte-tests.ts";

/** Bytes written in letters inside a text. */
export interface Armour {
  readonly notation: "base64" | "hex";
  /** offsets of the letters */
  readonly from: number;
  readonly to: number;
  /** number of the bytes that they write */
  readonly bytes: number;
  /** "noise", "text", "data" or a format by its first bytes, such as gzip */
  readonly holds: string;
}

const lettersOf = (letters: RegExp) =>
  Uint8Array.from({ length: 256 }, (_, byte) => (letters.test(String.fromCharCode(byte)) ? 1 : 0));
/** Digits, the least number of them, and the least in a line where several lines are one. */
const alphabets = [
  { notation: "hex", digits: lettersOf(/[0-9A-Fa-f]/), least: 64, leastLine: 32 },
  { notation: "base64", digits: lettersOf(/[0-9A-Za-z+/]/), least: 60, leastLine: 40 },
  { notation: "base64", digits: lettersOf(/[0-9A-Za-z_-]/), least: 60, leastLine: 40 },
] as const;
/** Least share of neighbouring letters of two classes in base64: .62 where it writes noise, .1 in words and paths. */
const leastChanges = 0.4;
/** Standard deviations by which equal pairs of bytes may exceed those of noise. */
const deviations = 3;
/** From these bytes on the tests of longer noise decide. */
const enough = 1024;
const mostFound = 100_000;

/**
 * Runs of base64 and hexadecimal digits in a text, and what they hold. Lines of equal length, of which the last one may be shorter,
 * are one run.
 *
 * @returns by their place
 * Cost: 10 nanoseconds a byte.
 * Source: Friedman 1922, The Index of Coincidence (equal pairs).
 */
export function findArmour(bytes: Uint8Array): Armour[] {
  const found: Armour[] = [];
  for (const { notation, digits, least, leastLine } of alphabets) {
    const known = found.length;
    let next = 0;
    eachRun(bytes, digits, leastLine, (from, to) => {
      if (to - from < least || found.length >= mostFound) return;
      // What one alphabet explains is not read in another one.
      while (next < known && found[next]!.to <= from) next++;
      if (next < known && found[next]!.from < to) return;
      const letters = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from)
        .toString("latin1")
        .replaceAll(/\s+/g, "");
      if (letters.length < least || !isArmour(letters, notation)) return;
      const held = Buffer.from(letters, notation);
      found.push({ notation, from, to, bytes: held.length, holds: holds(held) });
    });
    found.sort((a, b) => a.from - b.from);
  }
  return found;
}

/** Visits the longest runs of digits, delimited by anything else. */
function eachRun(
  bytes: Uint8Array,
  digits: Uint8Array,
  leastLine: number,
  visit: (from: number, to: number) => void,
): void {
  /** of the lines so far */
  let [from, to, width] = [0, 0, 0];
  for (let at = 0; at < bytes.length; at++) {
    if (digits[bytes[at]!] === 0) continue;
    const start = at;
    while (at < bytes.length && digits[bytes[at]!] === 1) at++;
    const length = at - start;
    if (width >= leastLine && length <= width && isNextLine(bytes, to, start) && endsLine(bytes, at)) {
      to = at;
      // A shorter line is the last one.
      if (length < width) width = 0;
      continue;
    }
    if (to > from) visit(from, to);
    [from, to, width] = [start, at, length];
  }
  if (to > from) visit(from, to);
}

/** Whether a line or a quoted text ends at an offset: the next line is not a word of something else. */
const endsLine = (bytes: Uint8Array, at: number) =>
  at === bytes.length || "\r\n=\"'<,".includes(String.fromCharCode(bytes[at]!));

/** Whether nothing but the end of a line, and an indentation, is between two offsets. */
function isNextLine(bytes: Uint8Array, end: number, start: number): boolean {
  let at = end;
  if (bytes[at] === 13) at++;
  if (bytes[at++] !== 10) return false;
  while (at < start && (bytes[at] === 32 || bytes[at] === 9)) at++;
  return at === start;
}

function isArmour(letters: string, notation: Armour["notation"]): boolean {
  if (notation === "hex") return /[a-f]/i.test(letters) && /[2-9]/.test(letters);
  // Hexadecimal digits are base64, too, and found as what they are.
  if (!/[a-z]/.test(letters) || !/[A-Z]/.test(letters) || !/[0-9]/.test(letters)) return false;
  let [changes, pairs] = [0, 0];
  for (let i = 1; i < letters.length; i++) {
    const [before, own] = [classAt(letters, i - 1), classAt(letters, i)];
    // Slashes and underscores separate words.
    if (before === sign || own === sign) continue;
    pairs++;
    if (before !== own) changes++;
  }
  return changes >= leastChanges * pairs;
}

const sign = 3;

/** 0: digits, 1: capitals, 2: small letters. */
function classAt(letters: string, i: number): number {
  const code = letters.charCodeAt(i);
  if (code >= 97 && code < 123) return 2;
  if (code >= 65 && code < 91) return 1;
  return code >= 48 && code < 58 ? 0 : sign;
}

function holds(bytes: Uint8Array): string {
  const format = sniffContainer(bytes);
  if (format !== null) return format;
  if (bytes.length >= enough) return noiseOf(bytes) === null ? textOr(bytes) : "noise";
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte]!++;
  const n = bytes.length;
  const expected = (n * (n - 1)) / 512;
  const equal = counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  if (isWritten(bytes) || equal > expected + deviations * Math.sqrt(expected) + 1) return textOr(bytes);
  return "noise";
}

const isWritten = (bytes: Uint8Array) => isTextual(bytes) && isUtf8(bytes);
const textOr = (bytes: Uint8Array) => (isWritten(bytes) ? "text" : "data");
