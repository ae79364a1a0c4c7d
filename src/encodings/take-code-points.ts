import { CodePointReader } from "./code-point-reader.ts";
import type { Charset } from "./text-format.ts";

const chunkLength = 16_384;

/** The beginning of a segment. */
export interface TakenCodePoints {
  /** a view of the segment */
  readonly bytes: Uint8Array;
  readonly count: number;
}

/**
 * The bytes of the first code points of a segment.
 *
 * @param count most code points that are taken
 * @throws never
 * Cost: O(bytes taken).
 */
export function takeCodePoints(segment: Uint8Array, charset: Charset, count: number): TakenCodePoints {
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
