import { firstAbove } from "../core/collections.ts";
import type { EncodedSequence, EncodingId } from "../core/encoding.ts";
import { NoMemory } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import { type EncodedPrefixes, encodePrefixes } from "../encodings/encode-prefixes.ts";
import { joinSegments } from "../encodings/join-segments.ts";
import { byteOrderMarkLength, type Charset, sniffLength, sniffTextFormat } from "../encodings/text-format.ts";
import { sumOf } from "../math/sums.ts";
import { alignToCharacters } from "./align-text.ts";
import type { ByteSource } from "./byte-source.ts";
import { type Block, equalShares, planBlocks, planOnePiece } from "./sample-plan.ts";
import { sha256 } from "./sha256.ts";
import { containerProbeLength } from "./sniff-container.ts";

export interface SampleOptions {
  /** symbols to measure, spread over the input, or everything */
  readonly sample: number | "all";
  readonly encoding: EncodingId;
  /** given by the user; else detected */
  readonly charset?: Charset;
  readonly random: Random;
  /** one contiguous piece from the first half of what cannot be read whole, perhaps shorter than `sample` */
  readonly inOnePiece?: boolean;
  /** bytes of memory that reading and measuring may take; 4 GiB by default */
  readonly mostMemory?: number;
  /** @returns bytes of memory for an input of `bytes` bytes with `symbols` symbols */
  readonly needs?: (bytes: number, symbols: number) => number;
}

export interface SampledInput {
  readonly sequence: EncodedSequence;
  /** the bytes behind the sequence */
  readonly bytes: Uint8Array;
  /** their places in the input */
  readonly blocks: readonly Block[];
  /** the document of each segment, counted from 0, shape (segments,) */
  readonly documents: readonly number[];
  /** bytes of the whole input */
  readonly size: number;
  /** of `bytes`, 64 hex digits */
  readonly sha256: string;
  /** of the whole input, if all of it was read */
  readonly wholeSha256: string | null;
  /** the input's first bytes */
  readonly head: Uint8Array;
}

/** Bytes of memory for measuring, per byte read: suffix arrays and counts of n-grams. */
const memoryPerByte = 12;
export const defaultMemory = 4_294_967_296;

/** Bytes per symbol for the first try: the most that a character can have, and more than most words and tokens have. */
const bytesPerSymbol: Readonly<Record<EncodingId, number>> = {
  bytes: 1,
  characters: 4,
  words: 16,
  gpt2: 8,
  cl100k_base: 8,
  o200k_base: 8,
};

/**
 * Bytes up to which words and tokens are read whole: blocks of a shorter text would be cut into pieces that are not its words.
 */
const shortText = 16_384;

/** Growth of the number of bytes read where the symbols are too few. */
const budgetGrowth = 4;
/** Bytes that may be read however few symbols they have; beyond, --sample limits the work and they grow only once. */
const freeBytes = 4_194_304;

/**
 * Takes a sample of exactly the requested size, if the input has as much: equally many symbols from each block. The same
 * source, options and seed give the same sample.
 *
 * Drops parts of characters at the edges of a block; words may be cut, at most two in a block.
 *
 * @throws InputError when the source cannot be read or the sample does not fit in memory
 * Cost: reads and encodes the blocks; text with few symbols per byte is read again in larger blocks, and a sample that is still
 * too short is returned as it is.
 */
export function sampleSource(source: ByteSource, options: SampleOptions): SampledInput {
  const head = source.read(0, Math.min(source.size, sniffLength));
  const sniffed = sniffTextFormat(head);
  const charset = options.charset ?? sniffed.charset;
  const byteOrderMark = options.encoding !== "bytes" && sniffed.byteOrderMark && charset === sniffed.charset;
  const start = byteOrderMarkLength({ charset, byteOrderMark });
  const taken = takeSample(source, start, charset, options);
  const { bytes } = joinSegments(taken.blocks.flatMap((block) => block.segments));
  const hash = sha256(bytes);
  const whole = bytes.length === source.size - start;
  return {
    sequence: placed(taken, byteOrderMark),
    bytes,
    blocks: taken.blocks.map(extentOf).filter((block) => block.length > 0),
    documents: taken.blocks.flatMap(({ segments, documents }) =>
      documents.filter((_, i) => (segments[i]?.length ?? 0) > 0),
    ),
    size: source.size,
    sha256: hash,
    wholeSha256: !whole ? null : start === 0 ? hash : sha256(source.read(0, source.size)),
    head: new Uint8Array(head.subarray(0, containerProbeLength)),
  };
}

/** The blocks, and the sequence in them. */
interface SampledBlocks {
  readonly sequence: EncodedSequence;
  readonly blocks: readonly ReadBlock[];
}

function takeSample(
  source: ByteSource,
  start: number,
  charset: Charset,
  options: SampleOptions,
): SampledBlocks {
  const { sample, encoding, random, inOnePiece = false } = options;
  const extent = Math.max(0, source.size - start);
  const wanted = sample === "all" ? Number.POSITIVE_INFINITY : sample;
  const read = (blocks: readonly Block[]) =>
    readBlocks(source, start, blocks, encoding === "bytes" ? null : charset);
  const most = Math.max(freeBytes, wanted * bytesPerSymbol[encoding] * budgetGrowth);
  const inPieces = encoding !== "bytes" && encoding !== "characters";
  const least = inPieces && extent <= shortText ? extent : wanted * bytesPerSymbol[encoding];
  for (let budget = least; budget < extent; budget *= budgetGrowth) {
    requireMemory(budget, wanted, options);
    const blocks = read(inOnePiece ? planOnePiece(extent, budget) : planBlocks(extent, budget, random));
    const taken = fillEqually(blocks, encoding, charset, wanted);
    // Accepts a shorter sample where symbols take more bytes than in any text.
    if (inOnePiece || encoding === "bytes" || sumOf(taken.counts) === wanted || budget >= most) return taken;
  }
  requireMemory(extent, wanted, options);
  const whole = read(planBlocks(extent, extent, random));
  const first = encodeBlocks(whole, encoding, charset, [wanted]);
  const everything = (first.counts[0] ?? 0) < wanted || byteLength(first.blocks) === byteLength(whole);
  if (everything) return first;
  const spread = fillEqually(read(quarters(extent)), encoding, charset, wanted);
  // The cuts between quarters can cost a few symbols that the input can spare only in one piece.
  return sumOf(spread.counts) === wanted ? spread : first;
}

/** Raises the limits of the blocks that have more symbols until the sample is full or all are exhausted. */
function fillEqually(
  blocks: readonly ReadBlock[],
  encoding: EncodingId,
  charset: Charset,
  wanted: number,
): SampledBlocks & { counts: readonly number[] } {
  const limits = equalShares(wanted, blocks.length);
  for (;;) {
    const taken = encodeBlocks(blocks, encoding, charset, limits);
    const missing = wanted - sumOf(taken.counts);
    const full = limits.flatMap((limit, i) => (taken.counts[i] === limit ? [i] : []));
    if (missing === 0 || full.length === 0) return taken;
    const more = equalShares(missing, full.length);
    // Exhausted blocks keep a limit beyond their reach, so that they never count as full again.
    for (const [j, i] of full.entries()) limits[i] = (limits[i] ?? 0) + (more[j] ?? 0);
  }
}

function encodeBlocks(
  blocks: readonly ReadBlock[],
  encoding: EncodingId,
  charset: Charset,
  limits: readonly number[],
): SampledBlocks & { counts: readonly number[] } {
  const encoded: EncodedPrefixes = encodePrefixes(
    encoding,
    charset,
    blocks.map((block) => block.segments),
    limits,
  );
  const taken = blocks.map((block, i) => ({ ...block, segments: encoded.blocks[i] ?? [] }));
  return { sequence: encoded.sequence, counts: encoded.counts, blocks: taken };
}

/** The sequence with offsets in the input instead of the sample. */
function placed({ sequence, blocks }: SampledBlocks, byteOrderMark: boolean): EncodedSequence {
  const { decoding } = sequence;
  let left = decoding.firstInvalidOffset;
  let firstInvalidOffset: number | null = null;
  for (const block of blocks) {
    for (const [i, segment] of block.segments.entries()) {
      if (left !== null && firstInvalidOffset === null && left < segment.length) {
        firstInvalidOffset = (block.offsets[i] ?? 0) + left;
      }
      if (left !== null) left -= segment.length;
    }
  }
  return { ...sequence, decoding: { ...decoding, byteOrderMark, firstInvalidOffset } };
}

function extentOf(block: ReadBlock): Block {
  const offset = block.offsets[0] ?? 0;
  const last = block.segments.length - 1;
  const end = (block.offsets[last] ?? 0) + (block.segments[last]?.length ?? 0);
  return { offset, length: Math.max(0, end - offset) };
}

function quarters(extent: number): Block[] {
  let offset = 0;
  return equalShares(extent, 4).map((length) => {
    const block = { offset, length };
    offset += length;
    return block;
  });
}

/** @param wanted symbols */
function requireMemory(
  bytes: number,
  wanted: number,
  { mostMemory = defaultMemory, needs = (size) => size * memoryPerByte }: SampleOptions,
): void {
  const needed = needs(bytes, Math.min(bytes, wanted));
  if (needed <= mostMemory) return;
  const mebi = (size: number) => Math.ceil(size / 1_048_576);
  const least = needs(0, 0);
  const [what, smaller] =
    least > mostMemory
      ? [`the estimators take at least ${mebi(least)}`, ""]
      : [`${bytes} bytes take about ${mebi(needed)}`, "a smaller --sample, "];
  throw new NoMemory(
    `${what} MiB of memory, more than ${mebi(mostMemory)}; give ${smaller}only estimators that stream, or a larger --max-memory`,
  );
}

function byteLength(blocks: readonly ReadBlock[]): number {
  return sumOf(blocks.flatMap((block) => block.segments.map((segment) => segment.length)));
}

/** A block of a source, cut at the ends of documents. */
interface ReadBlock {
  readonly segments: readonly Uint8Array[];
  /** offset of each segment in the source, shape as `segments` */
  readonly offsets: readonly number[];
  /** document of each segment, counted from 0, shape as `segments` */
  readonly documents: readonly number[];
}

/**
 * Reads blocks of a source.
 *
 * @param start base of the offsets of the blocks
 * @param charset of text, whose characters must not be cut; null for bytes
 * @throws InputError when they cannot be read
 */
function readBlocks(
  source: ByteSource,
  start: number,
  blocks: readonly Block[],
  charset: Charset | null,
): ReadBlock[] {
  return blocks.map((block) => readBlock(source, start + block.offset, block.length, charset));
}

function readBlock(source: ByteSource, offset: number, length: number, charset: Charset | null): ReadBlock {
  const read = source.read(offset, length);
  // A small part of an input in memory does not keep the rest there.
  const bytes = source.descriptor === undefined && 2 * length < source.size ? Uint8Array.from(read) : read;
  const segments: Uint8Array[] = [];
  const offsets: number[] = [];
  const documents: number[] = [];
  let at = offset;
  const end = offset + bytes.length;
  for (let i = firstAbove(source.documentEnds, offset); at < end; i++) {
    const documentEnd = source.documentEnds[i] ?? end;
    const documentStart = i > 0 ? (source.documentEnds[i - 1] ?? 0) : 0;
    const cut = { offset: at - documentStart, reachesEnd: documentEnd <= end };
    const piece = bytes.subarray(at - offset, Math.min(documentEnd, end) - offset);
    const aligned = charset === null ? piece : alignToCharacters(piece, charset, cut);
    segments.push(aligned);
    documents.push(i);
    offsets.push(at + aligned.byteOffset - piece.byteOffset);
    at += piece.length;
  }
  return { segments, offsets, documents };
}
