import type { Charset } from "../encodings/text-format.ts";
import { continuationBytes, isContinuation } from "../encodings/utf8.ts";

/** The position of a stretch in its document. */
interface Cut {
  /** offset of the stretch in its document */
  readonly offset: number;
  /** whether it reaches the end of the document, where an incomplete character is a fault of the document */
  readonly reachesEnd: boolean;
}

/**
 * A stretch of a document without the partial characters that the cut left at its edges, three bytes at most each.
 *
 * @returns a view of `bytes`
 * Cost: O(1).
 */
export function alignToCharacters(bytes: Uint8Array, charset: Charset, cut: Cut): Uint8Array {
  if (charset === "latin-1") return bytes;
  if (charset === "utf-8") {
    const start = cut.offset === 0 ? 0 : leadingContinuations(bytes);
    return bytes.subarray(start, cut.reachesEnd ? bytes.length : completeUtf8(bytes));
  }
  if (charset === "utf-32le" || charset === "utf-32be") {
    const first = (4 - (cut.offset % 4)) % 4;
    const last = cut.reachesEnd ? bytes.length : bytes.length - ((bytes.length - first) % 4);
    return bytes.subarray(first, Math.max(first, last));
  }
  const high = charset === "utf-16be" ? 0 : 1; // which byte of a unit identifies a surrogate
  let start = cut.offset % 2;
  if (cut.offset > 0 && isLowSurrogate(bytes[start + high])) start += 2;
  if (cut.reachesEnd) return bytes.subarray(start);
  let end = bytes.length - ((bytes.length - start) % 2);
  if (end - 2 >= start && isHighSurrogate(bytes[end - 2 + high])) end -= 2;
  return bytes.subarray(start, Math.max(start, end));
}

/**
 * A few bytes as readable text, from the first whole UTF-8 character to the last.
 *
 * @param at offset of the first byte
 * @param length in bytes, at most
 */
export function excerptOf(text: Uint8Array, at: number, length: number): string {
  const end = Math.min(text.length, at + length);
  const whole = alignToCharacters(text.subarray(at, end), "utf-8", {
    offset: at,
    reachesEnd: end === text.length,
  });
  return Buffer.from(whole.buffer, whole.byteOffset, whole.length).toString("utf8");
}

/** Number of continuation bytes at the start, left by a cut character; more than three are damage of the document. */
function leadingContinuations(bytes: Uint8Array): number {
  let count = 0;
  while (count < 3 && isContinuation(bytes[count])) count++;
  return count;
}

/** Length without an incomplete last character. */
function completeUtf8(bytes: Uint8Array): number {
  const end = bytes.length;
  for (let back = 1; back <= Math.min(3, end); back++) {
    const byte = bytes[end - back] ?? 0;
    if (isContinuation(byte)) continue;
    return continuationBytes(byte) >= back ? end - back : end;
  }
  return end;
}

function isHighSurrogate(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xfc) === 0xd8;
}

function isLowSurrogate(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xfc) === 0xdc;
}
