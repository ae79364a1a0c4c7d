import type { TextDecoding } from "../core/encoding.ts";
import { CodePointReader } from "./code-point-reader.ts";
import { byteOrderMarkLength, sniffTextFormat, type TextFormat } from "./text-format.ts";

/** Code points per chunk. */
const chunkLength = 16_384;

/** Takes decoded text: the same array is refilled after every call. */
interface CodePointConsumer {
  chunk(codePoints: Uint32Array): void;
  endSegment(): void;
}

/** What is known about a text after reading it. */
export interface DecodedText {
  readonly decoding: TextDecoding;
  /** bytes behind the code points, without a byte order mark */
  readonly byteLength: number;
}

/**
 * Decodes segments in order and hands the code points over in chunks; skips empty segments.
 *
 * @param format given by the caller, or null to detect it from the first segment
 * @throws only what the consumer throws
 * Cost: O(bytes), 64 KiB.
 */
export function decodeText(
  segments: readonly Uint8Array[],
  format: TextFormat | null,
  consumer: CodePointConsumer,
): DecodedText {
  const filled = segments.filter((segment) => segment.length > 0);
  const { charset, byteOrderMark } = format ?? sniffTextFormat(filled[0] ?? new Uint8Array(0));
  let skipped = byteOrderMarkLength({ charset, byteOrderMark });
  const buffer = new Uint32Array(chunkLength);
  let invalidCount = 0;
  let firstInvalidOffset: number | null = null;
  let before = 0;
  let byteLength = 0;
  for (const segment of filled) {
    const reader = new CodePointReader(segment.subarray(skipped), charset);
    let length = 0;
    for (let count = reader.read(buffer); count > 0; count = reader.read(buffer)) {
      consumer.chunk(count === chunkLength ? buffer : buffer.subarray(0, count));
      length += count;
    }
    if (length > 0) consumer.endSegment();
    invalidCount += reader.invalidCount;
    if (reader.firstInvalidOffset !== null)
      firstInvalidOffset ??= before + skipped + reader.firstInvalidOffset;
    byteLength += segment.length - skipped;
    before += segment.length;
    skipped = 0;
  }
  return { decoding: { charset, byteOrderMark, invalidCount, firstInvalidOffset }, byteLength };
}
