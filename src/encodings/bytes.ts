import type { Encoding } from "../core/encoding.ts";
import { joinSegments } from "./join-segments.ts";
import { byteLabel } from "./symbol-table.ts";

const codes = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/**
 * Bytes as they are, A = 256.
 *
 * Cost: none where the segments are neighbours in one buffer, else one copy.
 */
export const bytes: Encoding = {
  id: "bytes",
  encode(segments) {
    const joined = joinSegments(segments);
    return {
      symbols: joined.bytes,
      alphabetSize: 256,
      segmentEnds: joined.segmentEnds,
      codes,
      encoding: "bytes",
      decoding: { charset: null, byteOrderMark: false, invalidCount: 0, firstInvalidOffset: null },
      byteLength: joined.bytes.length,
      label: byteLabel,
    };
  },
};
