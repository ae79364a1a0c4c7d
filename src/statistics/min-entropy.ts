import type { Symbols } from "../core/sequence.ts";

/** Half-width of a two-sided 99 % interval in standard deviations. */
export const normalQuantile99 = 2.575_829_303_548_900_4;

/**
 * Min-entropy of the upper end of the 99 % interval of a probability, as most estimators of SP 800-90B use it.
 *
 * @param probability estimate in [0, 1]
 * @param observations number behind the estimate, at least 2
 * @param quantile of the normal law
 * @returns bits, at least 0
 * Cost: O(1).
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.1.
 */
export function minEntropyBound(
  probability: number,
  observations: number,
  quantile = normalQuantile99,
): number {
  const spread = Math.sqrt((probability * (1 - probability)) / (observations - 1));
  return -Math.log2(Math.min(1, probability + quantile * spread)) + 0;
}

/**
 * Min-entropy of two symbols from the mean number of draws until one of them repeats, 2 + 2 p (1 - p).
 *
 * With several segments, two different symbols at the end of one count as three draws, since the next symbol would repeat one
 * of them. The standard drops them at the end of its single sequence; with short segments this would bias the mean.
 *
 * @param symbols 0 and 1, shape (n,)
 * @param segmentEnds ascending, the last one n; each segment starts a new draw
 * @returns bits, in [0, 1]; undefined with fewer than two collisions
 * Cost: O(n).
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.2, solved for p.
 */
export function collisionMinEntropy(symbols: Symbols, segmentEnds: ArrayLike<number>): number | undefined {
  const drop = segmentEnds.length === 1;
  let collisions = 0;
  let long = 0;
  for (let s = 0, i = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    while (i + 1 < end) {
      const short = symbols[i] === symbols[i + 1];
      if (!short && drop && i + 2 >= end) break;
      collisions++;
      if (!short) long++;
      i += short ? 2 : 3;
    }
    i = end;
  }
  if (collisions < 2) return undefined;
  const share = long / collisions;
  const deviation = Math.sqrt((share * (1 - share) * collisions) / (collisions - 1));
  // The mean is 2 + share; its lower end at 99 %.
  const product = (share - (normalQuantile99 * deviation) / Math.sqrt(collisions)) / 2;
  if (product <= 0) return 0;
  return product >= 0.25 ? 1 : -Math.log2(0.5 + Math.sqrt(0.25 - product));
}

const steps = 128;

/**
 * Min-entropy per symbol of the most probable 128-symbol sequence of a first-order chain on two symbols.
 *
 * @param symbols 0 and 1, shape (n,), n >= 2
 * @param segmentEnds ascending, the last one n; no transition crosses them
 * @returns bits, in [0, 1]; undefined when no sequence of 128 symbols follows transitions that occur
 * Cost: O(n).
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.3.
 */
export function markovMinEntropy(symbols: Symbols, segmentEnds: ArrayLike<number>): number | undefined {
  const pairs = [0, 0, 0, 0];
  let ones = 0;
  for (let s = 0, i = 0; s < segmentEnds.length; s++) {
    for (const begin = i; i < segmentEnds[s]!; i++) {
      ones += symbols[i]!;
      if (i > begin) pairs[2 * symbols[i - 1]! + symbols[i]!]!++;
    }
  }
  const log = (part: number, whole: number): number => Math.log2(whole === 0 ? 0 : part / whole);
  const [from0, from1] = [pairs[0]! + pairs[1]!, pairs[2]! + pairs[3]!];
  const [p00, p01, p10, p11] = [
    log(pairs[0]!, from0),
    log(pairs[1]!, from0),
    log(pairs[2]!, from1),
    log(pairs[3]!, from1),
  ] as const;
  const [p0, p1] = [log(symbols.length - ones, symbols.length), log(ones, symbols.length)];
  const half = steps / 2;
  const likeliest = Math.max(
    p0 + (steps - 1) * p00,
    p0 + half * p01 + (half - 1) * p10,
    p0 + p01 + (steps - 2) * p11,
    p1 + p10 + (steps - 2) * p00,
    p1 + half * p10 + (half - 1) * p01,
    p1 + (steps - 1) * p11,
  );
  return likeliest === Number.NEGATIVE_INFINITY ? undefined : Math.min(1, -likeliest / steps) + 0;
}

const blockBits = 6;
const blockKinds = 1 << blockBits;
/** Blocks that only fill the dictionary. */
const dictionary = 1000;
/** Correction of the standard deviation for blocks of six. */
const correction = 0.5907;

/** Shorter sequences have nothing after the dictionary. */
export const shortestCompressed = blockBits * (dictionary + 2);

/**
 * Min-entropy of two symbols from Maurer's test: the mean logarithm of the distance to the last occurrence of each block of
 * six, and the law with one most probable block that has this mean.
 *
 * @param symbols 0 and 1, shape (n,)
 * @param segmentEnds ascending, the last one n; blocks start and end within segments
 * @returns bits, in [0, 1]; undefined with fewer than two blocks after the dictionary
 * Cost: O(n), some 60 passes over n / 6 logarithms at most.
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.4; Maurer 1992, J. Cryptol. 5.
 */
export function compressionMinEntropy(symbols: Symbols, segmentEnds: ArrayLike<number>): number | undefined {
  const starts = blockStarts(segmentEnds);
  const blocks = starts.length;
  if (blocks < dictionary + 2) return undefined;
  const logs = Float64Array.from({ length: blocks + 1 }, (_, u) => Math.log2(u));
  const last = new Float64Array(blockKinds);
  const tested = blocks - dictionary;
  let sum = 0;
  let squares = 0;
  for (let t = 1; t <= blocks; t++) {
    let block = 0;
    for (let j = 0; j < blockBits; j++) block = 2 * block + symbols[starts[t - 1]! + j]!;
    if (t > dictionary) {
      const log = logs[t - last[block]!]!;
      sum += log;
      squares += log * log;
    }
    last[block] = t;
  }
  const mean = sum / tested;
  const variance = Math.max(0, squares / (tested - 1) - mean * mean);
  const lower = mean - (normalQuantile99 * correction * Math.sqrt(variance)) / Math.sqrt(tested);
  const expected = (p: number): number =>
    meanLog(p, logs) + (blockKinds - 1) * meanLog((1 - p) / (blockKinds - 1), logs);
  // The expected mean falls from the uniform law to a single block.
  let low = 1 / blockKinds;
  let high = 1;
  if (lower >= expected(low)) return 1;
  for (let i = 0; i < 60; i++) {
    const middle = 0.5 * (low + high);
    if (expected(middle) > lower) low = middle;
    else high = middle;
  }
  return -Math.log2(0.5 * (low + high)) / blockBits + 0;
}

/** Starts of the blocks of six within segments. */
function blockStarts(segmentEnds: ArrayLike<number>): number[] {
  const starts: number[] = [];
  for (let s = 0, i = 0; s < segmentEnds.length; i = segmentEnds[s++]!)
    for (; i + blockBits <= segmentEnds[s]!; i += blockBits) starts.push(i);
  return starts;
}

/** A weight of this times z^2 changes neither sum; without a bound it would become a denormal number, which is slow to multiply. */
const negligible = 1e-19;

/** Contribution of a block of probability z to the mean: G(z) of the standard. */
function meanLog(z: number, logs: Float64Array): number {
  const blocks = logs.length - 1;
  let before = 0;
  let power = 1;
  let total = 0;
  for (let t = 1; t <= blocks; t++) {
    if (power < negligible * z * z) {
      // From here on logarithms weighted by (1 - z)^t are below the rounding of both sums.
      total += z * z * before * (blocks - Math.max(t - 1, dictionary));
      break;
    }
    if (t > dictionary) total += z * z * before + z * logs[t]! * power;
    before += logs[t]! * power;
    power *= 1 - z;
  }
  return total / (blocks - dictionary);
}

/** Repeats of k-grams of each length. */
interface RepeatedTuples {
  /** Occurrences of the most frequent k-gram, at index k; 0 where no k-gram occurs twice. Shape (longest + 1,). */
  readonly most: Float64Array;
  /** Pairs of positions that begin with the same k symbols, at index k. Shape (longest + 1,). */
  readonly pairs: Float64Array;
}

/**
 * The most frequent k-gram and the number of equal pairs at every length that has repeats, in one pass.
 *
 * @param lcp longest common prefixes in suffix array order, shape (n,)
 * @returns arrays up to the longest repeat
 * Cost: O(n) time, 24 bytes for each symbol of the longest repeat.
 * Source: Abouelhoda, Kurtz & Ohlebusch 2004, J. Discrete Algorithms 2 (LCP intervals).
 */
export function repeatedTuples(lcp: Int32Array): RepeatedTuples {
  const n = lcp.length;
  let longest = 0;
  for (let r = 1; r < n; r++) longest = Math.max(longest, lcp[r]!);
  const most = new Float64Array(longest + 1);
  const pairs = new Float64Array(longest + 2);
  const depths = new Int32Array(longest + 2);
  const begins = new Int32Array(longest + 2);
  let top = 0;
  for (let r = 1; r <= n; r++) {
    const depth = r < n ? lcp[r]! : 0;
    let begin = r - 1;
    while (depths[top]! > depth) {
      begin = begins[top]!;
      const closed = depths[top]!;
      top--;
      const count = r - begin;
      const above = Math.max(depth, depths[top]!);
      most[closed] = Math.max(most[closed]!, count);
      // These pairs hold at the lengths in (above, closed].
      pairs[closed] = pairs[closed]! + 0.5 * count * (count - 1);
      pairs[above] = pairs[above]! - 0.5 * count * (count - 1);
    }
    if (depth > depths[top]!) {
      top++;
      depths[top] = depth;
      begins[top] = begin;
    }
  }
  for (let k = longest - 1; k >= 0; k--) {
    most[k] = Math.max(most[k]!, most[k + 1]!);
    pairs[k] = pairs[k]! + pairs[k + 1]!;
  }
  return { most, pairs: pairs.subarray(0, longest + 1) };
}

/** K-grams seen at least this often count as measured. */
const leastOccurrences = 35;

/**
 * Min-entropy from the most frequent k-gram of each length that is seen at least 35 times.
 *
 * @param kGrams number of k-grams of each length, at index k
 * @returns bits a symbol; undefined when no symbol occurs 35 times
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.5.
 */
export function tupleMinEntropy({ most }: RepeatedTuples, kGrams: (k: number) => number): number | undefined {
  let largest = 0;
  for (let k = 1; k < most.length && most[k]! >= leastOccurrences; k++)
    largest = Math.max(largest, Math.exp(Math.log(most[k]! / kGrams(k)) / k));
  return largest === 0 ? undefined : minEntropyBound(Math.min(1, largest), kGrams(1));
}

/**
 * Min-entropy from the share of equal pairs of k-grams at the lengths too long for `tupleMinEntropy` up to the longest
 * repeat.
 *
 * @param kGrams number of k-grams of each length, at index k
 * @returns bits a symbol; undefined when nothing repeats at these lengths
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.6.
 */
export function longestRepeatMinEntropy(
  { most, pairs }: RepeatedTuples,
  kGrams: (k: number) => number,
): number | undefined {
  let largest = 0;
  for (let k = 1; k < most.length; k++) {
    if (most[k]! >= leastOccurrences) continue;
    const all = 0.5 * kGrams(k) * (kGrams(k) - 1);
    largest = Math.max(largest, Math.exp(Math.log(pairs[k]! / all) / k));
  }
  return largest === 0 ? undefined : minEntropyBound(Math.min(1, largest), kGrams(1));
}
