import { scrambled } from "../../core/hash.ts";
import { type ComparedFile, type GroupedFile, groups, mostOfFile } from "./read-by-others.ts";

/** Shares from which a stretch is described as such. */
const mostlyNumbers = 0.5;
const mostlyNonAscii = 0.25;
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
  if (beyond > mostlyNonAscii * length) return "much of it is not ASCII";
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
const priorKnown = 50;

/**
 * Share of the distinct words of a file that no file of the other groups has: shows another language, whatever its letters
 * cost.
 *
 * @param files in the order in which they were assigned
 * @param isJudged whether to count a file; all others only teach
 * @returns by index; undefined for files that were not requested
 * Cost: 0.1 microseconds a byte, and memory for each distinct word.
 */
export function unknownWords(
  files: readonly ComparedFile[],
  dealt: readonly GroupedFile[],
  isJudged: (i: number) => boolean,
): (WordCounts | undefined)[] {
  const known = new WordTable();
  for (const [i, { bytes }] of files.entries()) {
    const { group, isLearned } = dealt[i]!;
    if (isLearned)
      eachWord(bytes.subarray(0, mostOfFile), (low, high) => {
        known.add(low, high, 1 << group);
      });
  }
  const all = 2 ** groups - 1;
  return files.map(({ bytes }, i) => {
    if (!isJudged(i)) return undefined;
    const others = all & ~(1 << dealt[i]!.group);
    const own = new WordTable();
    let unknown = 0;
    eachWord(bytes, (low, high) => {
      if (own.add(low, high, 1) === 0 && (known.groups(low, high) & others) === 0) unknown++;
    });
    return { different: own.size, unknown };
  });
}

/** Share of unknown words in bits: a half and three quarters are as far apart as three quarters and seven eighths. */
export function unknownBits({ different, unknown }: WordCounts): number {
  return -Math.log2(1 - unknown / (different + priorKnown));
}

/** The inverse of that. */
export const shareOfBits = (bits: number): number => 1 - 2 ** -bits;

const isLetter = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[A-Za-z_\x80-\xff]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

/**
 * Passes on words of two or more letters, as two hashes; a byte beyond ASCII counts as a letter. Digits do not, so that numbers
 * are not words.
 */
function eachWord(bytes: Uint8Array, see: (low: number, high: number) => void): void {
  let length = 0;
  let low = 0;
  let high = 0;
  for (let i = 0; i <= bytes.length; i++) {
    if (i < bytes.length && isLetter[bytes[i]!] === 1) {
      length++;
      low = Math.imul(low ^ bytes[i]!, 0x0100_0193);
      high = scrambled(high + bytes[i]! + 1);
      continue;
    }
    if (length > 1) see(scrambled(low), high);
    length = 0;
    low = 0;
    high = 0;
  }
}

/** Words by 64 bits of hashes, with the groups that have them as bits: texts of them would take five times the memory. */
class WordTable {
  size = 0;
  #low = new Uint32Array(1024);
  #high = new Uint32Array(1024);
  #groups = new Uint8Array(1024);

  groups(low: number, high: number): number {
    return this.#groups[this.#place(low, high)]!;
  }

  /** @returns the groups that had it */
  add(low: number, high: number, group: number): number {
    let at = this.#place(low, high);
    const before = this.#groups[at]!;
    if (before === 0 && 2 * ++this.size > this.#low.length) {
      this.#grow();
      at = this.#place(low, high);
    }
    this.#low[at] = low;
    this.#high[at] = high;
    this.#groups[at] = before | group;
    return before;
  }

  #place(low: number, high: number): number {
    const mask = this.#low.length - 1;
    let at = low & mask;
    while (this.#groups[at] !== 0 && (this.#low[at] !== low || this.#high[at] !== high)) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const [low, high, groups] = [this.#low, this.#high, this.#groups];
    const room = 2 * low.length;
    this.#low = new Uint32Array(room);
    this.#high = new Uint32Array(room);
    this.#groups = new Uint8Array(room);
    for (let i = 0; i < groups.length; i++) {
      if (groups[i] === 0) continue;
      const at = this.#place(low[i]!, high[i]!);
      this.#low[at] = low[i]!;
      this.#high[at] = high[i]!;
      this.#groups[at] = groups[i]!;
    }
  }
}
