import { largestOf } from "../core/collections.ts";
import { type SymbolSequence, type Symbols, segmentsOf } from "../core/sequence.ts";
import { observe } from "./observer.ts";
import { observerMembers } from "./observer-members.ts";

/** Bytes that a sequence writes in digits. */
export interface WrittenBytes {
  readonly sequence: SymbolSequence;
  /** number of digits that write a number of bytes */
  readonly unit: {
    readonly name: "binary" | "hexadecimal" | "base64";
    readonly symbols: number;
    readonly bytes: number;
  };
}

/** How digits write bytes: a unit of `symbols` digits writes `bytes` bytes, most significant bits first. Digits are in the order of their values. */
interface Notation {
  readonly name: WrittenBytes["unit"]["name"];
  readonly symbols: number;
  readonly bytes: number;
  readonly digits: readonly string[];
}

const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** Each notation has the digits of those before it. Source: RFC 4648. */
const notations: readonly Notation[] = [
  { name: "binary", symbols: 8, bytes: 1, digits: ["01", "\u0000\u0001"] },
  { name: "hexadecimal", symbols: 2, bytes: 1, digits: ["0123456789abcdef", "0123456789ABCDEF"] },
  { name: "base64", symbols: 4, bytes: 3, digits: [`${alphanumeric}+/`, `${alphanumeric}-_`] },
];
const padding = 61;
const [lineFeed, carriageReturn] = [10, 13];

/** Most symbols on which both readings are tried. */
const longestTrial = 32_768;
/** Bytes are read where they cost less by this much per symbol: simple sequences have their pattern in symbols. */
const leastSaved = 0.01;
/** Share of symbols that may be dropped: line breaks, padding and parts of units at the ends of segments. */
const mostLeftOut = 0.05;
/** A segment is taken to begin with a whole unit unless another shift saves this many bits. */
const shiftBits = 32;

/**
 * The bytes that a sequence writes in binary or hexadecimal digits or in base64, where an observer pays less for them than for
 * the digits. Drops line breaks where lines are equally long.
 *
 * @returns undefined where symbols have no codes, are not all digits, or are cheaper as digits
 * Cost: none where other symbols than digits occur; else that of reading 32 768 symbols twice with the fast observer.
 */
export function writtenBytes(sequence: SymbolSequence): WrittenBytes | undefined {
  const { codes, symbols } = sequence;
  if (codes === undefined) return undefined;
  const present = new Uint8Array(sequence.alphabetSize);
  for (let at = 0; at < symbols.length; at++) present[symbols[at]!] = 1;
  const notation = notationOf([...present.keys()].filter((s) => present[s] === 1).map((s) => codes[s]!));
  const digits = notation && digitsOf(sequence, notation);
  if (digits === undefined) return undefined;
  const { name, symbols: perUnit, bytes } = notation!;
  const whole = bytesOf(digits, notation!);
  const read = (whole.symbols.length / bytes) * perUnit;
  if (read < (1 - mostLeftOut) * symbols.length) return undefined;
  // Numbers in lines are almost free as they are, and cost more without the line breaks.
  const asTheyAre = digits.symbols.length < symbols.length ? [digits, sequence] : [digits];
  const most = Math.min(...asTheyAre.map((one) => trialBits(startOf(one))));
  const trial = startOf(digits);
  const written = bytesOf(trial, notation!);
  // Digits of partial units are paid for one by one.
  const parts = trial.symbols.length - (written.symbols.length / bytes) * perUnit;
  const paid = trialBits(written) + parts * Math.log2(digits.alphabetSize);
  if (paid + leastSaved * trial.symbols.length > most) return undefined;
  return { sequence: whole, unit: { name, symbols: perUnit, bytes } };
}

const trialBits = (sequence: SymbolSequence) => observe(sequence, observerMembers("fast")).bits;

interface ChosenNotation extends Omit<Notation, "digits"> {
  /** value of the digit with a code, -1 of other codes, shape (128,) */
  readonly values: Int8Array;
}

/**
 * The notation with the fewest digits that has all of these, and of whose digits more than half occur; other symbols can only
 * be line breaks and padding.
 */
function notationOf(codes: readonly number[]): ChosenNotation | undefined {
  for (const { digits, ...notation } of notations)
    for (const alphabet of digits) {
      const values = new Int8Array(128).fill(-1);
      for (let value = 0; value < alphabet.length; value++) values[alphabet.charCodeAt(value)] = value;
      const isOther = (code: number) =>
        code === lineFeed || code === carriageReturn || (code === padding && notation.name === "base64");
      const ofDigits = codes.filter((code) => !isOther(code));
      if (2 * ofDigits.length > alphabet.length && ofDigits.every((code) => code < 128 && values[code]! >= 0))
        return { ...notation, values };
    }
  return undefined;
}

/** The first symbols, with the same segments. */
function startOf({ symbols, segmentEnds, ...rest }: SymbolSequence): SymbolSequence {
  const end = Math.min(longestTrial, symbols.length);
  return {
    ...rest,
    symbols: symbols.subarray(0, end),
    segmentEnds: [...segmentEnds.filter((one) => one < end), end],
  };
}

/** Values of the digits alone. @returns undefined where lines differ in length */
function digitsOf(
  { symbols, segmentEnds, codes }: SymbolSequence,
  { values }: ChosenNotation,
): SymbolSequence | undefined {
  const digits = new Uint8Array(symbols.length);
  const ends: number[] = [];
  let count = 0;
  for (const [start, end] of segmentsOf(segmentEnds)) {
    const lines = [0];
    for (let at = start; at < end; at++) {
      const code = codes![symbols[at]!]!;
      if (values[code]! >= 0) {
        digits[count++] = values[code]!;
        lines[lines.length - 1]!++;
      } else if (code === lineFeed) lines.push(0);
    }
    if (!areEquallyLong(lines)) return undefined;
    ends.push(count);
  }
  return { symbols: digits.subarray(0, count), alphabetSize: largestOf(values) + 1, segmentEnds: ends };
}

/** The first line of a segment may be the rest of one, and the last may be short. */
function areEquallyLong(lines: readonly number[]): boolean {
  const all = lines.at(-1) === 0 ? lines.slice(0, -1) : lines;
  const width = all.length > 2 ? all[1]! : largestOf(all);
  return all.every((line, i) => (i === 0 || i === all.length - 1 ? line <= width : line === width));
}

/** The bytes of the whole units. */
function bytesOf(
  { symbols: digits, segmentEnds }: SymbolSequence,
  { symbols: perUnit, bytes: ofUnit }: ChosenNotation,
): SymbolSequence {
  const bitsOfDigit = (8 * ofUnit) / perUnit;
  const bytes = new Uint8Array(Math.ceil((digits.length / perUnit) * ofUnit));
  let [start, written] = [0, 0];
  const ends = segmentEnds.map((end) => {
    const shift = shiftOf(digits.subarray(start, end), perUnit, bitsOfDigit);
    for (let at = start + shift; at + perUnit <= end; at += perUnit)
      written = writeUnit(digits, at, perUnit, bitsOfDigit, bytes, written);
    start = end;
    return written;
  });
  return { symbols: bytes.subarray(0, written), alphabetSize: 256, segmentEnds: ends, codes: byteCodes };
}

const byteCodes = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/** Writes the bytes of one unit. @returns the position of the next one */
function writeUnit(
  digits: Symbols,
  at: number,
  perUnit: number,
  bitsOfDigit: number,
  bytes: Uint8Array,
  to: number,
): number {
  let [held, bits, next] = [0, 0, to];
  for (let i = 0; i < perUnit; i++) {
    held = (held << bitsOfDigit) | digits[at + i]!;
    bits += bitsOfDigit;
    if (bits < 8) continue;
    bits -= 8;
    bytes[next++] = (held >>> bits) & 255;
  }
  return next;
}

/** Digits before the first whole unit: the shift after which bytes are least evenly distributed. */
function shiftOf(digits: Symbols, perUnit: number, bitsOfDigit: number): number {
  const unit = new Uint8Array(8);
  let [best, most] = [0, Number.NEGATIVE_INFINITY];
  for (let shift = 0; shift < perUnit; shift++) {
    const counts = new Float64Array(256);
    let n = 0;
    for (let at = shift; at + perUnit <= digits.length; at += perUnit) {
      const length = writeUnit(digits, at, perUnit, bitsOfDigit, unit, 0);
      for (let b = 0; b < length; b++) counts[unit[b]!]!++;
      n += length;
    }
    const saved =
      n * (8 - Math.log2(n || 1)) + counts.reduce((sum, c) => (c === 0 ? sum : sum + c * Math.log2(c)), 0);
    if (saved > most + (best === 0 ? shiftBits : 0)) [best, most] = [shift, saved];
  }
  return best;
}
