import type { TextDecoding } from "../core/encoding.ts";

/** Supported charsets. */
export const charsets = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "utf-32le",
  "utf-32be",
  "latin-1",
] as const satisfies TextDecoding["charset"][];
/** Character sets that text can have. */
export type Charset = (typeof charsets)[number];

/** How bytes encode text. */
export interface TextFormat {
  readonly charset: Charset;
  /** true when the bytes begin with a byte order mark, which is not part of the text */
  readonly byteOrderMark: boolean;
}

/** Bytes at the start of an input that determine its format. */
export const sniffLength = 4096;

/** Least share of zero bytes among the high halves of UTF-16 text in which Latin letters, digits and spaces are common. */
const zeroHalves = 0.4;
/** Largest share of zero bytes among the low halves of text. */
const zeroLowHalves = 0.02;

/**
 * Detects the format of text from its first bytes: a byte order mark, else the zero bytes of UTF-16, else UTF-8.
 * Latin-1 cannot be distinguished from damaged UTF-8 and is never guessed.
 *
 * @param head first bytes of the input
 * Cost: O(sniffLength).
 */
export function sniffTextFormat(head: Uint8Array): TextFormat {
  const [a, b, c, d] = head;
  // The mark of UTF-32LE begins with that of UTF-16LE.
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { charset: "utf-32le", byteOrderMark: true };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { charset: "utf-32be", byteOrderMark: true };
  if (a === 0xef && b === 0xbb && c === 0xbf) return { charset: "utf-8", byteOrderMark: true };
  if (a === 0xff && b === 0xfe) return { charset: "utf-16le", byteOrderMark: true };
  if (a === 0xfe && b === 0xff) return { charset: "utf-16be", byteOrderMark: true };
  const pairs = Math.min(head.length, sniffLength) >> 1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) even++;
    if (head[2 * i + 1] === 0) odd++;
  }
  if (pairs > 0 && odd >= zeroHalves * pairs && even <= zeroLowHalves * pairs) {
    return { charset: "utf-16le", byteOrderMark: false };
  }
  if (pairs > 0 && even >= zeroHalves * pairs && odd <= zeroLowHalves * pairs) {
    return { charset: "utf-16be", byteOrderMark: false };
  }
  return { charset: "utf-8", byteOrderMark: false };
}

/**
 * Bytes of the byte order mark of a format.
 *
 * @returns 0 when there is none
 */
export function byteOrderMarkLength(format: TextFormat): number {
  if (!format.byteOrderMark) return 0;
  return format.charset === "utf-8" ? 3 : format.charset.startsWith("utf-32") ? 4 : 2;
}
