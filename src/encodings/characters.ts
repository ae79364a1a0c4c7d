import type { EncodedSequence, Encoding } from "../core/encoding.ts";
import { allocateSymbols } from "../core/sequence.ts";
import { decodeText } from "./decode-text.ts";
import { codePointLabel } from "./symbol-table.ts";
import type { TextFormat } from "./text-format.ts";

const codePointCount = 0x11_0000;

/** Unicode code points, in the detected format of the input; undecodable bytes are counted as U+FFFD. */
export const characters: Encoding = charactersIn(null);

/**
 * The encoding that reads code points in a given format.
 *
 * @param format null to detect it from the first segment
 */
export function charactersIn(format: TextFormat | null): Encoding {
  return {
    id: "characters",
    encode: (segments) => encodeCharacters(segments, format),
  };
}

/**
 * Two passes, so that no array of code points is ever held: one finds the alphabet, one writes dense ids in ascending
 * order of the code points.
 */
function encodeCharacters(segments: readonly Uint8Array[], format: TextFormat | null): EncodedSequence {
  const ids = new Uint32Array(codePointCount);
  // Most texts have none of the many high code points.
  let last = 0;
  let length = 0;
  const segmentEnds: number[] = [];
  const { decoding, byteLength } = decodeText(segments, format, {
    chunk(codePoints) {
      for (let i = 0; i < codePoints.length; i++) {
        const codePoint = codePoints[i]!;
        ids[codePoint] = 1;
        if (codePoint > last) last = codePoint;
      }
      length += codePoints.length;
    },
    endSegment() {
      segmentEnds.push(length);
    },
  });
  const alphabet = numberAlphabet(ids.subarray(0, last + 1));
  const symbols = allocateSymbols(length, alphabet.length);
  let at = 0;
  decodeText(segments, format, {
    chunk(codePoints) {
      for (let i = 0; i < codePoints.length; i++) symbols[at + i] = ids[codePoints[i]!]!;
      at += codePoints.length;
    },
    endSegment() {},
  });
  return {
    symbols,
    alphabetSize: alphabet.length,
    segmentEnds,
    codes: alphabet,
    encoding: "characters",
    decoding,
    byteLength,
    label: (symbol) => codePointLabel(alphabet[symbol] ?? 0),
  };
}

/**
 * Replaces marks of presence by dense ids.
 *
 * @returns the code points present, ascending
 */
function numberAlphabet(ids: Uint32Array): Uint32Array {
  let size = 0;
  for (let codePoint = 0; codePoint < ids.length; codePoint++) if (ids[codePoint] !== 0) size++;
  const alphabet = new Uint32Array(size);
  let id = 0;
  for (let codePoint = 0; codePoint < ids.length; codePoint++) {
    if (ids[codePoint] === 0) continue;
    ids[codePoint] = id;
    alphabet[id++] = codePoint;
  }
  return alphabet;
}
