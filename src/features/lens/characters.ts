import { sniffTextFormat } from "../../encodings/text-format.ts";
import { looksBinary } from "../../input/looks-binary.ts";
import type { LensPlace } from "./schema.ts";

/** Bytes at the beginning that decide whether it is text. */
const textProbeLength = 8000;
/** Largest share of them that is not UTF-8, or control characters that texts do not have. */
const mostStrange = 0.1;
const lineFeed = 10;

/** The end of the character that begins at an offset; an invalid byte counts as a character. */
export function characterEnd(bytes: Uint8Array, at: number): number {
  return at + (utf8Length(bytes, at) || 1);
}

/** Bytes of the UTF-8 character that begins at an offset; 0: none. */
function utf8Length(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const next = bytes[at + 1] ?? 0;
  // No overlong forms, no surrogates, nothing beyond U+10FFFF.
  const [low, high] =
    lead === 0xe0
      ? [0xa0, 0xbf]
      : lead === 0xed
        ? [0x80, 0x9f]
        : lead === 0xf0
          ? [0x90, 0xbf]
          : lead === 0xf4
            ? [0x80, 0x8f]
            : [0x80, 0xbf];
  if (next < low || next > high) return 0;
  for (let i = at + 2; i < at + length; i++) if (((bytes[i] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

/**
 * The character between two offsets, as text.
 *
 * @returns null: bytes that are not UTF-8
 */
export function characterAt(bytes: Uint8Array, start: number, end: number): string | null {
  const lead = bytes[start]!;
  if (end - start === 1) return lead < 0x80 ? String.fromCharCode(lead) : null;
  let point = lead & (0xff >> (end - start + 1));
  for (let i = start + 1; i < end; i++) point = (point << 6) | (bytes[i]! & 0x3f);
  return String.fromCodePoint(point);
}

/** Whether to show bytes as lines of UTF-8. */
export function isText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, textProbeLength);
  if (looksBinary(head) || sniffTextFormat(head).charset !== "utf-8") return false;
  let strange = 0;
  for (let at = 0; at < head.length; ) {
    const length = utf8Length(head, at);
    const byte = head[at]!;
    const control = byte < 32 && !(byte >= 9 && byte <= 13) && byte !== 27;
    if ((length === 0 && at + 4 <= head.length) || control) strange++;
    at += length || 1;
  }
  return strange <= mostStrange * head.length;
}

/** The lines of a text, for positions of bytes. */
export class Lines {
  /** shape (lines,): their first bytes, ascending */
  readonly starts: Uint32Array;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    let count = 1;
    for (let feed = bytes.indexOf(lineFeed); feed >= 0; feed = bytes.indexOf(lineFeed, feed + 1))
      if (feed + 1 < bytes.length) count++;
    this.starts = new Uint32Array(count);
    let feed = -1;
    for (let line = 1; line < count; line++) {
      feed = bytes.indexOf(lineFeed, feed + 1);
      this.starts[line] = feed + 1;
    }
    this.#bytes = bytes;
  }

  /** Line and column of a byte, both from 1; columns are characters. Cost: O(log lines + column). */
  placeOf(offset: number): { readonly line: number; readonly column: number } {
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    let column = 1;
    for (let at = this.starts[low]!; at < offset; ) {
      at = characterEnd(this.#bytes, at);
      if (at <= offset) column++;
    }
    return { line: low + 1, column };
  }
}

/**
 * Costs of characters instead of bytes in a text that is mostly ASCII. The first bytes of a multi-byte letter are cheap and its
 * last is not, so that a byte of Cyrillic costs no more than one of English, but a letter does. Where most bytes belong to
 * multi-byte letters, an ASCII letter costs more than one of their bytes, and bytes are compared.
 *
 * @param bytes of text, shape (n,)
 * @param costs bits of each, shape (n,); returned unchanged where there is nothing to add up
 * @returns bits of each character at its last byte, NaN at the others, shape (n,)
 * Cost: O(n).
 */
export function characterCosts(bytes: Uint8Array, costs: Float32Array): Float32Array {
  let found = costs;
  let inLonger = 0;
  for (let start = 0; start < bytes.length; ) {
    const end = bytes[start]! < 0x80 ? start + 1 : characterEnd(bytes, start);
    if (end > start + 1) {
      if (found === costs) found = costs.slice();
      let sum = 0;
      for (let i = start; i < end; i++) sum += costs[i]!;
      found.fill(Number.NaN, start, end - 1)[end - 1] = sum;
      inLonger += end - start;
    }
    start = end;
  }
  return 2 * inLonger > bytes.length ? costs : found;
}

/** A position in readable form: `12:5`, or `0x1f` in binary data. */
export function placeText({ line, column, offset }: LensPlace): string {
  return line === null ? `0x${offset.toString(16)}` : `${line}:${column}`;
}
