import type { BlockStatistics } from "./block-entropy-profile.ts";
import { CompensatedSums } from "./compensated-sums.ts";
import { grassbergerG } from "./grassberger-entropy.ts";

/**
 * Block statistics of all orders 1..K in one pass over the suffix array.
 *
 * A maximal interval of suffixes that share d symbols, inside one that shares only p, is one word with the same
 * count at each order in (p, d]; a single suffix is a word seen once at the orders from there to its segment end. Sums
 * over the words of each order are therefore differences at p and d, summed up once at the end.
 *
 * @param suffixes suffix array, shape (n,)
 * @param lcp longest common prefixes in suffix array order, shape (n,)
 * @param segmentEnds ascending, the last one n
 * @param maxOrder K
 * @returns one entry an order from 1 to K or to the longest segment; entropies equal those of the counted words to
 * about 1e-15 H
 * @throws RangeError when the platform cannot allocate the stack
 * Cost: O(n + K) time, at most 8 bytes a symbol besides the arguments.
 * Source: Abouelhoda, Kurtz & Ohlebusch 2004, J. Discrete Algorithms 2 (LCP intervals).
 */
export function suffixBlockEntropies(
  suffixes: Int32Array,
  lcp: Int32Array,
  segmentEnds: ArrayLike<number>,
  maxOrder: number,
): BlockStatistics[] {
  const { words, orders } = wordsByOrder(segmentEnds, maxOrder);
  const sums = new OrderSums(orders);
  visitIntervals(lcp, orders, sums);
  visitSuffixes(suffixes, lcp, segmentEnds, orders, sums);
  return sums.statistics(words);
}

/** n_k for k = 1..min(K, longest segment), at index k. */
function wordsByOrder(
  segmentEnds: ArrayLike<number>,
  maxOrder: number,
): { words: Float64Array; orders: number } {
  let longest = 0;
  for (let s = 0, begin = 0; s < segmentEnds.length; s++) {
    longest = Math.max(longest, segmentEnds[s]! - begin);
    begin = segmentEnds[s]!;
  }
  const orders = Math.max(0, Math.min(maxOrder, longest));
  const words = new Float64Array(orders + 1);
  // A segment of length m has m + 1 - k words: count segments and their lengths by last order, then sum from above.
  const segments = new Float64Array(orders + 2);
  const lengths = new Float64Array(orders + 2);
  for (let s = 0, begin = 0; s < segmentEnds.length; s++) {
    const length = segmentEnds[s]! - begin;
    begin = segmentEnds[s]!;
    const last = Math.min(length, orders);
    segments[last] = segments[last]! + 1;
    lengths[last] = lengths[last]! + length + 1;
  }
  for (let k = orders, many = 0, total = 0; k >= 1; k--) {
    many += segments[k]!;
    total += lengths[k]!;
    words[k] = total - many * k;
  }
  return { words, orders };
}

/** Words that occur at least twice: the inner nodes of the tree of LCP intervals. */
function visitIntervals(lcp: Int32Array, orders: number, sums: OrderSums): void {
  const n = lcp.length;
  const depths = new Int32Array(Math.min(n, orders) + 2);
  const begins = new Int32Array(depths.length);
  let top = 0;
  for (let r = 1; r <= n; r++) {
    // Depths beyond the last order fall together, which also bounds the stack.
    const depth = r < n ? Math.min(lcp[r]!, orders) : 0;
    let begin = r - 1;
    while (depths[top]! > depth) {
      begin = begins[top]!;
      const closed = depths[top]!;
      top--;
      sums.addRepeated(Math.max(depth, depths[top]!), closed, r - begin);
    }
    if (depth > depths[top]!) {
      top++;
      depths[top] = depth;
      begins[top] = begin;
    }
  }
}

/** Words that occur once: the leaves, which the end of their segment limits. */
function visitSuffixes(
  suffixes: Int32Array,
  lcp: Int32Array,
  segmentEnds: ArrayLike<number>,
  orders: number,
  sums: OrderSums,
): void {
  const n = suffixes.length;
  const several = segmentEnds.length > 1;
  const endOf = new Int32Array(several ? n : 0);
  if (several)
    for (let s = 0, i = 0; s < segmentEnds.length; s++)
      while (i < segmentEnds[s]!) endOf[i++] = segmentEnds[s]!;
  for (let r = 0; r < n; r++) {
    const shared = Math.max(lcp[r]!, r + 1 < n ? lcp[r + 1]! : 0);
    if (shared >= orders) continue;
    const position = suffixes[r]!;
    const length = (several ? endOf[position]! : n) - position;
    sums.addSingle(shared, Math.min(length, orders));
  }
}

/** Sums over the words of each order, kept as differences between one order and the next. */
class OrderSums {
  private readonly singles: Float64Array;
  private readonly repeated: Float64Array;
  private readonly countLogCount: CompensatedSums;
  private readonly countG: CompensatedSums;

  constructor(orders: number) {
    this.singles = new Float64Array(orders + 2);
    this.repeated = new Float64Array(orders + 2);
    this.countLogCount = new CompensatedSums(orders + 2);
    this.countG = new CompensatedSums(orders + 2);
  }

  addSingle(above: number, last: number): void {
    this.singles[above + 1] = this.singles[above + 1]! + 1;
    this.singles[last + 1] = this.singles[last + 1]! - 1;
  }

  addRepeated(above: number, last: number, count: number): void {
    this.repeated[above + 1] = this.repeated[above + 1]! + 1;
    this.repeated[last + 1] = this.repeated[last + 1]! - 1;
    const log = count * Math.log2(count);
    this.countLogCount.add(above + 1, log);
    this.countLogCount.add(last + 1, -log);
    const g = count * grassbergerG(count);
    this.countG.add(above + 1, g);
    this.countG.add(last + 1, -g);
  }

  statistics(words: Float64Array): BlockStatistics[] {
    const rows: BlockStatistics[] = [];
    const countLogCount = this.countLogCount.runningTotals();
    const countG = this.countG.runningTotals();
    for (let order = 1, singletons = 0, repeated = 0; order < words.length; order++) {
      singletons += this.singles[order]!;
      repeated += this.repeated[order]!;
      const n = words[order]!;
      const distinct = singletons + repeated;
      const plugIn = distinct === 1 ? 0 : Math.log2(n) - countLogCount[order]! / n;
      const sumG = countG[order]! + singletons * grassbergerG(1);
      const grassberger = (Math.log(n) - sumG / n) / Math.LN2;
      rows.push({ order, words: n, distinct, singletons, coverage: 1 - singletons / n, plugIn, grassberger });
    }
    return rows;
  }
}
