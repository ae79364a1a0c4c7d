import type { Charset } from "./text-format.ts";
import { continuationBytes, largestSecond, leastSecond } from "./utf8.ts";

/** Replaces every undecodable sequence, one for one. */
const replacementCharacter = 0xfffd;

/**
 * Decodes one segment of bytes to code points, as many at a time as the caller has room for.
 *
 * Counts invalid sequences: every maximal invalid subpart gives one U+FFFD (Unicode 17, section 3.9, as in the WHATWG decoder).
 * A segment is decoded on its own: a sequence that its end cuts is invalid.
 */
export class CodePointReader {
  readonly #bytes: Uint8Array;
  readonly #charset: Charset;
  #at = 0;
  /** number of invalid sequences so far */
  invalidCount = 0;
  /** offset of the first of them in the segment */
  firstInvalidOffset: number | null = null;

  constructor(bytes: Uint8Array, charset: Charset) {
    this.#bytes = bytes;
    this.#charset = charset;
  }

  /** Bytes read so far. */
  get position(): number {
    return this.#at;
  }

  /**
   * Writes the next code points from the start of `target`.
   *
   * @returns their number; 0 only at the end of the segment (or for an empty target)
   * Cost: O(bytes read), no allocation.
   */
  read(target: Uint32Array): number {
    switch (this.#charset) {
      case "utf-8":
        return this.#readUtf8(target);
      case "utf-16le":
        return this.#readUtf16(target, 0, 8);
      case "utf-16be":
        return this.#readUtf16(target, 8, 0);
      case "utf-32le":
        return this.#readUtf32(target, true);
      case "utf-32be":
        return this.#readUtf32(target, false);
      case "latin-1":
        return this.#readLatin1(target);
    }
  }

  #invalid(offset: number): number {
    this.invalidCount++;
    this.firstInvalidOffset ??= offset;
    return replacementCharacter;
  }

  #readLatin1(target: Uint32Array): number {
    const count = Math.min(target.length, this.#bytes.length - this.#at);
    for (let i = 0; i < count; i++) target[i] = this.#bytes[this.#at + i]!;
    this.#at += count;
    return count;
  }

  #readUtf8(target: Uint32Array): number {
    const bytes = this.#bytes;
    const end = bytes.length;
    const room = target.length;
    let at = this.#at;
    let count = 0;
    while (at < end && count < room) {
      const lead = bytes[at]!;
      if (lead < 0x80) {
        target[count++] = lead;
        at++;
        continue;
      }
      const start = at++;
      let missing = continuationBytes(lead);
      if (missing === 0) {
        target[count++] = this.#invalid(start);
        continue;
      }
      let codePoint = lead & (0x3f >> missing);
      let lower = leastSecond(lead);
      let upper = largestSecond(lead);
      while (missing > 0 && at < end) {
        const byte = bytes[at]!;
        if (byte < lower || byte > upper) break;
        codePoint = (codePoint << 6) | (byte & 0x3f);
        lower = 0x80;
        upper = 0xbf;
        missing--;
        at++;
      }
      target[count++] = missing === 0 ? codePoint : this.#invalid(start);
    }
    this.#at = at;
    return count;
  }

  #readUtf16(target: Uint32Array, firstShift: number, secondShift: number): number {
    const bytes = this.#bytes;
    const end = bytes.length;
    let at = this.#at;
    let count = 0;
    while (at < end && count < target.length) {
      const start = at;
      if (at + 1 >= end) {
        target[count++] = this.#invalid(start);
        at = end;
        break;
      }
      const unit = (bytes[at]! << firstShift) | (bytes[at + 1]! << secondShift);
      at += 2;
      if (unit < 0xd800 || unit > 0xdfff) {
        target[count++] = unit;
        continue;
      }
      const low = at + 1 < end ? (bytes[at]! << firstShift) | (bytes[at + 1]! << secondShift) : 0;
      if (unit < 0xdc00 && low >= 0xdc00 && low <= 0xdfff) {
        target[count++] = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        at += 2;
        continue;
      }
      target[count++] = this.#invalid(start);
      // A high surrogate before a lone last byte is one cut sequence, not two.
      if (unit < 0xdc00 && at + 1 === end) at = end;
    }
    this.#at = at;
    return count;
  }

  #readUtf32(target: Uint32Array, littleEndian: boolean): number {
    const bytes = this.#bytes;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = this.#at;
    let count = 0;
    while (at < bytes.length && count < target.length) {
      const whole = at + 4 <= bytes.length;
      const unit = whole ? view.getUint32(at, littleEndian) : Number.POSITIVE_INFINITY;
      const isCharacter = unit < 0xd800 || (unit > 0xdfff && unit <= 0x10ffff);
      target[count++] = isCharacter ? unit : this.#invalid(at);
      at = whole ? at + 4 : bytes.length;
    }
    this.#at = at;
    return count;
  }
}
