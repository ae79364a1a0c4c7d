import { type ComparedFile, dealFiles, readByOthers, usualRate } from "./read-by-others.ts";
import type { OddFile } from "./schema.ts";
import { lineAt, mostExpensive } from "./stretch.ts";
import { tailOf } from "./tail.ts";

/** What the comparison gave. */
export interface OddFiles {
  /** the most surprising first */
  readonly files: readonly OddFile[];
  readonly learned: number;
  /** bit/byte; null: there are no files */
  readonly usual: number | null;
}

/** Bytes whose surprise is compared, and of the excerpt. */
export const window = 1024;
const excerptBytes = 64;
/** Usual files that surprise as much as one that is called odd, expected in a folder of its size. */
export const falseAlarms = 0.01;
/** Files below which there are too few of those. */
export const leastFiles = 40;

/**
 * How surprising each file is to one who has read the others.
 *
 * A file is judged by its most surprising 1024 bytes, so that a stretch of another kind is found in a long file.
 *
 * @param order bytes of the longest strings of the models
 * @throws RangeError when memory cannot be had
 * Cost: five times that of learning 8 MB at most, and 0.1 microseconds a byte.
 */
export function oddFiles(files: readonly ComparedFile[], seed: number, order: number): OddFiles {
  const rates = new Float64Array(files.length);
  const found: {
    readonly at: number;
    readonly bits: number;
    readonly length: number;
    readonly excerpt: number;
  }[] = [];
  const learned = readByOthers(
    files,
    dealFiles(files, seed, "contents"),
    order,
    () => true,
    (i, costs, bits) => {
      const { length: end } = files[i]!.bytes;
      rates[i] = bits / end;
      const length = Math.min(window, end);
      const [at, most] = mostExpensive(costs, 0, end, length);
      const [excerpt] = mostExpensive(costs, at, at + length, Math.min(excerptBytes, length));
      found[i] = { at, bits: most, length, excerpt };
    },
  );
  const usual = usualRate(rates);
  // What a short file lacks is taken for usual.
  const scores = Float64Array.from(
    found,
    ({ bits, length }) => (bits + (window - length) * (usual ?? 0)) / window,
  );
  const tail = tailOf(scores);
  const rows = files.map(({ name, bytes }, i): OddFile => {
    const { at, length, excerpt } = found[i]!;
    const expected = tail.expected(scores[i]!);
    return {
      file: name,
      bytes: bytes.length,
      rate: rates[i]!,
      oddest: scores[i]!,
      expected,
      odd: files.length >= leastFiles && expected <= falseAlarms,
      firstLine: lineAt(bytes, at),
      lastLine: lineAt(bytes, at + length - 1),
      excerpt: Buffer.from(bytes.subarray(excerpt, excerpt + excerptBytes)).toString("utf8"),
    };
  });
  return {
    files: rows.sort((a, b) => b.oddest - a.oddest || (a.file < b.file ? -1 : 1)),
    learned,
    usual,
  };
}
