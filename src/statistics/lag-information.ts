import { type Symbols, segmentsOf } from "../core/sequence.ts";
import { PairsKernel } from "../wasm/pairs-kernel.ts";
import { grassbergerEntropy, plugInEntropy } from "./entropy.ts";

/** Pairs of symbols some distance apart, and their mutual information. */
interface LagInformation {
  readonly pairs: number;
  /** I from the counts themselves, bits; too large by some (A - 1)^2/(2 n ln 2) */
  readonly plugIn: number;
  /** I from Grassberger's entropies, bits; a little of the bias remains */
  readonly grassberger: number;
  /** Good-Turing coverage of the pairs */
  readonly coverage: number;
  /** expected occurrences of the rarest pair under independence */
  readonly leastExpected: number;
  /** correlation of equal symbols: (sum over symbols of P(second is it | first is it) - 1)/(A - 1) */
  readonly agreement: number;
}

/**
 * Mutual information of the symbols of a sequence at a distance, for one distance after another.
 *
 * Cost: .7 ns a symbol for each distance and some 5 ns for each of the A^2 pairs.
 * Source: Li 1990, J. Stat. Phys. 60; Grassberger 2003, arXiv:physics/0307138.
 */
export class LagPairs {
  readonly #length: number;
  readonly #segmentEnds: ArrayLike<number>;
  readonly #alphabetSize: number;
  readonly #pairs: PairsKernel;
  readonly #first: Int32Array;
  readonly #second: Int32Array;

  /**
   * @param segmentEnds ascending, the last one n; no pair crosses a segment end
   * @param alphabetSize A, at most 4 096
   */
  constructor(symbols: Symbols, segmentEnds: ArrayLike<number>, alphabetSize: number) {
    this.#length = symbols.length;
    this.#segmentEnds = segmentEnds;
    this.#alphabetSize = alphabetSize;
    this.#pairs = new PairsKernel(symbols, alphabetSize);
    this.#first = new Int32Array(alphabetSize);
    this.#second = new Int32Array(alphabetSize);
  }

  /**
   * @param distance at least 1
   * @returns undefined when no two symbols are that far apart
   */
  at(distance: number): LagInformation | undefined {
    const pairs = this.#pairs.counts.fill(0);
    const alphabetSize = this.#alphabetSize;
    let count = 0;
    for (let s = 0, start = 0; s < this.#segmentEnds.length; s++) {
      const end = this.#segmentEnds[s]!;
      if (end - start > distance) {
        this.#pairs.count(start, end - distance, distance);
        count += end - start - distance;
      }
      start = end;
    }
    if (count === 0) return undefined;
    const first = this.#first.fill(0);
    const second = this.#second.fill(0);
    let singletons = 0;
    for (let a = 0, at = 0; a < alphabetSize; a++) {
      for (let b = 0; b < alphabetSize; b++, at++) {
        const number = pairs[at]!;
        first[a] = first[a]! + number;
        second[b] = second[b]! + number;
        if (number === 1) singletons++;
      }
    }
    let agreed = -1;
    for (let a = 0; a < alphabetSize; a++) {
      if (first[a]! > 0) agreed += pairs[a * (alphabetSize + 1)]! / first[a]!;
    }
    return {
      pairs: count,
      agreement: agreed / (alphabetSize - 1),
      plugIn: plugInEntropy(first) + plugInEntropy(second) - plugInEntropy(pairs),
      grassberger: grassbergerEntropy(first) + grassbergerEntropy(second) - grassbergerEntropy(pairs),
      coverage: 1 - singletons / count,
      leastExpected: (smallest(first) * smallest(second)) / count,
    };
  }

  /**
   * Sums over stretches of equal length of the information of each pair of the last call of `at`, minus its mean: to first
   * order their total is the error of the information.
   *
   * @param distance as in that call
   * @returns shape (160,), bits; about 0 where all pairs have equal information, as for independent symbols that are equally
   *   frequent
   * Cost: 1.3 ns a symbol and some 20 ns for each kind of pair that occurs.
   */
  stretchSums(distance: number): Float64Array {
    this.#setPointwise();
    const segmentEnds = this.#segmentEnds;
    const sums = new Float64Array(stretches);
    const counts = new Float64Array(stretches);
    for (let s = 0, start = 0; s < segmentEnds.length; s++) {
      const last = segmentEnds[s]! - distance;
      for (let stretch = 0, i = start; i < last; stretch++) {
        const end = Math.min(last, Math.ceil(((stretch + 1) * this.#length) / stretches));
        if (end <= i) continue;
        counts[stretch]! += end - i;
        sums[stretch] = this.#pairs.sum(i, end, distance, sums[stretch]!);
        i = end;
      }
      start = segmentEnds[s]!;
    }
    const total = counts.reduce((sum, count) => sum + count, 0);
    const mean = sums.reduce((sum, one) => sum + one, 0) / total;
    return sums.map((sum, b) => sum - counts[b]! * mean);
  }

  /** Frees the memory. The object must not be used afterwards. */
  close(): void {
    this.#pairs.close();
  }

  /** The information of a pair is log2 P(ab)/(P(a) P(b)). */
  #setPointwise(): void {
    const { counts, values } = this.#pairs;
    const count = this.#first.reduce((sum, one) => sum + one, 0);
    for (let a = 0, at = 0; a < this.#alphabetSize; a++) {
      for (let b = 0; b < this.#alphabetSize; b++, at++) {
        const pair = counts[at]!;
        if (pair > 0) values[at] = Math.log2((pair * count) / (this.#first[a]! * this.#second[b]!));
      }
    }
  }
}

function smallest(counts: Int32Array): number {
  return counts.reduce((least, count) => Math.min(least, count));
}

/** Stretches of a sequence whose sums are compared with slow waves. */
const stretches = 160;
/**
 * The ratio of the variances of frequencies to those of independent symbols: 1 + 2 times the sum over all distances of the
 * correlation of equal symbols, up to the first distance that is five times as long, since larger distances only add noise.
 *
 * @param distances ascending; distances between two count as the second
 * @param agreements shape (D,)
 * @returns at least 1
 * Source: Madras & Sokal 1988, J. Stat. Phys. 50.
 */
export function memoryTime(distances: readonly number[], agreements: readonly number[]): number {
  let time = 1;
  for (const [i, distance] of distances.entries()) {
    time += 2 * (distance - (distances[i - 1] ?? 0)) * agreements[i]!;
    if (distance >= 5 * time) break;
  }
  return Math.max(1, time);
}

/** Longest memory that is corrected for, in symbols. */
const longestMemory = 64;

/**
 * The ratio of the statistic of pairs at distances without dependence to that of independent symbols: the sum
 * over all k of (t(k)/t(0))^2, t(k) = sum over symbols of P(same symbol k places on)/p - 1, for k up to 64.
 *
 * @param symbols shape (n,), each below `alphabetSize`, all of which occur
 * @returns at least 1
 * Cost: 64 passes.
 * Source: Bartlett 1946, J. R. Stat. Soc. Suppl. 8 (the same for correlations).
 */
export function memoryInflation(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
): number {
  const counts = new Float64Array(alphabetSize);
  for (let i = 0; i < symbols.length; i++) counts[symbols[i]!]!++;
  const agreed = new Float64Array(alphabetSize);
  let sum = 1;
  for (let k = 1; k <= longestMemory; k++) {
    agreed.fill(0);
    let pairs = 0;
    for (let s = 0, start = 0; s < segmentEnds.length; s++) {
      const end = segmentEnds[s]!;
      for (let i = start + k; i < end; i++) if (symbols[i] === symbols[i - k]) agreed[symbols[i]!]!++;
      pairs += Math.max(0, end - start - k);
      start = end;
    }
    if (pairs === 0) break;
    let trace = -1;
    for (let a = 0; a < alphabetSize; a++) trace += (agreed[a]! * symbols.length) / (pairs * counts[a]!);
    sum += (2 * trace * trace) / ((alphabetSize - 1) * (alphabetSize - 1));
  }
  return sum;
}

/**
 * Distances that cover a logarithmic scale evenly: all up to 8, then eight per octave.
 *
 * @param longest upper limit of the last one
 * @returns ascending, without repeats
 */
export function geometricDistances(longest: number): number[] {
  const distances: number[] = [];
  for (let j = 0; ; j++) {
    const distance = Math.round(Math.exp((j / 8) * Math.LN2));
    if (distance > longest) return distances;
    if (distance !== distances.at(-1)) distances.push(distance);
  }
}

/**
 * Every distance up to 64, so that no short lag is missed, and a geometric grid beyond.
 *
 * @returns ascending, without repeats
 */
export function testedDistances(longest: number): number[] {
  const dense = Math.min(longest, 64);
  const short = Array.from({ length: dense }, (_, i) => i + 1);
  return [...short, ...geometricDistances(longest).filter((distance) => distance > dense)];
}

/** The tail of the lengths of absences of a symbol. */
export interface AbsenceTail {
  readonly symbol: number;
  /** shape minus its error, so that few lengths give a small value */
  readonly cautious: number;
  /** shape of a generalised Pareto law: 0 for exponential tails, 1/a where P(length > x) falls as x^-a, 1/2 without a variance */
  readonly shape: number;
  /** number of lengths it was estimated from */
  readonly lengths: number;
}

/**
 * Size of the tail, as a power of the number of lengths. Chosen: of a mixture of geometric laws only the longest is seen above
 * so high a threshold; .9 takes bursts of errors for a law without a scale.
 */
const tailPower = 0.7;
/** Least number of lengths in the tail, and of those that exceed the threshold where many are equal. */
const fewest = 25;
const fewestBeyond = 20;

/**
 * The heaviest tail of the lengths of absences over all symbols, by probability-weighted moments of the excesses over a
 * threshold: a law without a scale has its shape above any threshold, a geometric one has shape 0.
 *
 * @param segmentEnds ascending, the last one n; nothing crosses a segment end
 * @returns undefined when no symbol has 25 absences
 * Cost: O(n log n).
 * Source: Hosking & Wallis 1987, Technometrics 29.
 */
export function heaviestAbsence(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
): AbsenceTail | undefined {
  const tails = absences(symbols, segmentEnds, alphabetSize).map((lengths) => tailOf(lengths.sort()));
  let worst: AbsenceTail | undefined;
  for (const [symbol, tail] of tails.entries())
    if (tail !== undefined && !(worst !== undefined && worst.cautious >= tail.cautious))
      worst = { symbol, ...tail };
  return worst;
}

/** By symbol, the lengths of its absences. */
function absences(symbols: Symbols, segmentEnds: ArrayLike<number>, alphabetSize: number): Int32Array[] {
  const visit = (see: (symbol: number, length: number) => void) => {
    const last = new Int32Array(alphabetSize);
    for (const [start, end] of segmentsOf(segmentEnds)) {
      last.fill(-1);
      for (let at = start; at < end; at++) {
        const symbol = symbols[at]!;
        const before = last[symbol]!;
        if (before >= 0 && at - before > 1) see(symbol, at - before - 1);
        last[symbol] = at;
      }
    }
  };
  const counts = new Int32Array(alphabetSize);
  visit((symbol) => counts[symbol]!++);
  const lengths = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  visit((symbol, length) => {
    lengths[symbol]![counts[symbol]!++] = length;
  });
  return lengths;
}

/** @param sorted lengths, ascending */
function tailOf(sorted: Int32Array): Omit<AbsenceTail, "symbol"> | undefined {
  if (sorted.length < fewest) return undefined;
  const wanted = Math.max(fewest, Math.floor(Math.exp(tailPower * Math.log(sorted.length))));
  const threshold = sorted[sorted.length - wanted]!;
  let from = sorted.length - wanted;
  while (from < sorted.length && sorted[from]! === threshold) from++;
  const count = sorted.length - from;
  if (count < fewestBeyond) return undefined;
  let mean = 0;
  let weighted = 0;
  for (let first = from; first < sorted.length; ) {
    let end = first;
    while (end < sorted.length && sorted[end] === sorted[first]) end++;
    // Equal lengths are spread evenly over the rounding unit.
    for (let i = first; i < end; i++) {
      const excess = sorted[first]! - threshold - 1 + (i - first + 0.5) / (end - first);
      const position = (i - from + 0.65) / count;
      mean += excess / count;
      weighted += ((1 - position) * excess) / count;
    }
    first = end;
  }
  const shape = 2 - mean / (mean - 2 * weighted);
  return { shape, cautious: shape - 1 / Math.sqrt(count), lengths: count };
}
