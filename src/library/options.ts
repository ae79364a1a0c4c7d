import { availableParallelism } from "node:os";
import { usualSample, usualSeed } from "../core/constants.ts";
import { type EncodingId, encodingIds } from "../core/encoding.ts";
import { UsageError } from "../core/errors.ts";
import { nearestWord } from "../core/nearest-word.ts";
import { type Charset, charsets } from "../encodings/text-format.ts";
import { type RecordFormat, recordFormats } from "../input/reading.ts";

/** How a call is run. */
export interface RunOptions {
  /** aborting it ends the work; the call then rejects with the signal's reason */
  readonly signal?: AbortSignal | undefined;
  /** called after each step with the number of finished steps and of all steps; an error that it throws ends the call */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** threads that may work at once, 1 to 256; by default the number of processors; 0: work in the calling thread */
  readonly threads?: number | undefined;
  /** whether to use the result cache of the command; false by default */
  readonly cache?: boolean | undefined;
}

/** How an input is read. */
export interface ReadOptions {
  /** what a symbol is; by default a byte */
  readonly encoding?: EncodingId | undefined;
  /** charset of a text that is not UTF-8 and does not declare one */
  readonly charset?: Charset | undefined;
  /** whether to decompress; by default only a path */
  readonly decompress?: boolean | undefined;
  /** how an input is cut into documents; by default detected from the name and first bytes of a path, else not at all */
  readonly records?: RecordFormat | "auto" | "none" | undefined;
  /** the field of each record that holds the text */
  readonly field?: string | undefined;
  /** name of the input in results and errors */
  readonly name?: string | undefined;
}

/** How a sample is taken. */
export interface SampleOptions {
  /** symbols to measure, spread over the input, or "all"; 100 000 by default */
  readonly sample?: number | "all" | undefined;
  /** whether to read more, up to 800 000 symbols, where the sample leaves its verdict open; false by default */
  readonly settle?: boolean | undefined;
  /** of sampling, shuffles and generators; 1 by default */
  readonly seed?: number | undefined;
}

/** Names of all properties of a type; true marks flags. */
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
 * Copies the options, so that later changes by the caller do not affect a call that has begun.
 *
 * @param what name of the options in errors
 * @throws UsageError for a value that is not an object, for an unknown key (it names the nearest), and for a flag that is not a
 *   boolean
 */
export function optionsOf<Options extends object>(
  given: Options,
  known: Readonly<Record<keyof Options, true | "flag">>,
  what = "options",
): Options {
  const kind = Object.prototype.toString.call(given);
  if (kind !== "[object Object]") {
    const found = typeof given === "object" && given !== null ? `a ${kind.slice(8, -1)}` : shown(given);
    throw new UsageError(`${what} must be a plain object, not ${found}`);
  }
  const keys = Object.keys(known) as (keyof Options & string)[];
  const other = Object.keys(given).find((key) => !Object.hasOwn(known, key));
  const flag = keys.find(
    (key) => known[key] === "flag" && given[key] !== undefined && typeof given[key] !== "boolean",
  );
  if (flag !== undefined) throw new UsageError(`${flag} takes true or false, not ${shown(given[flag])}`);
  // Read by name, so that inherited options count too.
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

/** @throws UsageError for an invalid signal or function */
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
    throw new UsageError("bytes have no charset: leave out charset, or choose an encoding that reads text");
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

/** A value of the caller, in a message. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
