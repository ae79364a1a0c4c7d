import type { Continuation } from "./number-law.ts";
import { nothing, placedSegments, type RuleSample } from "./unseen.ts";

/** Stored numbers, one in each record. */
export interface StoredForm {
  /** of a number: 1 to 4 */
  readonly bytes: number;
  readonly littleEndian: boolean;
  /** bytes of a record */
  readonly record: number;
  /** bytes before the first number, less than a record */
  readonly offset: number;
  /** the numbers, in pieces by segment */
  readonly runs: readonly Float64Array[];
}

const mostInRecord = 16;
const longestRecord = 64;
/** Least share of the bytes of a counting column that continue by the last difference. */
const leastCounting = 0.75;
const fewestCounting = 16;

/** The numbers between two positions, by size, byte order, and place in records of up to 16 numbers. */
export function* storedForms(sample: RuleSample, from: number, to: number): Generator<StoredForm> {
  if (placedSegments(sample) === undefined) return;
  for (const bytes of [4, 2]) {
    for (const littleEndian of [true, false]) {
      for (let every = 1; every <= mostInRecord; every++) {
        for (let offset = 0; offset < bytes * every; offset++) {
          const form = { bytes, littleEndian, record: bytes * every, offset };
          yield { ...form, runs: runsOf(sample, form, from, to) };
        }
      }
    }
  }
}

/**
 * The same for numbers of 1 to 4 bytes whose lowest byte counts and whose highest changes, in records of any length up to 64
 * bytes.
 */
export function* countingForms(sample: RuleSample, from: number, to: number): Generator<StoredForm> {
  for (let record = 1; record <= longestRecord; record++) {
    for (const column of countingColumns(sample, record, from, to)) {
      for (let bytes = 1; bytes <= Math.min(4, record); bytes++) {
        for (const littleEndian of bytes === 1 ? [true] : [true, false]) {
          const offset = littleEndian ? column : (column + record + 1 - bytes) % record;
          const form = { bytes, littleEndian, record, offset };
          const runs = runsOf(sample, form, from, to);
          if (bytes === 1 || hasSeveral(runs, 256 ** (bytes - 1))) yield { ...form, runs };
        }
      }
    }
  }
}

/** Whether the highest bytes of numbers, from a unit on, differ. */
function hasSeveral(runs: readonly Float64Array[], unit: number): boolean {
  const first = runs.find(({ length }) => length > 0)?.[0];
  return runs.some((run) => run.some((one) => Math.floor(one / unit) !== Math.floor(first! / unit)));
}

/** The counting columns of records: each byte differs from the one above as that does from the one above it, modulo 256. */
export function countingColumns(sample: RuleSample, record: number, from: number, to: number): number[] {
  const { symbols, codes } = sample;
  const [predictions, counting] = [new Uint32Array(record), new Uint32Array(record)];
  for (const segment of placedSegments(sample) ?? []) {
    const first = Math.max(from, segment.from) + 2 * record;
    const end = Math.min(to, segment.to);
    let column = (segment.place + first - segment.from) % record;
    for (let at = first; at < end; at++) {
      const above = codes![symbols[at - record]!]!;
      const difference = codes![symbols[at]!]! - above;
      predictions[column]!++;
      if (difference !== 0 && ((difference - above + codes![symbols[at - 2 * record]!]!) & 255) === 0)
        counting[column]!++;
      if (++column === record) column = 0;
    }
  }
  return Array.from(predictions.keys()).filter(
    (column) => counting[column]! >= Math.max(fewestCounting, leastCounting * predictions[column]!),
  );
}

/** The shortest record of several bytes with a counting column. */
export function countingRecord(sample: RuleSample, from: number, to: number): number | undefined {
  for (let record = 1; record <= longestRecord; record++)
    if (countingColumns(sample, record, from, to).length > 0) return record === 1 ? undefined : record;
  return undefined;
}

type Form = Omit<StoredForm, "runs">;

/** A form without the higher bytes to which the lower ones never carry. */
export function narrowed(
  sample: RuleSample,
  { runs, ...form }: StoredForm,
  step: number,
  [from, to]: readonly [number, number],
): StoredForm {
  for (let bytes = 1; bytes < form.bytes; bytes++) {
    const [low, high] = [256 ** bytes, 256 ** (bytes + 1)];
    let [carries, right] = [0, 0];
    for (const run of runs) {
      for (let i = 1; i < run.length; i++) {
        const rest = run[i]! - run[i - 1]! - step;
        const raw = (run[i - 1]! % low) + (step % low);
        if (rest % low !== 0 || (raw >= 0 && raw < low)) continue;
        carries++;
        if (rest % high === 0) right++;
      }
    }
    if (carries <= 2 * right) continue;
    const offset = form.littleEndian ? form.offset : (form.offset + form.bytes - bytes) % form.record;
    const narrow = { ...form, bytes, offset };
    return { ...narrow, runs: runsOf(sample, narrow, from, to) };
  }
  return { runs, ...form };
}

/** The numbers of a form between two positions, in pieces by segment. */
export function runsOf(sample: RuleSample, form: Form, from: number, to: number): Float64Array[] {
  const { record } = form;
  return placedSegments(sample)!.flatMap((segment) => {
    const [start, end] = [Math.max(from, segment.from), Math.min(to, segment.to)];
    if (start >= end) return [];
    const first = firstIn(segment, form, start);
    const numbers = new Float64Array(Math.max(0, Math.floor((end - form.bytes - first) / record) + 1));
    for (let i = 0, at = first; i < numbers.length; i++, at += record)
      numbers[i] = numberAt(sample, form, at);
    return [numbers];
  });
}

/** The first number of a form at or after a position. */
function firstIn(segment: { from: number; place: number }, { record, offset }: Form, at: number): number {
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
 * @param half `numbers` counts the numbers after this position
 * @param predicted receives the symbol predicted at each position, or `nothing`, shape (n,)
 */
export function predictStored(
  sample: RuleSample,
  form: StoredForm,
  numbers: Continuation,
  half: number,
  predicted: Int32Array,
): void {
  const { bytes, littleEndian, record } = form;
  const symbolOf = new Int32Array(256).fill(nothing);
  Array.from(sample.codes!).forEach((code, symbol) => {
    symbolOf[code] = symbol;
  });
  predicted.fill(nothing);
  for (const segment of placedSegments(sample)!) {
    numbers.restart();
    for (let at = firstIn(segment, form, segment.from); at + bytes <= segment.to; at += record) {
      let rest = numbers.next();
      for (let k = 0; k < bytes && !Number.isNaN(rest); k++) {
        predicted[littleEndian ? at + k : at + bytes - 1 - k] = symbolOf[rest % 256]!;
        rest = Math.floor(rest / 256);
      }
      numbers.push(numberAt(sample, form, at), at >= half);
    }
  }
}
