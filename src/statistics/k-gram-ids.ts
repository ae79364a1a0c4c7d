import type { Symbols } from "../core/sequence.ts";
import { PairsKernel } from "../wasm/pairs-kernel.ts";

/** Words of a slot: parent, symbol, id + 1 (0 marks a free slot), occurrences. One slot never straddles a cache line. */
const SLOT = 4;

/**
 * Numbers pairs (parent, symbol) in order of first appearance and counts them.
 *
 * Pairs are compared as two integers, never as joined digits or strings, so that any symbol below 2^32 is safe.
 * Open addressing with linear probing in one typed array; it doubles when half full.
 */
export class PairTable {
  /** Number of distinct pairs seen. */
  size = 0;
  private slots: Int32Array;
  private shift: number;

  /** @param expected pairs that fit before the first growth */
  constructor(expected: number) {
    const bits = Math.max(4, Math.ceil(Math.log2(2 * expected + 1)));
    this.shift = 32 - bits;
    this.slots = new Int32Array(SLOT * (1 << bits));
  }

  /**
   * The number of a pair; counts one more occurrence.
   *
   * @param parent a non-negative integer below 2^31
   * @param symbol an unsigned 32-bit integer
   * @returns in 0..size-1
   * Cost: O(1) amortised, about one cache miss.
   */
  intern(parent: number, symbol: number): number {
    const slots = this.slots;
    const mask = slots.length - 1;
    const symbolWord = symbol | 0;
    let at = hash(parent, symbolWord, this.shift) * SLOT;
    for (; slots[at + 2] !== 0; at = (at + SLOT) & mask) {
      if (slots[at] !== parent || slots[at + 1] !== symbolWord) continue;
      slots[at + 3] = slots[at + 3]! + 1;
      return slots[at + 2]! - 1;
    }
    const id = this.size++;
    slots[at] = parent;
    slots[at + 1] = symbolWord;
    slots[at + 2] = id + 1;
    slots[at + 3] = 1;
    if (this.size * 2 * SLOT > slots.length) this.grow();
    return id;
  }

  /**
   * Number of times each pair was interned.
   *
   * @returns shape (size,)
   * Cost: one pass over the table.
   */
  occurrences(): Int32Array {
    const slots = this.slots;
    const counts = new Int32Array(this.size);
    for (let at = 0; at < slots.length; at += SLOT)
      if (slots[at + 2] !== 0) counts[slots[at + 2]! - 1] = slots[at + 3]!;
    return counts;
  }

  private grow(): void {
    const old = this.slots;
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length - 1;
    this.shift--;
    for (let from = 0; from < old.length; from += SLOT) {
      if (old[from + 2] === 0) continue;
      let at = hash(old[from]!, old[from + 1]!, this.shift) * SLOT;
      while (slots[at + 2] !== 0) at = (at + SLOT) & mask;
      for (let word = 0; word < SLOT; word++) slots[at + word] = old[from + word]!;
    }
    this.slots = slots;
  }
}

/** Multiplicative hash of two words; the high bits, which depend on every input bit, select the slot. */
function hash(parent: number, symbol: number, shift: number): number {
  const mixed = Math.imul(parent, 0x9e3779b1) ^ Math.imul(symbol ^ (symbol >>> 15), 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 16), 0x27d4eb2f) >>> shift;
}

/** K-grams are addressed directly by their digits while there are at most this many possible ones. */
export const mostDenseKGrams = 1 << 22;

/** Pairs of shorter segments are counted here: starting a kernel costs more than it saves. */
const kernelLength = 2 ** 18;

/**
 * Occurrences of all possible k-grams of 1, 2, ... symbols, from one pass: the count of a k-gram is the sum over the k-grams
 * one symbol longer that begin with it, plus one for each segment that ends with it.
 *
 * @param segmentEnds ascending, the last one n; no k-gram crosses a segment end
 * @param order k, the longest k-grams; A^k is at most `mostDenseKGrams`
 * @returns by order from 1 on: shape (A^order,), the index of a k-gram has its symbols as digits, the first one the highest
 * Cost: O(n + A^k), some 3 ns a symbol.
 */
export function denseKGramCounts(
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
  let kGram = 0;
  for (let i = begin; i < end; i++) kGram = kGram * alphabetSize + symbols[i]!;
  return kGram;
}

function countLongest(segment: Symbols, alphabetSize: number, order: number, counts: Int32Array): void {
  if (segment.length < order) return;
  if (order === 2 && segment.length >= kernelLength) {
    const pairs = new PairsKernel(segment, alphabetSize);
    pairs.count(0, segment.length - 1, 1);
    for (let kGram = 0; kGram < counts.length; kGram++) counts[kGram]! += pairs.counts[kGram]!;
    pairs.close();
    return;
  }
  const leaving = counts.length / alphabetSize;
  let kGram = digits(segment, 0, order, alphabetSize);
  counts[kGram]!++;
  for (let i = order; i < segment.length; i++) {
    kGram = (kGram - segment[i - order]! * leaving) * alphabetSize + segment[i]!;
    counts[kGram]!++;
  }
}

function sumBeginnings(longer: Int32Array, alphabetSize: number, shorter: Int32Array): void {
  for (let kGram = 0, next = 0; kGram < shorter.length; kGram++) {
    let sum = 0;
    for (const end = next + alphabetSize; next < end; next++) sum += longer[next]!;
    shorter[kGram] = sum;
  }
}

/**
 * The overlapping k-grams of a sequence, visited for k = 1, 2, 3, ... in turn.
 *
 * A k-gram of order k is numbered by the pair (number of its first k - 1 symbols, last symbol), so each order costs one pass
 * whatever k is: an addition while A^k is small, a hash probe afterwards.
 * Source: Karp, Miller & Rosenberg 1972 (naming).
 */
export class KGramIds {
  /** k, the length of the k-grams. */
  order = 0;
  /** shape (n,): the number of the k-gram that starts at i, -1 where its segment ends first. Rewritten by `extend`. */
  readonly ids: Int32Array;
  /** Occurrences by number; dense numbers that do not occur have 0. Replaced by `extend`. */
  counts: Int32Array;
  /** Number of distinct k-grams. */
  distinct = 1;
  /** Number of k-grams, with repeats. */
  total: number;
  private readonly symbols: Symbols;
  private readonly segmentEnds: ArrayLike<number>;
  private readonly alphabetSize: number;
  private readonly mostDense: number;
  /** Possible numbers at this order while they are the digits themselves, else 0. */
  private denseNames = 1;

  private constructor(
    symbols: Symbols,
    segmentEnds: ArrayLike<number>,
    alphabetSize: number,
    mostDense: number,
  ) {
    this.symbols = symbols;
    this.segmentEnds = segmentEnds;
    this.alphabetSize = alphabetSize;
    this.mostDense = mostDense;
    this.ids = new Int32Array(symbols.length);
    this.counts = Int32Array.of(symbols.length);
    this.total = symbols.length;
  }

  /**
   * The k-grams of order 1.
   *
   * @param symbols shape (n,), each below `alphabetSize`
   * @param segmentEnds ascending, the last one n
   * @param alphabetSize A, at most 2^32
   * @param mostDense possible k-grams up to which numbers are the digits themselves
   * Cost: O(n) time, 4 bytes a symbol and the counts.
   */
  static start(
    symbols: Symbols,
    segmentEnds: ArrayLike<number>,
    alphabetSize: number,
    mostDense = mostDenseKGrams,
  ): KGramIds {
    const kGrams = new KGramIds(symbols, segmentEnds, alphabetSize, mostDense);
    kGrams.extend();
    return kGrams;
  }

  /**
   * Advances to the k-grams that are one symbol longer.
   *
   * Cost: O(n): some 3 ns a symbol while dense, 5 to 25 ns by hashing.
   */
  extend(): void {
    this.order++;
    const possible = this.denseNames * this.alphabetSize;
    if (this.denseNames > 0 && possible <= this.mostDense) this.extendDense(possible);
    else this.extendHashed();
  }

  private extendDense(possible: number): void {
    const { symbols, segmentEnds, alphabetSize, ids, order } = this;
    const counts = new Int32Array(possible);
    let total = 0;
    for (let s = 0, begin = 0; s < segmentEnds.length; s++) {
      const end = segmentEnds[s]!;
      const last = end - order;
      for (let i = begin; i <= last; i++) {
        const id = ids[i]! * alphabetSize + symbols[i + order - 1]!;
        ids[i] = id;
        counts[id] = counts[id]! + 1;
      }
      total += this.retire(begin, last, end);
      begin = end;
    }
    let distinct = 0;
    for (let id = 0; id < possible; id++) if (counts[id] !== 0) distinct++;
    this.finish(total, distinct, counts, possible);
  }

  private extendHashed(): void {
    const { symbols, segmentEnds, ids, order } = this;
    const table = new PairTable(2 * this.distinct);
    let total = 0;
    for (let s = 0, begin = 0; s < segmentEnds.length; s++) {
      const end = segmentEnds[s]!;
      const last = end - order;
      for (let i = begin; i <= last; i++) ids[i] = table.intern(ids[i]!, symbols[i + order - 1]!);
      total += this.retire(begin, last, end);
      begin = end;
    }
    this.finish(total, table.size, table.occurrences(), 0);
  }

  /** Marks the one position of a segment where a k-gram has just become too long; returns the k-grams that remain. */
  private retire(begin: number, last: number, end: number): number {
    if (last + 1 >= begin && last + 1 < end) this.ids[last + 1] = -1;
    return Math.max(0, last + 1 - begin);
  }

  private finish(total: number, distinct: number, counts: Int32Array, denseNames: number): void {
    this.total = total;
    this.distinct = distinct;
    this.counts = counts;
    this.denseNames = denseNames;
  }
}

/** The k-grams of one length, as numbers. */
interface NamedKGrams {
  /** shape (n - length + 1,): the number of the k-gram at each position, in order of first appearance */
  readonly names: Uint32Array;
  /** number of distinct k-grams */
  readonly distinct: number;
}

/**
 * Numbers the overlapping k-grams of one length: a k-gram of 2 w symbols is a pair of k-grams of w symbols, so that a long
 * k-gram takes as many passes as its length has binary digits. `KGramIds` visits all lengths in turn.
 *
 * @param text shape (n,)
 * @param length 0 <= length <= n
 * Cost: O(n log length): at most two passes a binary digit, 5 to 25 ns a symbol each.
 * Source: Karp, Miller & Rosenberg 1972, STOC 4.
 */
export function nameKGrams(text: Symbols, length: number): NamedKGrams {
  const names = new Uint32Array(text.length + 1);
  let named = 0;
  let distinct = 1;
  const lengthen = (by: number, next: ArrayLike<number>): void => {
    const table = new PairTable(2 * distinct);
    const kGrams = text.length - named - by + 1;
    for (let i = 0; i < kGrams; i++) names[i] = table.intern(names[i]!, next[i + named]!);
    named += by;
    distinct = table.size;
  };
  for (const digit of length.toString(2)) {
    if (named > 0) lengthen(named, names);
    if (digit === "1") lengthen(1, text);
  }
  return { names: names.subarray(0, text.length - length + 1), distinct };
}
