import { fileURLToPath } from "node:url";
import { UsageError } from "../core/errors.ts";
import { allocateSymbols, type SymbolSequence } from "../core/sequence.ts";
import type { Charset } from "../encodings/text-format.ts";
import type { Reading } from "../input/reading.ts";
import type { TaskInput } from "../run/task.ts";
import { encodingOf, optionsOf, type ReadOptions, recordsOf, shown } from "./options.ts";

/**
 * What can be measured: a text (its UTF-8 bytes, lone surrogates as U+FFFD; never a path), bytes, symbols, a file, a
 * generated sequence or a bundled corpus.
 */
export type Input = string | Uint8Array | SymbolInput | PathInput | RecipeInput | CorpusInput;

/** Symbols as numbers. */
export interface SymbolInput {
  /** shape (n,), each a whole number from 0 to `alphabetSize` - 1 */
  readonly symbols: ArrayLike<number>;
  /** A, the number of possible symbols, at most 2^20: tables have a row for each */
  readonly alphabetSize: number;
  /** ends of the segments, ascending, the last one n; statistics do not cross an end; one segment by default */
  readonly segmentEnds?: readonly number[] | undefined;
}

/** A file, opened as the command opens it: decompressed, and cut into documents. */
export interface PathInput {
  readonly path: string | URL;
}

/** A generated sequence of the length of the sample. */
export interface RecipeInput {
  readonly recipe: string;
  /** of the generator; by default the seed of the options */
  readonly seed?: number | undefined;
}

/** A bundled corpus; its package must be installed. */
export interface CorpusInput {
  readonly corpus: string;
}

/** An input in the form that tasks take. */
export interface NamedInput {
  readonly name: string;
  readonly input: TaskInput;
  /** the seed of a recipe that has its own */
  readonly seed: number | undefined;
  /** the charset of a string */
  readonly charset?: Charset;
}

/**
 * Converts an input to a form that can cross to a thread; reads no file.
 *
 * @throws UsageError for an invalid input or a symbol beyond the alphabet
 * Cost: one copy of bytes and symbols, so that the caller may change them at once.
 */
export function namedInput(given: Input, options: ReadOptions): NamedInput {
  const named = (usual: string, input: TaskInput): NamedInput => ({
    name: options.name ?? usual,
    input,
    seed: undefined,
  });
  if (typeof given === "string") {
    if (options.charset !== undefined) throw new UsageError("a string is already decoded: leave out charset");
    const bytes = new TextEncoder().encode(given);
    const text = named("text", {
      kind: "bytes",
      bytes,
      reading: readingOf(options, false),
      origin: "memory",
    });
    return encodingOf(options).encoding === "bytes" ? text : { ...text, charset: "utf-8" };
  }
  if (given instanceof Uint8Array) {
    const bytes = copied(given);
    return named("bytes", { kind: "bytes", bytes, reading: readingOf(options, false), origin: "memory" });
  }
  if (typeof given !== "object" || given === null) throw noInput();
  if ("path" in given) {
    optionsOf(given, { path: true }, "inputs with a path");
    const path = given.path instanceof URL ? pathOf(given.path) : given.path;
    requireText("path", path);
    return named(path, { kind: "file", path, ...openedAs(options) });
  }
  if ("corpus" in given) {
    optionsOf(given, { corpus: true }, "inputs with a corpus");
    requireText("corpus", given.corpus);
    return named(given.corpus, { kind: "corpus", id: given.corpus });
  }
  if ("recipe" in given) {
    optionsOf(given, { recipe: true, seed: true }, "inputs with a recipe");
    requireText("recipe", given.recipe);
    requireOwnSymbols("the symbols of a recipe are its own", options);
    return {
      ...named(given.recipe, { kind: "recipe", recipe: given.recipe }),
      seed: given.seed,
    };
  }
  if ("symbols" in given) {
    optionsOf(given, { symbols: true, alphabetSize: true, segmentEnds: true }, "inputs with symbols");
    requireOwnSymbols("symbols are not text", options);
    return named("symbols", { kind: "symbols", sequence: sequenceFrom(given) });
  }
  throw noInput();
}

/** @throws UsageError for detached bytes, such as those transferred to another thread */
function copied(bytes: Uint8Array): Uint8Array {
  try {
    return new Uint8Array(bytes);
  } catch {
    throw new UsageError(
      "the bytes cannot be read: their buffer was detached or has shrunk, or they are a proxy",
    );
  }
}

/** @throws UsageError for a URL that is not a local file */
function pathOf(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch {
    throw new UsageError(`path takes a path or the URL of a file, not ${url.href}`);
  }
}

function noInput(): UsageError {
  return new UsageError(
    "an input is a string, a Uint8Array, or an object with symbols, path, recipe or corpus",
  );
}

/** @throws UsageError unless the value is a text */
export function requireText(key: string, value: unknown): void {
  if (typeof value !== "string" || value === "") throw new UsageError(`${key} takes a text`);
}

/** @throws UsageError unless the values are texts */
export function requireTexts(key: string, values: unknown): void {
  if (!Array.isArray(values) || !values.every((value) => typeof value === "string"))
    throw new UsageError(`${key} takes an array of texts`);
}

function requireOwnSymbols(why: string, { encoding = "bytes", charset }: ReadOptions): void {
  if (encoding === "bytes" && charset === undefined) return;
  throw new UsageError(`${why}: leave out encoding and charset`);
}

/** Text and bytes are read as they are unless the options say otherwise. */
function readingOf({ decompress, records, field }: ReadOptions, isFile: boolean): Reading {
  return {
    decompress: decompress ?? isFile,
    records: recordsOf(records ?? (isFile ? "auto" : "none")),
    ...(field === undefined ? {} : { field }),
  };
}

/** Empty where the options do not change how a file is opened. */
function openedAs(options: ReadOptions): { reading?: Reading } {
  const { decompress, records, field } = options;
  if (decompress === undefined && records === undefined && field === undefined) return {};
  return { reading: readingOf(options, true) };
}

/** No text has as many different characters and no vocabulary as many tokens. */
export const largestAlphabet = 1 << 20;

/** @throws UsageError that names the first invalid symbol */
function sequenceFrom({ symbols: given, alphabetSize, segmentEnds }: SymbolInput): SymbolSequence {
  if (!Number.isInteger(alphabetSize) || alphabetSize < 1 || alphabetSize > largestAlphabet)
    throw new UsageError(
      `alphabetSize takes a whole number from 1 to ${largestAlphabet}, not ${shown(alphabetSize)}`,
    );
  const n = given?.length;
  if (!Number.isSafeInteger(n) || n < 0) throw new UsageError("symbols must be an array of numbers");
  const symbols = allocateSymbols(n, alphabetSize);
  for (let i = 0; i < n; i++) {
    const symbol = given[i] as number;
    if (!Number.isInteger(symbol) || symbol < 0 || symbol >= alphabetSize)
      throw new UsageError(`symbol ${shown(symbol)} at ${i} is not from 0 to ${alphabetSize - 1}`);
    symbols[i] = symbol;
  }
  if (segmentEnds !== undefined && typeof segmentEnds?.[Symbol.iterator] !== "function")
    throw new UsageError("segmentEnds must be an array of numbers");
  const ends: number[] = segmentEnds === undefined && n > 0 ? [n] : [];
  for (const end of segmentEnds ?? []) {
    // The iterator may be infinite. More ends than symbols are an error, which is thrown below.
    if (ends.push(end) > n) break;
  }
  const ascending = ends.every((end, i) => Number.isInteger(end) && end > (ends[i - 1] ?? 0));
  if (!ascending || (ends.at(-1) ?? 0) !== n)
    throw new UsageError(`segmentEnds must ascend from above 0 to the number of symbols, ${n}`);
  return { symbols, alphabetSize, segmentEnds: ends };
}
