import type { Symbols } from "../core/sequence.ts";
import { PairsKernel } from "../wasm/pairs-kernel.ts";

/** Words are addressed directly by their digits while there are at most this many possible ones. */
export const mostDenseWords = 1 << 22;

/** Pairs of shorter segments are counted here: a kernel costs more to start than it saves. */
const kernelLength = 2 ** 18;

/**
 * Occurrences of all possible words of 1, 2, ... symbols, from one pass: a word occurs as often as those that are one
 * symbol longer and begin with it, and once more where a segment ends with it.
 *
 * @param symbols shape (n,), each below `alphabetSize`
 * @param segmentEnds ascending, the last one n; no word crosses a segment end
 * @param alphabetSize A
 * @param order k, the longest words; A^k is at most `mostDenseWords`
 * @returns by order from 1 on: shape (A^order,), a word's place is its symbols as digits, the first one the highest
 * Cost: O(n + A^k), some 3 ns a symbol.
 */
export function denseWordCounts(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
  order: number,
): Int32Array[] {
  const sizes = Array.from({ length: order }, () => alphabetSize);
  for (let k = 1; k < order; k++) sizes[k] = sizes[k - 1]! * alphabetSize;
  const counts = sizes.map((size) => new Int32Array(size));
  for (let s = 0, begin = 0; s < segmentEnds.length; s++) {
    countLongest(symbols.subarray(begin, segmentEnds[s]!), alphabetSize, order, counts[order - 1]!);
    begin = segmentEnds[s]!;
  }
  for (let k = order - 1; k >= 1; k--) {
    const shorter = counts[k - 1]!;
    sumBeginnings(counts[k]!, alphabetSize, shorter);
    for (let s = 0, begin = 0; s < segmentEnds.length; s++) {
      const end = segmentEnds[s]!;
      if (end - begin >= k) shorter[digits(symbols, end - k, end, alphabetSize)]!++;
      begin = end;
    }
  }
  return counts;
}

function digits(symbols: Symbols, begin: number, end: number, alphabetSize: number): number {
  let word = 0;
  for (let i = begin; i < end; i++) word = word * alphabetSize + symbols[i]!;
  return word;
}

function countLongest(segment: Symbols, alphabetSize: number, order: number, counts: Int32Array): void {
  if (segment.length < order) return;
  if (order === 2 && segment.length >= kernelLength) {
    const pairs = new PairsKernel(segment, alphabetSize);
    pairs.count(0, segment.length - 1, 1);
    for (let word = 0; word < counts.length; word++) counts[word]! += pairs.counts[word]!;
    pairs.close();
    return;
  }
  const leaving = counts.length / alphabetSize;
  let word = digits(segment, 0, order, alphabetSize);
  counts[word]!++;
  for (let i = order; i < segment.length; i++) {
    word = (word - segment[i - order]! * leaving) * alphabetSize + segment[i]!;
    counts[word]!++;
  }
}

function sumBeginnings(longer: Int32Array, alphabetSize: number, shorter: Int32Array): void {
  for (let word = 0, next = 0; word < shorter.length; word++) {
    let sum = 0;
    for (const end = next + alphabetSize; next < end; next++) sum += longer[next]!;
    shorter[word] = sum;
  }
}
