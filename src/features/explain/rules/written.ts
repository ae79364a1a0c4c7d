import { notations } from "../../../observer/members/series/written-numbers.ts";
import type { Continuation } from "./number-law.ts";
import { nothing, type RuleSample } from "./unseen.ts";

/** Numbers in a base with the same symbols before them. */
export interface WrittenForm {
  /** digits in ascending order */
  readonly digits: string;
  /** hash of the symbols before each number, back to the number before */
  readonly gap: number;
  /** their share of the numbers */
  readonly part: number;
  /** mean number of digits */
  readonly meanLength: number;
  /** the numbers, in pieces by segment */
  readonly runs: readonly number[][];
}

/** Larger numbers are not predicted. */
const largest = 2 ** 49;
/** Largest groups of numbers that are tried in each base. */
const mostGroups = 8;
const fewestInGroup = 16;
/** The gap before the first number of a segment is unknown. */
const unknownGap = -1;

/** The numbers between two positions, by base and preceding symbols. */
export function writtenForms(sample: RuleSample, from: number, to: number): WrittenForm[] {
  return notations
    .filter(({ carries }) => carries !== true)
    .flatMap(({ digits }) => {
      const groups = new Map<
        number,
        { runs: number[][]; numbers: number; length: number; segment: number }
      >();
      let numbers = 0;
      const reader = new NumberReader(sample, digits);
      eachSegment(sample, from, to, (start, end) => {
        reader.restart();
        for (let at = start; at < end; at++) {
          if (!reader.read(sample.symbols[at]!)) continue;
          numbers++;
          if (reader.gap === unknownGap) continue;
          let group = groups.get(reader.gap);
          if (group === undefined) {
            group = { runs: [], numbers: 0, length: 0, segment: -1 };
            groups.set(reader.gap, group);
          }
          if (group.segment !== start) group.runs.push([]);
          group.segment = start;
          group.runs.at(-1)!.push(reader.number);
          group.numbers++;
          group.length += reader.length;
        }
      });
      return [...groups]
        .filter(([, group]) => group.numbers >= fewestInGroup)
        .sort(([, a], [, b]) => b.length - a.length)
        .slice(0, mostGroups)
        .map(([gap, group]) => ({
          digits,
          gap,
          part: group.numbers / numbers,
          meanLength: group.length / group.numbers,
          runs: group.runs,
        }));
    });
}

/**
 * Predicts the digits of the numbers of a form, and the symbol after each.
 *
 * @param half `numbers` counts the numbers that end after this position
 * @param predicted receives the symbol predicted at each position, or `nothing`, shape (n,)
 */
export function predictWritten(
  sample: RuleSample,
  form: WrittenForm,
  numbers: Continuation,
  half: number,
  predicted: Int32Array,
): void {
  const { symbols, codes } = sample;
  const symbolOf = new Map(Array.from(codes!, (code, symbol) => [String.fromCodePoint(code), symbol]));
  const reader = new NumberReader(sample, form.digits);
  predicted.fill(nothing);
  eachSegment(sample, 0, symbols.length, (start, end) => {
    reader.restart();
    numbers.restart();
    let [after, zeros, lastLength] = [nothing, false, 0];
    let expected: number[] = [];
    let isRight = false;
    for (let at = start; at < end; at++) {
      const symbol = symbols[at]!;
      if (reader.digitsSoFar === 0 && reader.gapSoFar === form.gap) {
        const next = numbers.next();
        const text = next >= 0 && next < largest ? inBase(next, form.digits) : "";
        const padded = zeros ? text.padStart(lastLength, form.digits[0]) : text;
        expected = Array.from(padded, (digit) => symbolOf.get(digit) ?? nothing);
        if (text !== "") expected.push(after);
        isRight = true;
      } else if (reader.digitsSoFar === 0) isRight = false;
      const next: number = isRight ? (expected[reader.digitsSoFar] ?? nothing) : nothing;
      predicted[at] = next;
      isRight = next === symbol;
      if (!reader.read(symbol) || reader.gap !== form.gap) continue;
      numbers.push(reader.number, at >= half);
      after = symbol;
      zeros = reader.length > 1 && reader.beginsWithZero;
      lastLength = reader.length;
    }
  });
}

/** Reads symbols one by one, and keeps the last whole number. */
class NumberReader {
  /** Of the last whole number: hash of the gap before it, value, digits. */
  gap = unknownGap;
  number = 0;
  length = 0;
  beginsWithZero = false;
  /** Of the current number, and of the gap before it. */
  digitsSoFar = 0;
  gapSoFar = unknownGap;
  #value = 0;
  #zero = false;
  readonly #base: number;
  readonly #values: Int8Array;

  constructor({ codes }: RuleSample, digits: string) {
    this.#base = digits.length;
    this.#values = Int8Array.from(codes!, (code) => digits.indexOf(String.fromCodePoint(code)));
  }

  restart(): void {
    this.digitsSoFar = 0;
    this.gapSoFar = unknownGap;
  }

  /** @returns whether a number ended before the symbol */
  read(symbol: number): boolean {
    const digit = this.#values[symbol]!;
    if (digit >= 0) {
      if (this.digitsSoFar === 0) {
        this.#value = 0;
        this.#zero = digit === 0;
      }
      this.#value = this.#value * this.#base + digit;
      this.digitsSoFar++;
      return false;
    }
    if (this.digitsSoFar === 0) {
      if (this.gapSoFar !== unknownGap) this.gapSoFar = hashed(this.gapSoFar, symbol);
      return false;
    }
    this.gap = this.gapSoFar;
    this.number = this.#value < largest ? this.#value : Number.NaN;
    this.length = this.digitsSoFar;
    this.beginsWithZero = this.#zero;
    this.digitsSoFar = 0;
    this.gapSoFar = hashed(0, symbol);
    return true;
  }
}

/** A non-negative hash. */
function hashed(hash: number, symbol: number): number {
  return Math.imul(hash ^ (symbol + 1), 0x0100_0193) >>> 1;
}

function inBase(number: number, digits: string): string {
  const base = digits.length;
  return number.toString(base).replaceAll(/./g, (digit) => digits[Number.parseInt(digit, base)]!);
}

/** The parts of segments between two positions. */
export function eachSegment(
  { segmentEnds }: RuleSample,
  from: number,
  to: number,
  visit: (start: number, end: number) => void,
): void {
  let start = 0;
  for (const end of segmentEnds) {
    if (end > from && start < to) visit(Math.max(start, from), Math.min(end, to));
    start = end;
  }
}
