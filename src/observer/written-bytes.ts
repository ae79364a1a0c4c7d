import { largestOf } from "../core/collections.ts";
import type { NotationName } from "../core/encoding.ts";
import { type SymbolSequence, type Symbols, segmentsOf } from "../core/sequence.ts";
import { observe } from "./observer.ts";
import { observerMembers } from "./observer-members.ts";
import { transportOf } from "./transports.ts";

/** What a sequence writes: bytes, or without line breaks the same digits. */
export interface WrittenBytes {
  readonly sequence: SymbolSequence;
  /** `symbols` symbols write `bytes` bytes; absent: two symbols, which are 0 and 1 whatever their codes */
  readonly unit?: { readonly name: NotationName; readonly symbols: number; readonly bytes: number };
}

/** How digits write bytes: a unit of `symbols` digits writes `bytes` bytes as one number. Digits are in the order of their values. */
interface Notation {
  readonly name: NotationName;
  readonly symbols: number;
  /** 0: digits of a number or of a coin write none */
  readonly bytes: number;
  readonly digits: readonly string[];
}

const decimal = "0123456789";
const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const small = "abcdefghijklmnopqrstuvwxyz";
const codesFrom = (first: number, count: number) =>
  String.fromCharCode(...Array.from({ length: count }, (_, i) => first + i));
/**
 * Two symbols are no notation, nor are the ten digits of numbers.
 *
 * Source: RFC 4648; Adobe 1999, PostScript Language Reference (base 85); RFC 1924.
 */
const notations: readonly Notation[] = [
  { name: "lines", symbols: 1, bytes: 0, digits: ["01", "\u0000\u0001", decimal] },
  { name: "hexadecimal", symbols: 2, bytes: 1, digits: [`${decimal}abcdef`, `${decimal}ABCDEF`] },
  { name: "base32", symbols: 8, bytes: 5, digits: [`${capitals}234567`, `${small}234567`] },
  {
    ...{ name: "base64", symbols: 4, bytes: 3 },
    digits: ["+/", "-_"].map((last) => `${capitals}${small}${decimal}${last}`),
  },
  {
    ...{ name: "base85", symbols: 5, bytes: 4 },
    digits: [`${decimal}${capitals}${small}!#$%&()*+-;<=>?@^_\`{|}~`, codesFrom(33, 85)],
  },
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
 * The bytes that a sequence writes in a notation of bytes or of characters, where an observer pays less for them than for its
 * symbols, and the digits of lines of one length where the observer pays no more without the line breaks.
 *
 * @returns undefined where symbols are neither bytes nor characters, write nothing, or are cheaper as they are
 * Cost: that of a search for escapes; where a notation is found, of reading 32 768 symbols twice with the fast observer.
 */
export function writtenBytes(sequence: SymbolSequence): WrittenBytes | undefined {
  const { codes, symbols } = sequence;
  if (codes === undefined) return undefined;
  const present = new Uint8Array(sequence.alphabetSize);
  for (let at = 0; at < symbols.length; at++) present[symbols[at]!] = 1;
  const some = [...present.keys()].filter((s) => present[s] === 1).map((s) => codes[s]!);
  if (some.length === 2) return { sequence: bitsOf(sequence, present) };
  const notation = notationOf(some);
  if (notation !== undefined) return ofDigits(sequence, notation);
  const transport = transportOf(sequence, some);
  if (transport === undefined) return undefined;
  const { name, read } = transport;
  const start = startOf(sequence);
  // Columns of numbers can look like text.
  if (trialBits(read(start)) >= trialBits(start)) return undefined;
  const whole = read(sequence);
  return { sequence: whole, unit: { name, symbols: symbols.length, bytes: whole.symbols.length } };
}

/** The same of 0 and 1, without codes. @param present 1 for the symbols that occur, shape (A,) */
function bitsOf({ symbols, segmentEnds }: SymbolSequence, present: Uint8Array): SymbolSequence {
  const one = present.lastIndexOf(1);
  return {
    symbols: Uint8Array.from(symbols, (symbol) => (symbol === one ? 1 : 0)),
    alphabetSize: 2,
    segmentEnds,
  };
}

function ofDigits(sequence: SymbolSequence, notation: ChosenNotation): WrittenBytes | undefined {
  const digits = digitsOf(sequence, notation);
  if (digits === undefined) return undefined;
  const { name, symbols: perUnit, bytes } = notation;
  // The same part of both: line breaks are not digits.
  const start = startOf(sequence);
  const trial = digitsOf(start, notation)!;
  const asDigits = trialBits(trial);
  // Numbers in lines are almost free as they are, and cost more without the line breaks.
  const inLines = notation.inLines && digits.symbols.length >= (1 - mostLeftOut) * sequence.symbols.length;
  const most = inLines ? Math.min(asDigits, trialBits(start)) : asDigits;
  const whole = bytes === 0 ? undefined : bytesOf(digits, notation);
  if (
    whole !== undefined &&
    (whole.symbols.length / bytes) * perUnit >= (1 - mostLeftOut) * sequence.symbols.length
  ) {
    const written = bytesOf(trial, notation);
    // Digits of partial units are paid for one by one.
    const parts = trial.symbols.length - (written.symbols.length / bytes) * perUnit;
    const paid = trialBits(written) + parts * Math.log2(digits.alphabetSize);
    if (paid + leastSaved * trial.symbols.length <= most)
      return { sequence: whole, unit: { name, symbols: perUnit, bytes } };
  }
  if (!inLines || asDigits > most) return undefined;
  return {
    sequence: notation.codes.length === 2 ? digits : { ...digits, codes: notation.codes },
    unit: { name: "lines", symbols: sequence.symbols.length, bytes: digits.symbols.length },
  };
}

const trialBits = (sequence: SymbolSequence) => observe(sequence, observerMembers("fast")).bits;

interface ChosenNotation extends Omit<Notation, "digits"> {
  /** value of the digit with a code, -1 of other codes, shape (128,) */
  readonly values: Int8Array;
  readonly inLines: boolean;
  /** code of the digit with a value */
  readonly codes: Uint8Array;
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
        code === lineFeed || code === carriageReturn || (code === padding && values[code] === -1);
      const ofDigits = codes.filter((code) => !isOther(code));
      if (2 * ofDigits.length > alphabet.length && ofDigits.every((code) => code < 128 && values[code]! >= 0))
        return {
          ...notation,
          values,
          inLines: codes.includes(lineFeed),
          codes: Uint8Array.from(alphabet, (digit) => digit.charCodeAt(0)),
        };
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
function bytesOf({ symbols: digits, segmentEnds }: SymbolSequence, notation: ChosenNotation): SymbolSequence {
  const { symbols: perUnit, bytes: ofUnit } = notation;
  const bytes = new Uint8Array(Math.ceil(digits.length / perUnit) * ofUnit);
  let [start, written] = [0, 0];
  const ends = segmentEnds.map((end) => {
    const shift = shiftOf(digits.subarray(start, end), notation);
    for (let at = start + shift; at + perUnit <= end; at += perUnit)
      if (writeUnit(digits, at, notation, bytes, written)) written += ofUnit;
    start = end;
    return written;
  });
  return { symbols: bytes.subarray(0, written), alphabetSize: 256, segmentEnds: ends, codes: byteCodes };
}

const byteCodes = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/** Writes the bytes of one unit. @returns whether its number is not too large for them */
function writeUnit(
  digits: Symbols,
  at: number,
  notation: ChosenNotation,
  bytes: Uint8Array,
  to: number,
): boolean {
  const { symbols: perUnit, bytes: ofUnit, codes } = notation;
  let number = 0;
  for (let i = 0; i < perUnit; i++) number = number * codes.length + digits[at + i]!;
  for (let i = ofUnit - 1; i >= 0; i--) {
    bytes[to + i] = number % 256;
    number = Math.floor(number / 256);
  }
  return number === 0;
}

/** Digits before the first whole unit: the shift after which bytes are least evenly distributed. */
function shiftOf(digits: Symbols, notation: ChosenNotation): number {
  const unit = new Uint8Array(notation.bytes);
  let [best, most] = [0, Number.NEGATIVE_INFINITY];
  for (let shift = 0; shift < notation.symbols; shift++) {
    const counts = new Float64Array(256);
    let n = 0;
    for (let at = shift; at + notation.symbols <= digits.length; at += notation.symbols) {
      if (!writeUnit(digits, at, notation, unit, 0)) continue;
      for (let b = 0; b < unit.length; b++) counts[unit[b]!]!++;
      n += unit.length;
    }
    const saved =
      n * (8 - Math.log2(n || 1)) + counts.reduce((sum, c) => (c === 0 ? sum : sum + c * Math.log2(c)), 0);
    if (saved > most + (best === 0 ? shiftBits : 0)) [best, most] = [shift, saved];
  }
  return best;
}
