import type { SymbolSequence, Symbols } from "../core/sequence.ts";

/** Kinds of characters that are exchanged among themselves, and two more, separators and signs, which stay. */
export const kinds = 8;
export const separator = 4;
const [lower, upper, digit, high, sign] = [0, 1, 2, 3, 5];

/** The kind of a character, less than `kinds`. @throws never */
export function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return lower!;
  if (code >= 65 && code <= 90) return upper!;
  if (code >= 48 && code <= 57) return digit!;
  return code >= 128 ? high! : separator!;
}

/** Control characters are no more of a text than this, */
const mostControls = 0.01;
export const lineFeed = 10;
const isControl = (code: number) =>
  (code < 32 && code !== lineFeed && code !== 13 && code !== 9) || code === 127;
/** Fields and characters beyond these are those of a text, whose lines are paragraphs. */
export const mostFields = 64;
export const longestField = 64;

/** Says of each symbol which others it may be exchanged with, segment by segment in order; negative: none. */
export type Places = (at: number, start: number) => number;

/** How a sequence is cut into fields. */
interface RecordFields {
  /** of each character: its field of the line, where in the field, and its kind; negative for what stays */
  readonly placeOf: Places;
  /** the kind of each character, shape (n,) */
  readonly kindAt: Int8Array;
}

/** The fields of lines whose separators follow one another as those of records do; undefined for all else. */
export function recordFields({ symbols, codes, alphabetSize }: SymbolSequence): RecordFields | undefined {
  if (codes === undefined) return undefined;
  if (!isText(symbols, codes)) return undefined;
  const kindAt = kindsOf(symbols, codes);
  const separators = symbols.filter((_, at) => kindAt[at] === separator);
  if (separators.length > 0 && successionRate(separators, alphabetSize) > mostOfRecords) return undefined;
  const counts = countingFields(symbols, codes, kindAt);
  let field = 0;
  let offset = 0;
  const placeOf: Places = (at, start) => {
    if (at === start) field = offset = 0;
    const of = kindAt[at]!;
    if (of === sign || (of !== separator && counts.has(field))) return -1;
    if (of === separator) {
      field = codes[symbols[at]!] === lineFeed ? 0 : Math.min(mostFields, field + 1);
      offset = 0;
      return -1;
    }
    offset = Math.min(longestField, offset + 1);
    return (field * (longestField + 1) + offset) * kinds + of;
  };
  return { placeOf, kindAt };
}

/** Whether next to no symbols are control characters. @throws never */
export function isText(symbols: Symbols, codes: ArrayLike<number>): boolean {
  const control = Uint8Array.from(codes, (code) => (isControl(code) ? 1 : 0));
  let controls = 0;
  for (let at = 0; at < symbols.length; at++) controls += control[symbols[at]!]!;
  return controls <= mostControls * symbols.length;
}

const [plus, minus] = [43, 45];

/** The kind of each character, shape (n,). The sign of a number or of its exponent is no separator: it is part of the number. */
function kindsOf(symbols: Symbols, codes: ArrayLike<number>): Int8Array {
  const kindAt = Int8Array.from({ length: symbols.length }, (_, at) => kindOf(codes[symbols[at]!]!));
  for (let at = 0; at < symbols.length - 1; at++) {
    const code = codes[symbols[at]!]!;
    if ((code !== plus && code !== minus) || kindAt[at + 1] !== digit) continue;
    const before = at === 0 ? lineFeed : codes[symbols[at - 1]!]!;
    const exponent = (before | 32) === 101 && at > 1 && kindAt[at - 2] === digit;
    if (kindOf(before) === separator || exponent) kindAt[at] = sign!;
  }
  return kindAt;
}

/** Steps of a field that counts that are all the same, at least. */
const steadySteps = 0.8;
const fewestSteps = 32;

/** A field of lines as a number of some base, line by line. */
interface Column {
  value: number;
  step: number;
  steps: number;
  same: number;
}

/**
 * Fields whose numbers, decimal or hexadecimal, rise or fall from line to line by the same step, as those of rows that are
 * numbered and of offsets do.
 *
 * @returns which field of a line, counted by separators
 */
function countingFields(symbols: Symbols, codes: ArrayLike<number>, kindAt: Int8Array): Set<number> {
  const counting = new Set<number>();
  for (const base of [10, 16]) {
    const columns = Array.from(
      { length: mostFields + 1 },
      (): Column => ({ value: Number.NaN, step: Number.NaN, steps: 0, same: 0 }),
    );
    let field = 0;
    let number = 0;
    let digits = 0;
    for (let at = 0; at < symbols.length; at++) {
      const code = codes[symbols[at]!]!;
      if (kindAt[at] === sign) continue;
      if (kindAt[at] !== separator) {
        number = number * base + digitOf(code, base);
        digits++;
        continue;
      }
      if (digits > 0) follow(columns[field]!, number);
      number = digits = 0;
      field = code === lineFeed ? 0 : Math.min(mostFields, field + 1);
    }
    for (const [i, column] of columns.entries()) if (i < mostFields && counts(column)) counting.add(i);
  }
  return counting;
}

const counts = ({ steps, same }: Column) => steps >= fewestSteps && same >= steadySteps * steps;

/** Whether numbers rise or fall by the same step. @throws never */
export function steadily(numbers: readonly number[]): boolean {
  const column: Column = { value: Number.NaN, step: Number.NaN, steps: 0, same: 0 };
  for (const number of numbers) follow(column, number);
  return counts(column);
}

/** NaN is a value, too: what is no number has no step. */
function follow(column: Column, value: number): void {
  const step = value - column.value;
  column.steps++;
  if (step === column.step && step !== 0) column.same++;
  column.value = value;
  column.step = step;
}

/** NaN for what is no digit. */
function digitOf(code: number, base: number): number {
  const lowered = code | 32;
  const shown =
    code >= 48 && code <= 57 ? code - 48 : lowered >= 97 && lowered <= 122 ? lowered - 87 : Number.NaN;
  return shown < base ? shown : Number.NaN;
}

/**
 * Bits a separator that those of records cost at most: these come in one order or a few. Those of prose cost .7 and more, of
 * source code .6 to 3.
 *
 * Chosen on the inputs of tests/rogues that are not held out.
 */
const mostOfRecords = 0.6;
const orders = [1, 2, 4, 8];

/** Bits a separator that the best of some Markov chains pays, which learns as it reads; infinite where they are too many. */
function successionRate(separators: ArrayLike<number>, alphabetSize: number): number {
  const most = Math.ceil(mostOfRecords * separators.length);
  return successionBits(separators, alphabetSize, most) / separators.length;
}

/**
 * What the best of some Markov chains pays for symbols, which learns as it reads, when it knows which ones there are.
 *
 * @param most if it is more than that, it does not matter how much more: it may be infinite
 * @throws never
 * Cost: O(symbols).
 */
export function successionBits(
  symbols: ArrayLike<number>,
  alphabetSize: number,
  most = Number.POSITIVE_INFINITY,
): number {
  const names = new Map<number, number>();
  const named = Array.from({ length: symbols.length }, (_, i) => {
    const symbol = symbols[i]!;
    if (!names.has(symbol)) names.set(symbol, names.size);
    return names.get(symbol)!;
  });
  const kindsOfThem = Math.min(alphabetSize, names.size);
  return orders.reduce(
    (least, order) => Math.min(least, chainBits(named, kindsOfThem, order, Math.min(least, most))),
    Number.POSITIVE_INFINITY,
  );
}

/**
 * A Markov chain with 1/K of each symbol in every context: contexts that are numbers beyond 2^53 are none.
 *
 * @returns infinite where it pays more than the most
 */
function chainBits(named: readonly number[], kindsOfThem: number, order: number, most: number): number {
  let modulus = 1;
  for (let i = 0; i < order; i++) modulus *= kindsOfThem;
  if (modulus * kindsOfThem > Number.MAX_SAFE_INTEGER) return Number.POSITIVE_INFINITY;
  const counts = new Map<number, number>();
  let context = 0;
  let bits = 0;
  for (const symbol of named) {
    const next = context * kindsOfThem + symbol;
    // Contexts have negative keys, what follows them the others.
    const seen = counts.get(next) ?? 0;
    const all = counts.get(-1 - context) ?? 0;
    bits -= Math.log2((seen + 1 / kindsOfThem) / (all + 1));
    counts.set(next, seen + 1);
    counts.set(-1 - context, all + 1);
    context = next % modulus;
    if (bits > most) return Number.POSITIVE_INFINITY;
  }
  return bits;
}
