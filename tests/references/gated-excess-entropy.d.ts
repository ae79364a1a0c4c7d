import type { Symbols } from "../../src/core/sequence.ts";
import { type BlockStatistics } from "../../src/statistics/block-entropy.ts";
/** Excess entropy at the order that the sample can measure. */
export interface CoveredExcessEntropy {
  readonly covered: true;
  /** L*, see `measurableOrder`. */
  readonly order: number;
  /** E(L*) = H(L*) - L* h(L*), bits. */
  readonly excessEntropy: number;
  /** h(L*) = H(L*) - H(L* - 1), bit/symbol. */
  readonly entropyGain: number;
  /** All orders looked at; the last may lie below the floor. */
  readonly profile: readonly BlockStatistics[];
}
/** What comes back when not even single symbols are covered. */
export interface Uncovered {
  readonly covered: false;
  /** One sentence, without a final full stop. */
  readonly reason: string;
  readonly profile: readonly BlockStatistics[];
}
/**
 * The coverage-gated excess entropy T(x): E(L*) with H(k) by Grassberger's estimator on the word counts.
 *
 * Beyond L* rare words make h(k) too small and E(k) too large (a fair coin at n = 2^18 and k = 16 reads 1.4 bits by
 * plug-in), so nothing beyond it is used.
 *
 * @param symbols shape (n,), each below `alphabetSize`
 * @param segmentEnds ascending, the last one n; no word crosses a segment end
 * @param alphabetSize A
 * @param maxOrder largest order considered, at least 1
 * @param coverageFloor smallest Good-Turing coverage of the words that counts as covered
 * @returns the statistic, or why there is none
 * @throws RangeError when the tables exceed what the platform can allocate
 * Cost: O(n) an order up to L* + 1.
 * Source: Crutchfield & Feldman 2003, Chaos 13 (E as a limit of block entropies); Grassberger 2003,
 * arXiv:physics/0307138; Good 1953, Biometrika 40.
 */
export declare function gatedExcessEntropy(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
  maxOrder: number,
  coverageFloor?: number,
): CoveredExcessEntropy | Uncovered;
/**
 * The gate and the formula alone, for a profile that is already there.
 *
 * @param profile block statistics of orders 1, 2, ... without gaps
 * @param coverageFloor smallest coverage that counts as covered
 * @returns the statistic, or why there is none
 * Cost: O(orders).
 */
export declare function excessEntropyOfProfile(
  profile: readonly BlockStatistics[],
  coverageFloor: number,
): CoveredExcessEntropy | Uncovered;
