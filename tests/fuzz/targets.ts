import { InputError, RecipeError } from "../../src/core/errors.ts";
import type { Symbols } from "../../src/core/sequence.ts";
import { CodePointReader } from "../../src/encodings/code-point-reader.ts";
import { memorySource } from "../../src/input/byte-source.ts";
import { decompress } from "../../src/input/containers/decompress.ts";
import type { CompressedFormat } from "../../src/input/containers/formats.ts";
import { readJsonArray } from "../../src/input/records/json-array.ts";
import { readJsonLines } from "../../src/input/records/json-lines.ts";
import { readColumn } from "../../src/input/records/parquet-columns.ts";
import type { RecordSet } from "../../src/input/records/record-set.ts";
import { readSeparatedValues } from "../../src/input/records/separated-values.ts";
import { readTar } from "../../src/input/records/tar.ts";
import { readWarc } from "../../src/input/records/warc.ts";
import { parseRecipe } from "../../src/sources/recipe-parser.ts";
import { printRecipe } from "../../src/sources/recipe-printer.ts";
import { longestCommonPrefixes, longestPreviousFactors } from "../../src/statistics/suffixes.ts";
import { SuffixKernel } from "../../src/wasm/suffix-kernel.ts";
import { isSuffixArray } from "../references/suffix-array.ts";

/** What a fuzzer calls with bytes of its own; anything thrown is a finding. */
export type Target = (data: Buffer) => void | Promise<void>;

function require(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** Small enough for thousands of runs a second, large enough for what the seeds unpack to. */
const limits = { memory: 1 << 20, ratio: 1100, free: 1 << 16 };

function unpacking(format: CompressedFormat): Target {
  return async (data) => {
    try {
      const unpacked = await decompress(format, data, limits);
      require(unpacked.length <= limits.memory, "unpacks to more than the limit");
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  };
}

/** Records are counted or named as bad; an input that is none of its format is refused in one line. */
function reading(read: (data: Buffer) => RecordSet | Promise<RecordSet>): Target {
  return async (data) => {
    try {
      const { bytes, ends, bad } = await read(data);
      require((ends.at(-1) ?? 0) === bytes.length, "documents that are not all of the bytes");
      require(bad === null || (bad.count > 0 && !bad.reason.includes("\n")), "bad records without a reason");
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  };
}

function recipe(data: Buffer): void {
  let printed: string;
  try {
    printed = printRecipe(parseRecipe(data.toString()));
  } catch (error) {
    if (error instanceof RecipeError) return;
    throw error;
  }
  require(printRecipe(parseRecipe(printed)) === printed, "a printed recipe is read otherwise");
}

/** Against the platform's decoder. */
function utf8(data: Buffer): void {
  const codePoints = new Uint32Array(data.length);
  const count = new CodePointReader(data, "utf-8").read(codePoints);
  let text = "";
  for (let i = 0; i < count; i++) text += String.fromCodePoint(codePoints[i]!);
  require(text === new TextDecoder("utf-8", { ignoreBOM: true }).decode(data), "decoded otherwise");
}

const same = (a: Int32Array, b: Int32Array) => a.length === b.length && a.every((value, i) => value === b[i]);

/** The kernel against its twin. The first byte is the size of the alphabet, the second cuts the rest into segments. */
function suffixes(data: Buffer): void {
  const symbols: Symbols = Uint8Array.from(data.subarray(2));
  if (symbols.length === 0) return;
  const alphabetSize = 1 + data[0]!;
  for (let i = 0; i < symbols.length; i++) symbols[i]! %= alphabetSize;
  const step = 1 + data[1]!;
  const segmentEnds: number[] = [];
  for (let end = step; end < symbols.length; end += step) segmentEnds.push(end);
  segmentEnds.push(symbols.length);
  const kernel = new SuffixKernel(symbols, segmentEnds, alphabetSize, { orders: 8 });
  const order = kernel.suffixes().slice();
  const lcp = longestCommonPrefixes(symbols, segmentEnds, order);
  require(isSuffixArray(symbols, segmentEnds, order), "suffixes of the kernel are out of order");
  const prefixes = new Int32Array(symbols.length);
  order.forEach((position, rank) => {
    prefixes[position] = lcp[rank]!;
  });
  require(same(kernel.prefixes(), prefixes), "prefixes of the kernel differ");
  require(same(kernel.factors(), longestPreviousFactors(order, lcp)), "factors of the kernel differ");
}

/** All targets by name. */
export const targets: Readonly<Record<string, Target>> = {
  recipe,
  utf8,
  gzip: unpacking("gzip"),
  Zstandard: unpacking("Zstandard"),
  xz: unpacking("xz"),
  bzip2: unpacking("bzip2"),
  jsonl: reading((data) => readJsonLines(memorySource([data]), "text", "id")),
  json: reading((data) => readJsonArray(data, "text", "id")),
  csv: reading((data) => readSeparatedValues(data, "text", ",", "id")),
  parquet: reading((data) => readColumn(memorySource([data]), undefined)),
  tar: reading((data) => readTar(memorySource([data]))),
  warc: reading((data) => readWarc(data)),
  suffixes,
};
