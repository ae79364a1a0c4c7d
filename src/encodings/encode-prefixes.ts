import type { EncodedSequence, EncodingId } from "../core/encoding.ts";
import { bytes } from "./bytes.ts";
import { charactersIn } from "./characters.ts";
import { CodePointReader } from "./code-point-reader.ts";
import { decodeText } from "./decode-text.ts";
import { type SymbolTable, tableSequence } from "./symbol-table.ts";
import type { Charset } from "./text-format.ts";
import { TokenTable } from "./token-table.ts";
import { openTokenizer } from "./tokenizer.ts";
import { WordTable } from "./word-table.ts";

/** The first symbols of each of several blocks, as one sequence. */
export interface EncodedPrefixes {
  readonly sequence: EncodedSequence;
  /** the bytes behind the symbols, block by block: each segment whole or a prefix of it */
  readonly blocks: readonly (readonly Uint8Array[])[];
  /** symbols taken from each block */
  readonly counts: readonly number[];
}

/** Some of the segments of a block, and their number of symbols. */
interface Prefix {
  readonly segments: readonly Uint8Array[];
  readonly count: number;
}

/**
 * Encodes the first symbols of blocks, so that a sample has exactly the requested number of symbols.
 *
 * @param charset of text; ignored for bytes
 * @param blocks each a list of segments, without byte order marks; no symbol joins two segments
 * @param limits most symbols of each block, shape of `blocks`
 * @throws UsageError when tokens need a package that is not installed
 * Cost: that of encoding what is taken.
 */
export function encodePrefixes(
  encoding: EncodingId,
  charset: Charset,
  blocks: readonly (readonly Uint8Array[])[],
  limits: readonly number[],
): EncodedPrefixes {
  if (encoding !== "bytes" && encoding !== "characters")
    return tablePrefixes(encoding, charset, blocks, limits);
  const prefixes = blocks.map((segments, i) => {
    const limit = limits[i] ?? 0;
    return encoding === "bytes" ? bytePrefix(segments, limit) : characterPrefix(segments, charset, limit);
  });
  const taken = prefixes.map((prefix) => prefix.segments);
  const encoder = encoding === "bytes" ? bytes : charactersIn({ charset, byteOrderMark: false });
  return {
    sequence: encoder.encode(taken.flat()),
    blocks: taken,
    counts: prefixes.map((prefix) => prefix.count),
  };
}

function bytePrefix(segments: readonly Uint8Array[], limit: number): Prefix {
  return prefixOf(segments, limit, (segment, room) => {
    const part = segment.subarray(0, room);
    return { bytes: part, count: part.length };
  });
}

function characterPrefix(segments: readonly Uint8Array[], charset: Charset, limit: number): Prefix {
  return prefixOf(segments, limit, (segment, room) => takeCodePoints(segment, charset, room));
}

function prefixOf(
  segments: readonly Uint8Array[],
  limit: number,
  take: (segment: Uint8Array, room: number) => { bytes: Uint8Array; count: number },
): Prefix {
  const taken: Uint8Array[] = [];
  let count = 0;
  for (const segment of segments) {
    if (count >= limit) break;
    const part = take(segment, limit - count);
    taken.push(part.bytes);
    count += part.count;
  }
  return { segments: taken, count };
}

type TableEncoding = Exclude<EncodingId, "bytes" | "characters">;

function emptyTable(encoding: TableEncoding): SymbolTable {
  return encoding === "words" ? new WordTable() : new TokenTable(openTokenizer(encoding));
}

function tablePrefixes(
  encoding: TableEncoding,
  charset: Charset,
  blocks: readonly (readonly Uint8Array[])[],
  limits: readonly number[],
): EncodedPrefixes {
  const format = { charset, byteOrderMark: false };
  const table = emptyTable(encoding);
  const segmentEnds: number[] = [];
  const counts: number[] = [];
  const taken = blocks.map((segments, i) => {
    const before = table.length;
    table.room = limits[i] ?? 0;
    const parts: Uint8Array[] = [];
    for (const segment of segments) {
      if (table.room === 0) break;
      let cut: number | null = null;
      decodeText([segment], format, {
        chunk: (codePoints) => table.add(codePoints),
        endSegment() {
          cut = table.endSegment();
        },
      });
      if (table.length > (segmentEnds.at(-1) ?? 0)) segmentEnds.push(table.length);
      parts.push(cut === null ? segment : takeCodePoints(segment, charset, cut).bytes);
    }
    counts.push(table.length - before);
    return parts;
  });
  const decoded = decodeText(taken.flat(), format, { chunk() {}, endSegment() {} });
  return { sequence: tableSequence(encoding, table, segmentEnds, decoded), blocks: taken, counts };
}

const chunkLength = 16_384;

/** The beginning of a segment. */
interface TakenCodePoints {
  /** a view of the segment */
  readonly bytes: Uint8Array;
  readonly count: number;
}

/**
 * The bytes of the first code points of a segment.
 *
 * @param count most code points to take
 * Cost: O(bytes taken).
 */
function takeCodePoints(segment: Uint8Array, charset: Charset, count: number): TakenCodePoints {
  const reader = new CodePointReader(segment, charset);
  const buffer = new Uint32Array(Math.min(chunkLength, count, segment.length));
  let taken = 0;
  while (taken < count) {
    const read = reader.read(buffer.subarray(0, count - taken));
    if (read === 0) break;
    taken += read;
  }
  return { bytes: segment.subarray(0, reader.position), count: taken };
}
