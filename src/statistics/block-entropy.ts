import type { Symbols } from "../core/sequence.ts";
import { type Counts, spectrumOf, typesWithFrequency } from "./counts.ts";
import { grassbergerEntropy, plugInEntropy } from "./entropy.ts";
import { KGramIds, mostDenseKGrams } from "./k-gram-ids.ts";

/** Ratio of possible k-grams to symbols up to which a table of them all is faster than hashing. */
const denseShare = 4;

/** Statistics of the k-grams of one length. */
export interface BlockStatistics {
  /** k, the length of the k-grams. */
  readonly order: number;
  /** n_k, number of k-grams with repeats. */
  readonly kGrams: number;
  /** Number of distinct k-grams. */
  readonly distinct: number;
  /** f1, k-grams seen once. */
  readonly singletons: number;
  /** f2, k-grams seen twice. */
  readonly doubletons: number;
  /** f3, k-grams seen three times. */
  readonly tripletons: number;
  /** Good-Turing coverage 1 - f1/n_k, in [0, 1]. */
  readonly coverage: number;
  /** H(k) of the empirical distribution, bits. */
  readonly plugIn: number;
  /** H(k) by Grassberger's estimator, bits. */
  readonly grassberger: number;
}

/**
 * Block entropies H(1), H(2), ... up to the first order whose k-grams are no longer covered.
 *
 * @param symbols shape (n,), each below `alphabetSize`
 * @param segmentEnds ascending, the last one n; no k-gram crosses a segment end
 * @param alphabetSize A
 * @param maxOrder largest order looked at
 * @param coverageFloor stop after the first order with a smaller coverage; 0 never stops
 * @returns one entry an order from 1 on; the last may lie below the floor; empty when there is no k-gram
 * Cost: O(n) an order, see `KGramIds`.
 * Source: Grassberger 1986, Int. J. Theor. Phys. 25 (block entropies); Good 1953, Biometrika 40 (coverage).
 */
export function blockEntropyProfile(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
  maxOrder: number,
  coverageFloor: number,
): BlockStatistics[] {
  const profile: BlockStatistics[] = [];
  if (maxOrder < 1) return profile;
  const mostDense = Math.min(mostDenseKGrams, denseShare * symbols.length);
  const kGrams = KGramIds.start(symbols, segmentEnds, alphabetSize, mostDense);
  for (; kGrams.total > 0; kGrams.extend()) {
    const statistics = blockStatistics(kGrams.order, kGrams.counts);
    profile.push(statistics);
    if (kGrams.order === maxOrder || statistics.coverage < coverageFloor) break;
  }
  return profile;
}

/**
 * Entropies and coverage from the occurrence counts of all k-grams of one length.
 *
 * @param order k
 * @param counts occurrences of each k-gram, at least one of them positive, or their spectrum
 * @returns the statistics of that order
 * Cost: O(number of counts).
 */
export function blockStatistics(order: number, counts: Counts): BlockStatistics {
  const spectrum = spectrumOf(counts);
  const singletons = typesWithFrequency(spectrum, 1);
  return {
    order,
    kGrams: spectrum.tokens,
    distinct: spectrum.types,
    singletons,
    doubletons: typesWithFrequency(spectrum, 2),
    tripletons: typesWithFrequency(spectrum, 3),
    coverage: 1 - singletons / spectrum.tokens,
    plugIn: plugInEntropy(spectrum),
    grassberger: grassbergerEntropy(spectrum),
  };
}
