import { countLineFeeds } from "../../input/document-pieces.ts";
import { mostExpensive } from "../../math/sums.ts";
import { unknownBits, type WordCounts } from "./describe-stretch.ts";

/** @returns the line of a byte, from 1 */
export function lineAt(bytes: Uint8Array, at: number): number {
  return countLineFeeds(bytes.subarray(0, at)) + 1;
}

/** Lengths of the compared stretches in bytes: a blob has hundreds, another language covers all. */
export const stretches = [64, 256, 1024, 4096, 16_384] as const;
/** Most bytes of a word; a longer one is cut. */
const longestWord = 256;

interface Part {
  readonly at: number;
  readonly length: number;
  readonly bits: number;
}

/** How surprising a file is to a reader of the others. */
export interface Surprise {
  /** bit/byte of the whole */
  readonly rate: number;
  /** the most surprising word: letters, digits and +, = and _, so that a key is one word and a path several */
  readonly word: Part;
  /** by length in `stretches`: the most surprising one, as long as the file if that is shorter */
  readonly oddest: readonly Part[];
  readonly words: WordCounts;
}

/**
 * The most surprising parts of a file.
 *
 * @param bytes shape (n,), n at least 1
 * @param costs bits by byte, shape (n,) or longer
 * @param bits the sum of these
 * @param words of the file
 * Cost: 8 nanoseconds a byte.
 */
export function surpriseOf(
  bytes: Uint8Array,
  costs: Float32Array,
  bits: number,
  words: WordCounts,
): Surprise {
  const oddest = stretches.map((stretch) => {
    const length = Math.min(stretch, bytes.length);
    const [at, cost] = mostExpensive(costs, 0, bytes.length, length);
    return { at, length, bits: cost };
  });
  return { rate: bits / bytes.length, word: oddestWord(bytes, costs), oddest, words };
}

const isOfWord = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[A-Za-z0-9+=_]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

function oddestWord(bytes: Uint8Array, costs: Float32Array): Part {
  let word: Part = { at: 0, length: 0, bits: 0 };
  let start = 0;
  let bits = 0;
  for (let i = 0; i <= bytes.length; i++) {
    const goes = i < bytes.length && isOfWord[bytes[i]!] === 1;
    if (goes && i - start < longestWord) {
      bits += costs[i]!;
      continue;
    }
    if (bits > word.bits) word = { at: start, length: i - start, bits };
    start = goes ? i : i + 1;
    bits = goes ? costs[i]! : 0;
  }
  return word;
}

/** Length of the result of `scoresOf`. */
export const scoreCount = 1 + stretches.length + 1;
/** Index of the score of unknown words. */
export const byWords = scoreCount - 1;

/**
 * Surprise in the form that is compared and stored, to three decimals: bits of the word, bit/byte by length in `stretches`, and
 * the share of unknown words in bits. A short file is padded with usual bytes.
 *
 * @param usual bit/byte
 * @returns shape (scoreCount,)
 */
export function scoresOf({ word, oddest, words }: Surprise, usual: number): number[] {
  const rates = oddest.map(
    ({ bits, length }, i) => (bits + (stretches[i]! - length) * usual) / stretches[i]!,
  );
  return [word.bits, ...rates, unknownBits(words)].map((score) => Math.round(1000 * score) / 1000);
}
