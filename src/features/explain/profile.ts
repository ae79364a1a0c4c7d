import type { EncodedSequence } from "../../core/encoding.ts";
import type { Symbols } from "../../core/sequence.ts";
import { meanOf } from "../../math/sums.ts";
import { figure } from "../../results/report.ts";
import type { Stretch } from "./schema.ts";

/** Number of stretches of a whole sample. */
const wantedStretches = 40;
/** A stretch is noise when it costs at least this share of log2 of its number of symbols, */
const noiseShare = 0.97;
/** and its symbols are this evenly distributed: the start of something new is expensive too; */
const evenShare = 0.9;
/** order when it costs less than this share of log2 A; */
const orderShare = 0.02;
/** repeated when pointers to earlier text save at least this share of the cost without them, */
const repeatedShare = 0.5;
/** and without them it costs at least this share of log2 A: repetition of order means nothing. */
const leastRepeatedCost = 2 * orderShare;
/** Mean number of occurrences from which the symbols of a stretch count as its alphabet. */
const occurrences = 8;

/** The cost of a sample, symbol by symbol. */
interface CodedSample {
  readonly symbols: Symbols;
  /** A, symbols present in the whole sample */
  readonly alphabetSize: number;
  /** -log2 p under the observer, bits, shape (n,) */
  readonly losses: Float64Array;
  /** -log2 p under a mixer without pointers to earlier text, bits, shape (n,) */
  readonly lossesWithoutPointers: Float64Array;
}

/** Symbols of the sample that are contiguous in the input. */
export interface ProfileBlock {
  /** symbols */
  readonly length: number;
  /** offset of a symbol of the block in the input; for `length` the block's end */
  offsetAt(symbol: number): number;
}

/**
 * The cost along the sample: some forty stretches of equal length, none across two blocks.
 *
 * @param blocks in order, of n symbols in all
 * @returns stretches in the order of the sample
 * Cost: O(n + stretches A).
 */
export function explainProfile(sample: CodedSample, blocks: readonly ProfileBlock[]): Stretch[] {
  const n = sample.losses.length;
  const stretches: Stretch[] = [];
  let first = 0;
  for (const { length, offsetAt } of blocks) {
    const count = Math.max(1, Math.round((wantedStretches * length) / n));
    for (let s = 0; s < count; s++) {
      const from = Math.floor((s * length) / count);
      const to = Math.floor(((s + 1) * length) / count);
      if (to === from) continue;
      stretches.push({
        start: offsetAt(from),
        end: offsetAt(to),
        symbols: to - from,
        ...stretchOf(sample, first + from, first + to),
      });
    }
    first += length;
  }
  return stretches;
}

function stretchOf(sample: CodedSample, from: number, to: number): Pick<Stretch, "rate" | "kind"> {
  const rate = meanOf(sample.losses.subarray(from, to));
  const without = meanOf(sample.lossesWithoutPointers.subarray(from, to));
  const spread = symbolSpread(sample, from, to);
  const kind = kindOf({ rate, without, ...spread, ceiling: Math.log2(sample.alphabetSize) });
  return { rate: figure(rate, "bit/symbol"), kind };
}

/** Cost and composition of a stretch, bit/symbol. */
interface StretchCost {
  /** cost under the observer */
  readonly rate: number;
  /** cost under a mixer without pointers to earlier text */
  readonly without: number;
  /** log2 of the number of symbols of the stretch */
  readonly own: number;
  /** collision entropy of its symbols */
  readonly collision: number;
  /** log2 A of the sample */
  readonly ceiling: number;
}

export function kindOf({ rate, without, own, collision, ceiling }: StretchCost): Stretch["kind"] {
  if (without - rate >= repeatedShare * without && without >= leastRepeatedCost * ceiling) return "repeated";
  if (rate <= orderShare * ceiling) return "order";
  return rate >= noiseShare * own && collision >= evenShare * own ? "noise" : "plain";
}

/** Number of symbols, or A where the stretch is too short to tell; and -log2 of the probability that two are equal. */
function symbolSpread({ symbols, alphabetSize }: CodedSample, from: number, to: number) {
  const counts = new Map<number, number>();
  let equalPairs = 0;
  for (let i = from; i < to; i++) {
    const before = counts.get(symbols[i]!) ?? 0;
    equalPairs += before;
    counts.set(symbols[i]!, before + 1);
  }
  const length = to - from;
  const pairs = (length * (length - 1)) / 2;
  return {
    own: Math.log2(counts.size * occurrences > length ? alphabetSize : counts.size),
    collision: equalPairs === 0 ? Number.POSITIVE_INFINITY : -Math.log2(equalPairs / pairs),
  };
}

/** Bytes of a code point in the supported charsets. */
function widthOf(code: number, charset: EncodedSequence["decoding"]["charset"]): number {
  switch (charset) {
    case null:
    case "latin-1":
      return 1;
    case "utf-16le":
    case "utf-16be":
      return code < 0x1_0000 ? 2 : 4;
    case "utf-32le":
    case "utf-32be":
      return 4;
    case "utf-8":
      return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
}

/**
 * The positions of a sample's symbols in the input, in bytes.
 *
 * @param blocks the sampled bytes of the input, in order
 * @returns undefined where symbols are neither bytes nor characters, or where some characters could not be decoded
 * Cost: O(n) time, 8 bytes a symbol.
 */
export function profileBlocks(
  { symbols, codes, decoding, encoding }: EncodedSequence,
  blocks: readonly { readonly offset: number; readonly length: number }[],
): ProfileBlock[] | undefined {
  if (codes === undefined || blocks.length === 0) return undefined;
  const charset = encoding === "bytes" ? null : decoding.charset;
  const places = new Float64Array(symbols.length + 1);
  for (let i = 0; i < symbols.length; i++) places[i + 1] = places[i]! + widthOf(codes[symbols[i]!]!, charset);
  const found: ProfileBlock[] = [];
  let first = 0;
  let bytes = 0;
  for (const { offset, length } of blocks) {
    bytes += length;
    let end = first;
    while (end < symbols.length && places[end]! < bytes) end++;
    // A block that does not end with a symbol contains undecodable bytes.
    if (places[end] !== bytes) return undefined;
    const start = first;
    found.push({ length: end - start, offsetAt: (s) => offset + places[start + s]! - places[start]! });
    first = end;
  }
  return first === symbols.length ? found : undefined;
}
