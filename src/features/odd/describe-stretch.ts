import { type ComparedFile, type DealtFile, groups, mostOfFile } from "./read-by-others.ts";

/** Shares from which a stretch is described as such. */
const mostlyNumbers = 0.5;
const mostlyBeyond = 0.25;
/** Share of neighbouring letters and digits of two classes: .47 in hexadecimal digits, .62 in base64, .1 in words and names. */
const random = 0.35;
/** Least share of letters and digits for that: minified code has punctuation. */
const mostlyWords = 0.75;
/** Least number of neighbours for the share. */
const leastNeighbours = 20;
/** Bytes of a line that people rarely write. */
const longLine = 1000;

/**
 * A striking property of a surprising stretch, in words.
 *
 * @param bytes of the file
 * @returns null: no simple count shows one
 * Cost: O(length), and the length of its line.
 */
export function describeStretch(bytes: Uint8Array, at: number, length: number): string | null {
  let digits = 0;
  let words = 0;
  let beyond = 0;
  let neighbours = 0;
  let changes = 0;
  let before = 0;
  for (let i = at; i < at + length; i++) {
    const own = classOf(bytes[i]!);
    if (own === digit) digits++;
    if (own !== other) words++;
    if (own === other && bytes[i]! > 127) beyond++;
    if (own !== other && before !== other) {
      neighbours++;
      if (own !== before) changes++;
    }
    before = own;
  }
  if (beyond > mostlyBeyond * length) return "much of it is not ASCII";
  const isDense = neighbours >= leastNeighbours && words > mostlyWords * length;
  if (isDense && changes > random * neighbours)
    return "it looks like random characters, as in data, hashes and keys";
  if (digits > mostlyNumbers * length) return "most of it is numbers";
  const line = lineLength(bytes, at + (length >> 1));
  return line >= longLine ? `its line has ${line} bytes, as in minified code` : null;
}

const other = 0;
const digit = 3;

/** 1: a small letter, 2: a capital. */
function classOf(byte: number): number {
  if (byte >= 97 && byte <= 122) return 1;
  if (byte >= 65 && byte <= 90) return 2;
  return byte >= 48 && byte <= 57 ? digit : other;
}

function lineLength(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(10, at);
  return (end < 0 ? bytes.length : end) - bytes.lastIndexOf(10, at - 1) - 1;
}

/** Number of distinct words of a file, and of those that no other file has. */
export interface WordCounts {
  readonly different: number;
  readonly unknown: number;
}

/** Known words added to those of a file: with few words many may be new in any language. */
const knownBeside = 50;

/**
 * Share of the distinct words of a file that no file of the other groups has: shows another language, whatever its letters
 * cost.
 *
 * @param files in the order in which they were assigned
 * @param asked whether to count a file; all others only teach
 * @returns by index; undefined for files that were not requested
 * Cost: 0.1 microseconds a byte, and memory for each distinct word.
 */
export function unknownWords(
  files: readonly ComparedFile[],
  dealt: readonly DealtFile[],
  asked: (i: number) => boolean,
): (WordCounts | undefined)[] {
  /** groups that have the word, as bits */
  const known = new Map<string, number>();
  for (const [i, { bytes }] of files.entries()) {
    const { group, isLearned } = dealt[i]!;
    if (!isLearned) continue;
    for (const word of wordsOf(bytes.subarray(0, mostOfFile)))
      known.set(word, (known.get(word) ?? 0) | (1 << group));
  }
  const all = 2 ** groups - 1;
  return files.map(({ bytes }, i) => {
    if (!asked(i)) return undefined;
    const others = all & ~(1 << dealt[i]!.group);
    const words = wordsOf(bytes);
    let unknown = 0;
    for (const word of words) if (((known.get(word) ?? 0) & others) === 0) unknown++;
    return { different: words.size, unknown };
  });
}

/** Share of unknown words in bits: a half and three quarters are as far apart as three quarters and seven eighths. */
export function unknownBits({ different, unknown }: WordCounts): number {
  return -Math.log2(1 - unknown / (different + knownBeside));
}

/** The inverse of that. */
export const shareOfBits = (bits: number): number => 1 - 2 ** -bits;

/**
 * Distinct words of two or more letters; a byte beyond ASCII counts as a letter. Digits do not, so that numbers are not words.
 */
function wordsOf(bytes: Uint8Array): Set<string> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  return new Set(text.match(/[A-Za-z_\x80-\xff]{2,}/g));
}
