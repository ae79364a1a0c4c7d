import type { Continuation } from "./number-law.ts";
import { nothing, placedSegments, type RuleSample } from "./unseen.ts";

/** Numbers that are stored, one in each record. */
export interface StoredForm {
  /** of a number: 2 or 4 */
  readonly bytes: number;
  readonly littleEndian: boolean;
  /** numbers of this size in a record */
  readonly every: number;
  /** bytes before the first number of this kind, less than a record */
  readonly offset: number;
  /** the numbers, in pieces by segment */
  readonly runs: readonly number[][];
}

const mostInRecord = 16;

/** The numbers between two places, by size, order of bytes, and place in records of up to 16 numbers. */
export function* storedForms(sample: RuleSample, from: number, to: number): Generator<StoredForm> {
  if (placedSegments(sample) === undefined) return;
  for (const bytes of [4, 2]) {
    for (const littleEndian of [true, false]) {
      for (let every = 1; every <= mostInRecord; every++) {
        for (let offset = 0; offset < bytes * every; offset++) {
          const form = { bytes, littleEndian, every, offset };
          yield { ...form, runs: runsOf(sample, form, from, to) };
        }
      }
    }
  }
}

type Form = Omit<StoredForm, "runs">;

function runsOf(sample: RuleSample, form: Form, from: number, to: number): number[][] {
  const record = form.bytes * form.every;
  return placedSegments(sample)!.flatMap((segment) => {
    const [start, end] = [Math.max(from, segment.from), Math.min(to, segment.to)];
    if (start >= end) return [];
    const numbers: number[] = [];
    for (let at = firstIn(segment, form, start); at + form.bytes <= end; at += record)
      numbers.push(numberAt(sample, form, at));
    return [numbers];
  });
}

/** The first number of a form at a place or after it. */
function firstIn(
  segment: { from: number; place: number },
  { bytes, every, offset }: Form,
  at: number,
): number {
  const record = bytes * every;
  const place = (segment.place + at - segment.from - offset) % record;
  return at + ((2 * record - place) % record);
}

function numberAt({ symbols, codes }: RuleSample, { bytes, littleEndian }: Form, at: number): number {
  let number = 0;
  for (let k = 0; k < bytes; k++)
    number = number * 256 + codes![symbols[littleEndian ? at + bytes - 1 - k : at + k]!]!;
  return number;
}

/**
 * Predicts the bytes of the numbers of a form.
 *
 * @param half numbers after it are counted by `numbers`
 * @param predicted receives the symbol predicted at each place, or `nothing`, shape (n,)
 */
export function predictStored(
  sample: RuleSample,
  form: StoredForm,
  numbers: Continuation,
  half: number,
  predicted: Int32Array,
): void {
  const { bytes, littleEndian, every } = form;
  const symbolOf = new Int32Array(256).fill(nothing);
  Array.from(sample.codes!).forEach((code, symbol) => {
    symbolOf[code] = symbol;
  });
  predicted.fill(nothing);
  for (const segment of placedSegments(sample)!) {
    numbers.restart();
    for (let at = firstIn(segment, form, segment.from); at + bytes <= segment.to; at += bytes * every) {
      let rest = numbers.next();
      for (let k = 0; k < bytes && !Number.isNaN(rest); k++) {
        predicted[littleEndian ? at + k : at + bytes - 1 - k] = symbolOf[rest % 256]!;
        rest = Math.floor(rest / 256);
      }
      numbers.push(numberAt(sample, form, at), at >= half);
    }
  }
}
