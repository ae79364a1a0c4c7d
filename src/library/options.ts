import { availableParallelism } from "node:os";
import { usualSample, usualSeed } from "../core/constants.ts";
import { type EncodingId, encodingIds } from "../core/encoding.ts";
import { UsageError } from "../core/errors.ts";
import { nearestWord } from "../core/nearest-word.ts";
import { type Charset, charsets } from "../encodings/text-format.ts";
import { type RecordFormat, recordFormats } from "../input/reading.ts";

/** How a call is run. */
export interface RunOptions {
  /** ends the work when it is aborted; the call rejects with the signal's reason */
  readonly signal?: AbortSignal | undefined;
  /** called after each step with the number of steps done and of all; what it throws ends the work and is thrown */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** threads that may work at once, 1 to 256; by default as many as there are processors; 0: work in the calling thread */
  readonly threads?: number | undefined;
  /** whether results are kept in, and taken from, the cache that the command has too; by default not */
  readonly cache?: boolean | undefined;
}

/** How an input is read. */
export interface ReadOptions {
  /** what a symbol is; by default a byte */
  readonly encoding?: EncodingId | undefined;
  /** of text that is not UTF-8 and does not say so */
  readonly charset?: Charset | undefined;
  /** whether compressed bytes are unpacked; by default those of a path */
  readonly decompress?: boolean | undefined;
  /** how an input is cut into documents; by default by the name and the first bytes of a path, else not */
  readonly records?: RecordFormat | "auto" | "none" | undefined;
  /** of each record: the field that holds the text */
  readonly field?: string | undefined;
  /** what the input is called in results and errors */
  readonly name?: string | undefined;
}

/** How a sample is taken. */
export interface SampleOptions {
  /** symbols measured, spread over the input; "all": all of them; by default 100 000 */
  readonly sample?: number | "all" | undefined;
  /** whether more is read where the sample leaves its verdict open, up to 800 000 symbols; false by default */
  readonly settle?: boolean | undefined;
  /** for sampling, shuffles and generators; 1 by default */
  readonly seed?: number | undefined;
}

/** Names of a type's properties, all of them and no others, and which are true or false. */
export type Keys<Type> = {
  readonly [Key in keyof Type]-?: NonNullable<Type[Key]> extends boolean ? "flag" : true;
};

export const runKeys: Keys<RunOptions> = { signal: true, onProgress: true, threads: true, cache: "flag" };
const encodedKeys: Keys<Omit<ReadOptions, "encoding" | "name">> = {
  charset: true,
  decompress: "flag",
  records: true,
  field: true,
};
const readKeys: Keys<ReadOptions> = { ...encodedKeys, encoding: true, name: true };
const sampleKeys: Keys<SampleOptions> = { sample: true, settle: "flag", seed: true };
export const measureKeys = { ...readKeys, ...sampleKeys, ...runKeys };
export const gradeKeys = { ...encodedKeys, name: true, ...runKeys } as const;

/**
 * Options as they are now, so that whoever changes them later changes no call that has begun.
 *
 * @param what they are called in errors
 * @throws UsageError for what is no object, for a key that is not known, with the nearest one, and for a flag that is neither true
 *   nor false
 */
export function optionsOf<Options extends object>(
  given: Options,
  known: Readonly<Record<keyof Options, true | "flag">>,
  what = "options",
): Options {
  const kind = Object.prototype.toString.call(given);
  if (kind !== "[object Object]") {
    const found =
      typeof given === "object" && given !== null ? `of the kind ${kind.slice(8, -1)}` : shown(given);
    throw new UsageError(`${what} are a plain object, not ${found}`);
  }
  const keys = Object.keys(known) as (keyof Options & string)[];
  const other = Object.keys(given).find((key) => !Object.hasOwn(known, key));
  const flag = keys.find(
    (key) => known[key] === "flag" && given[key] !== undefined && typeof given[key] !== "boolean",
  );
  if (flag !== undefined) throw new UsageError(`${flag} takes true or false, not ${shown(given[flag])}`);
  // By name, so that what an object inherits counts, too.
  if (other === undefined)
    return Object.fromEntries(
      keys.flatMap((key) => (given[key] === undefined ? [] : [[key, given[key]]])),
    ) as Options;
  const near = nearestWord(other, keys);
  throw new UsageError(
    `${what} have no ${shown(other)}${near === undefined ? `; known: ${keys.join(", ")}` : `; did you mean "${near}"?`}`,
  );
}

const mostThreads = 256;

/** @throws UsageError */
export function sampleOf(sample: SampleOptions["sample"]): number | "all" {
  if (sample === undefined) return usualSample;
  if (sample === "all" || (Number.isSafeInteger(sample) && sample > 0)) return sample;
  throw new UsageError(`sample takes a whole number of symbols above 0, or "all", not ${shown(sample)}`);
}

/** @throws UsageError */
export function seedOf(seed: number | undefined): number {
  if (seed === undefined) return usualSeed;
  if (Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw new UsageError(`a seed is a whole number from 0 to 2^53 - 1, not ${shown(seed)}`);
}

/** @throws UsageError */
export function threadsOf(threads: number | undefined): number {
  if (threads === undefined) return Math.min(mostThreads, availableParallelism());
  if (Number.isInteger(threads) && threads >= 0 && threads <= mostThreads) return threads;
  throw new UsageError(`threads takes a whole number from 0 to ${mostThreads}, not ${shown(threads)}`);
}

/** @throws UsageError for a signal or a function that is none */
export function requireHooks({ signal, onProgress }: RunOptions): void {
  if (signal !== undefined && typeof signal?.throwIfAborted !== "function")
    throw new UsageError("signal takes an AbortSignal");
  if (onProgress !== undefined && typeof onProgress !== "function")
    throw new UsageError("onProgress takes a function");
}

/** @throws UsageError */
export function encodingOf({ encoding = "bytes", charset }: ReadOptions): {
  readonly encoding: EncodingId;
  readonly charset?: Charset;
} {
  requireAmong("encoding", encoding, encodingIds);
  if (charset === undefined) return { encoding };
  requireAmong("charset", charset, charsets);
  if (encoding === "bytes")
    throw new UsageError("bytes have no charset: leave it out, or choose an encoding that reads text");
  return { encoding, charset };
}

/** @throws UsageError */
export function recordsOf(records: NonNullable<ReadOptions["records"]>): RecordFormat | "auto" | "none" {
  requireAmong("records", records, ["auto", "none", ...recordFormats]);
  return records;
}

function requireAmong(option: string, value: string, known: readonly string[]): void {
  if (!known.includes(value))
    throw new UsageError(`${option} takes ${known.join(", ")}, not ${shown(value)}`);
}

/** A value from outside, in a message. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
