import { countLineFeeds } from "../../input/document-pieces.ts";
import { sumOf } from "../../math/sums.ts";
import { figure } from "../../results/report.ts";
import { characterAt, characterEnd, isText } from "../lens/characters.ts";
import { type Copy, copiedLater, findCopies } from "../lens/copies.ts";
import { byteCosts, rereadLength } from "../lens/costs.ts";
import type { Depth } from "./schema.ts";

/** Most passages of each kind. */
const mostQuoted = 3;
/**
 * Bytes of a passage: lines are joined up to the first, and cut beyond the second; the third is the length of a passage of
 * binary data.
 */
const shortestPassage = 40;
const longestPassage = 160;
const binaryPassage = 64;
/** Most bytes of an excerpt. */
const longestExcerpt = 160;
/** A passage that copies itself at least this many times is a pattern: orderly, but not a copy. */
const repeatsOfPattern = 2;
/** Least share of copied bytes in a copied passage. */
const copiedShare = 0.5;
const lineFeed = 10;

/** A passage of a sample. */
export interface FoundQuote {
  /** first byte, in the sample */
  readonly start: number;
  readonly end: number;
  readonly bits: number;
  /** start of the original in the sample; null: not a copy */
  readonly source: number | null;
  readonly excerpt: string;
}

/** Passages of a sample, the most notable of each kind first. */
export interface FoundQuotes {
  readonly text: boolean;
  readonly surprising: readonly FoundQuote[];
  readonly repeated: readonly FoundQuote[];
  readonly orderly: readonly FoundQuote[];
}

/** The sampled bytes of an input. */
export interface QuotedBlock {
  readonly offset: number;
  readonly length: number;
}

export interface BlockOrigin {
  /** its document where there are several; null: the input is one */
  readonly document: string | null;
  /** number of lines that end before the block; null where it is not known */
  readonly linesBefore: number | null;
}

/**
 * The passages to read first: lines, or pieces of binary data, with the highest cost per byte, the longest copies, and those
 * with the lowest cost.
 *
 * @param blocks in order, of all bytes; no passage crosses the end of one
 * Cost: that of the lens, some 3 microseconds a byte.
 */
export function findQuotes(bytes: Uint8Array, blocks: readonly QuotedBlock[]): FoundQuotes {
  const text = isText(bytes);
  const copies = findCopies(bytes);
  const { bits } = byteCosts(bytes, copiedLater(copies, rereadLength(bytes.length)));
  const quoteOf = (start: number, end: number, source: number | null): FoundQuote => ({
    ...{ start, end, bits: sumOf(bits.subarray(start, end)), source },
    excerpt: excerptOf(bytes, start, end, text),
  });
  const all = passages(bytes, blocks, text).map(([start, end]) => quoteOf(start, end, null));
  const byRate = all.toSorted((a, b) => rateOf(b) - rateOf(a) || a.start - b.start);
  const real = copies.filter(({ start, end, source }) => end - start <= repeatsOfPattern * (start - source));
  const repeated = real
    .toSorted((a, b) => lengthOf(b) - lengthOf(a) || a.start - b.start)
    .slice(0, mostQuoted)
    .map(({ start, end, source }) => quoteOf(start, end, source));
  const isCopied = copiedIn(real, bytes.length);
  return {
    text,
    surprising: firstApart(byRate),
    repeated,
    orderly: firstApart(byRate.toReversed().filter((one) => !isCopied(one))),
  };
}

const rateOf = ({ bits, start, end }: FoundQuote) => bits / (end - start);
const lengthOf = ({ start, end, changed }: Copy) => end - start - changed;

/** The first ones that neither touch nor repeat each other. */
function firstApart(quotes: readonly FoundQuote[]): FoundQuote[] {
  const chosen: FoundQuote[] = [];
  for (const quote of quotes) {
    if (chosen.length === mostQuoted) break;
    const { start, end, excerpt } = quote;
    if (chosen.every((one) => one.excerpt !== excerpt && (end < one.start || one.end < start)))
      chosen.push(quote);
  }
  return chosen;
}

function copiedIn(copies: readonly Copy[], n: number): (quote: FoundQuote) => boolean {
  const copied = new Uint32Array(n + 1);
  for (const { start, end } of copies) copied.fill(1, start + 1, end + 1);
  for (let i = 0; i < n; i++) copied[i + 1]! += copied[i]!;
  return ({ start, end }) => copied[end]! - copied[start]! >= copiedShare * (end - start);
}

/** Lines, short ones joined and long ones cut, or pieces of binary data; none crosses the end of a block. */
function passages(bytes: Uint8Array, blocks: readonly QuotedBlock[], text: boolean): [number, number][] {
  const found: [number, number][] = [];
  let first = 0;
  for (const { length } of blocks) {
    const end = first + length;
    for (let at = first; at < end; ) {
      const next = Math.min(end, text ? passageEnd(bytes, at, end) : at + binaryPassage);
      // A short rest at the end of a block is dropped.
      if (next - at >= shortestPassage || found.length === 0) found.push([at, next]);
      at = next;
    }
    first = end;
  }
  return found;
}

function passageEnd(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; ) {
    if (bytes[at] === lineFeed && at + 1 - start >= shortestPassage) return at + 1;
    const next = characterEnd(bytes, at);
    if (next - start > longestPassage) return at;
    at = next;
  }
  return end;
}

/** Characters as they are, and undecodable bytes as \xhh; in binary data everything except printable ASCII is escaped. */
function excerptOf(bytes: Uint8Array, start: number, end: number, text: boolean): string {
  let excerpt = "";
  for (let at = start; at < end && at - start < longestExcerpt; ) {
    const next = text ? characterEnd(bytes, at) : at + 1;
    const character = text || isPrintable(bytes[at]!) ? characterAt(bytes, at, next) : null;
    excerpt += character ?? `\\x${bytes[at]!.toString(16).padStart(2, "0")}`;
    at = next;
  }
  return excerpt.trim();
}

const isPrintable = (byte: number) => byte >= 0x20 && byte < 0x7f;

/**
 * Passages with their positions in the input.
 *
 * @param bytes of the sample
 * @param origins of each block
 */
export function placedQuotes(
  { text, surprising, repeated, orderly }: FoundQuotes,
  bytes: Uint8Array,
  blocks: readonly QuotedBlock[],
  origins: readonly BlockOrigin[],
): Extract<Depth["quotes"], { status: "ok" }> {
  const placeOf = (at: number) => {
    let [block, first] = [0, 0];
    while (block + 1 < blocks.length && first + blocks[block]!.length <= at) first += blocks[block++]!.length;
    const { document, linesBefore: before } = origins[block]!;
    return {
      document,
      offset: blocks[block]!.offset + at - first,
      line: !text || before === null ? null : before + countLineFeeds(bytes.subarray(first, at)) + 1,
    };
  };
  const quoteOf = (quote: FoundQuote) => ({
    ...placeOf(quote.start),
    bytes: quote.end - quote.start,
    rate: figure(rateOf(quote), "bit/byte"),
    excerpt: quote.excerpt,
    copyOf: quote.source === null ? null : placeOf(quote.source),
  });
  return {
    status: "ok",
    surprising: surprising.map(quoteOf),
    repeated: repeated.map(quoteOf),
    orderly: orderly.map(quoteOf),
  };
}
