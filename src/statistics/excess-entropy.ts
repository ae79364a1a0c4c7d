import { errorParts } from "../core/constants.ts";
import type { Symbols } from "../core/sequence.ts";
import { reachAbove, studentQuantile } from "../math/intervals.ts";
import { scaledExponentialIntegral } from "../math/special-functions.ts";
import type { BlockStatistics } from "./block-entropy.ts";
import { grassbergerG } from "./entropy.ts";
import { KGramIds } from "./k-gram-ids.ts";

/**
 * The largest bias of Grassberger's H(k) due to k-grams too rare to be seen.
 *
 * A k-gram of probability p, seen Poisson(np) times, adds p E1(2np) nats less than it should. The rarity of k-grams is
 * estimated from those seen once, twice and three times: f1, 2 f2/f1 and 6 f3/f1 are the total, mean and mean square of np
 * under the weights n p e^-np. Of all laws with these, the one that hides most has two kinds of k-grams: as rare as there are
 * possible k-grams, and frequent ones.
 *
 * @param block statistics of one order
 * @param alphabetSize A, so that there are at most A^k k-grams
 * @returns bits, 0 where no k-gram was seen just once
 * Cost: O(1).
 * Source: Good 1953, Biometrika 40 (moments by f1, f2, ...); Grassberger 2003, arXiv:physics/0307138 (bias); Karlin & Studden
 * 1966, Tchebycheff Systems (the extremal law of three moments).
 */
export function unseenEntropy(block: BlockStatistics, alphabetSize: number): number {
  const { order, kGrams, distinct, singletons, doubletons, tripletons } = block;
  if (singletons === 0) return 0;
  const bits = (nats: number): number => (nats * singletons) / (kGrams * Math.LN2);
  const mean = (2 * doubletons) / singletons;
  const square = (6 * tripletons) / singletons;
  const variance = Math.max(0, square - mean * mean);
  let possible = 1;
  for (let k = 0; k < order; k++) possible *= alphabetSize;
  // n p of the rarest k-grams if all singletons are such.
  const rarest = singletons / (possible - distinct);
  // There are too few possible k-grams for two kinds: all are as rare as those seen.
  if (mean <= rarest) return bits(lacking(mean > 0 ? mean : rarest));
  let share = 0;
  for (let step = 0; step < 40; step++) {
    const distance = mean - rarest * share;
    share = variance / (variance + distance * distance);
  }
  const rare = rarest * share;
  return bits(
    (share > 0 ? share * lacking(rare) : 0) + (1 - share) * lacking((mean - share * rare) / (1 - share)),
  );
}

/** e^x E1(2x): nats that a k-gram with np = x lacks, per unit of its weight. */
function lacking(x: number): number {
  return x === Number.POSITIVE_INFINITY ? 0 : Math.exp(-x) * scaledExponentialIntegral(2 * x);
}

/** Occurrences a k-gram needs on average before its block entropy counts as measured. */
const occurrencesPerKGram = 16;
/**
 * Largest share of k-grams that the ends of segments may remove for one more symbol: H(L) and H(L - 1) must be of the same
 * positions.
 */
const cutShare = 0.05;

/**
 * The k-gram length L at which a sample is best described: k-grams longer than that either are too rare to be measured
 * or add nothing that the sample can show.
 *
 * Coverage alone is not enough. At the longest covered length E(L) = H(L) - L h(L) still carries a bias of several
 * standard errors, since L multiplies the bias of h (binary Markov chain, n = 1e5, L = 15: 4 standard errors). So
 * k-grams must also occur 16 times on average, and among the lengths left the Bayesian information criterion for the
 * order of a Markov chain decides, with h(L) as large as k-grams not seen may make it: a period of 27 under 2 % of noise
 * seems more certain the longer the k-grams, since wrong symbols come in too many combinations to be seen twice. With that
 * rule intervals of E and h hold (see the calibration tests).
 *
 * @param profile block statistics of orders 1, 2, ... without gaps
 * @param coverageFloor smallest Good-Turing coverage that counts as covered
 * @returns L, or 0 when not even single symbols are covered
 * Cost: O(orders).
 * Source: Schwarz 1978, Ann. Statist. 6; Csiszar & Shields 2000, Ann. Statist. 28 (consistency for Markov orders).
 */
export function measurableOrder(profile: readonly BlockStatistics[], coverageFloor: number): number {
  const alphabet = profile[0]?.distinct ?? 1;
  let best = 0;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const [i, block] of profile.entries()) {
    if (block.coverage < coverageFloor) break;
    if (i > 0 && block.distinct * occurrencesPerKGram > block.kGrams) break;
    const shorter = profile[i - 1];
    if (shorter !== undefined && block.kGrams < (1 - cutShare) * shorter.kGrams) break;
    const hidden = unseenEntropy(block, alphabet);
    const gainNats = Math.LN2 * (block.plugIn - (shorter?.plugIn ?? 0) + hidden);
    const parameters = block.distinct - (shorter?.distinct ?? 1);
    const cost = block.kGrams * gainNats + (parameters / 2) * Math.log(block.kGrams);
    // An order must pay for at least one parameter: rounding at the ends of a periodic sequence pays for none.
    if (cost < bestCost - Math.log(block.kGrams) / 2) {
      best = i + 1;
      bestCost = cost;
    }
  }
  return best;
}

/** Excess entropy at the order that the sample can measure. */
export interface CoveredExcessEntropy {
  readonly covered: true;
  /** L*, see `measurableOrder`. */
  readonly order: number;
  /** E(L*) = H(L*) - L* h(L*), bits. */
  readonly excessEntropy: number;
  /** h(L*) = H(L*) - H(L* - 1), bit/symbol. */
  readonly entropyGain: number;
  /** All computed orders; the last may be below the floor. */
  readonly profile: readonly BlockStatistics[];
}

/** The result when not even single symbols are covered. */
export interface Uncovered {
  readonly covered: false;
  /** One sentence, without a final full stop. */
  readonly reason: string;
  readonly profile: readonly BlockStatistics[];
}

/**
 * The coverage-gated excess entropy T(x): E(L*) with H(k) by Grassberger's estimator on the k-gram counts.
 *
 * Beyond L* rare k-grams make h(k) too small and E(k) too large (a fair coin at n = 2^18 and k = 16 reads 1.4 bits by
 * plug-in), so nothing beyond it is used.
 *
 * @param profile block statistics of orders 1, 2, ... without gaps, as `coveredBlocks` gives them
 * @param coverageFloor smallest Good-Turing coverage of the k-grams that counts as covered
 * @returns the statistic, or why there is none
 * Cost: O(orders).
 * Source: Crutchfield & Feldman 2003, Chaos 13 (E as a limit of block entropies); Grassberger 2003,
 * arXiv:physics/0307138; Good 1953, Biometrika 40.
 */
export function excessEntropyOfProfile(
  profile: readonly BlockStatistics[],
  coverageFloor: number,
): CoveredExcessEntropy | Uncovered {
  const order = measurableOrder(profile, coverageFloor);
  const last = profile[order - 1];
  if (last === undefined)
    return { covered: false, reason: reasonUncovered(profile[0], coverageFloor), profile };
  const entropyGain = last.grassberger - (profile[order - 2]?.grassberger ?? 0);
  const excessEntropy = last.grassberger - order * entropyGain;
  return { covered: true, order, excessEntropy, entropyGain, profile };
}

function reasonUncovered(first: BlockStatistics | undefined, floor: number): string {
  if (first === undefined) return "the sequence is empty";
  const { singletons, kGrams } = first;
  return `undersampled: ${singletons} of ${kGrams} symbols occur only once, a coverage below ${floor}`;
}

/** An estimate with its standard error, in one unit. */
interface JackknifeEstimate {
  readonly estimate: number;
  readonly standardError: number;
}

/** E(L) and h(L) at a fixed order L. */
interface ExcessEntropyJackknife {
  /** E(L) = H(L) - L h(L), bits. */
  readonly excessEntropy: JackknifeEstimate;
  /** h(L) = H(L) - H(L - 1), bit/symbol. */
  readonly entropyGain: JackknifeEstimate;
  /** Of the t distribution that belongs to the standard errors: blocks - 1. */
  readonly degreesOfFreedom: number;
}

/**
 * Standard errors of E(L) and h(L) by leaving out one contiguous block after the other.
 *
 * Neighbouring k-grams overlap and depend on each other, so single k-grams cannot be left out; and a bootstrap would lose rare
 * k-grams and double the bias. A k-gram belongs to the block in which it starts. L must not be chosen again in each replicate,
 * so it is an argument.
 *
 * @param segmentEnds ascending, the last one n; no k-gram crosses a segment end
 * @param order L >= 1
 * @param blocks number of blocks B >= 2
 * @returns estimates with standard errors, or undefined when the sequence has fewer than B k-grams of length L
 * Cost: O(n L): one pass for each order, then one for all replicates together.
 * Source: Kunsch 1989, Ann. Statist. 17 (delete-block jackknife); Grassberger 2003, arXiv:physics/0307138.
 */
export function deleteBlockJackknife(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
  order: number,
  blocks = errorParts,
): ExcessEntropyJackknife | undefined {
  if (symbols.length < blocks) return undefined;
  const kGrams = KGramIds.start(symbols, segmentEnds, alphabetSize);
  while (kGrams.order < order - 1) kGrams.extend();
  const shorter = order === 1 ? new Float64Array(blocks + 1) : entropiesWithoutBlocks(kGrams, blocks);
  if (order > 1) kGrams.extend();
  if (kGrams.total < blocks) return undefined;
  const longer = entropiesWithoutBlocks(kGrams, blocks);
  const gains = longer.map((entropy, b) => entropy - shorter[b]!);
  const excesses = longer.map((entropy, b) => entropy - order * gains[b]!);
  return {
    excessEntropy: jackknife(excesses),
    entropyGain: jackknife(gains),
    degreesOfFreedom: blocks - 1,
  };
}

/** H in bits without block b at index b, and of everything at index B. */
function entropiesWithoutBlocks(kGrams: KGramIds, blocks: number): Float64Array {
  const { ids, total } = kGrams;
  const counts = kGrams.counts.slice();
  let totalSum = 0;
  for (let id = 0; id < counts.length; id++) {
    const c = counts[id]!;
    if (c > 1) totalSum += c * grassbergerG(c);
    else if (c === 1) totalSum += grassbergerG(1);
  }
  const entropies = new Float64Array(blocks + 1);
  entropies[blocks] = (Math.log(total) - totalSum / total) / Math.LN2;
  for (let b = 0; b < blocks; b++) {
    const begin = Math.floor((b * ids.length) / blocks);
    const end = Math.floor(((b + 1) * ids.length) / blocks);
    let sum = totalSum;
    let left = total;
    for (let i = begin; i < end; i++) {
      const id = ids[i]!;
      if (id < 0) continue;
      const c = counts[id]!;
      sum -= c * grassbergerG(c) - (c > 1 ? (c - 1) * grassbergerG(c - 1) : 0);
      counts[id] = c - 1;
      left--;
    }
    for (let i = begin; i < end; i++) if (ids[i]! >= 0) counts[ids[i]!] = counts[ids[i]!]! + 1;
    entropies[b] = left > 0 ? (Math.log(left) - sum / left) / Math.LN2 : 0;
  }
  return entropies;
}

/** The last entry is the estimate, the others are the replicates. */
function jackknife(values: Float64Array): JackknifeEstimate {
  const blocks = values.length - 1;
  let mean = 0;
  for (let b = 0; b < blocks; b++) mean += values[b]! / blocks;
  let squares = 0;
  for (let b = 0; b < blocks; b++) squares += (values[b]! - mean) * (values[b]! - mean);
  return { estimate: values[blocks]!, standardError: Math.sqrt(((blocks - 1) / blocks) * squares) };
}

/** Lengths of an interval below and above its estimate. */
export interface Reach {
  readonly below: number;
  readonly above: number;
}

/** Intervals around the estimates of E(L) and h(L). */
export interface ExcessEntropyErrors {
  /** bit */
  readonly excessEntropy: Reach;
  /** bit/symbol */
  readonly entropyGain: Reach;
}

/**
 * Share of the plug-in bias that may remain after Grassberger's correction. The correction is for independent draws; k-grams
 * overlap and depend on each other, and the remaining bias grows with L.
 */
const biasLeft = 0.25;

/**
 * Intervals of E(L) and h(L): sampling error by the jackknife, plus the share of the bias that may remain.
 *
 * K-grams too rare to be seen act on one side only: H(L) lacks what they hide, so that h(L) may be larger by as much and E(L) =
 * H(L - 1) - (L - 1) h(L) smaller by L - 1 times as much. A long period under faint noise has many of them.
 *
 * @param profile block statistics of orders 1, 2, ... without gaps, at least up to `order`
 * @param order L >= 1
 * @param jackknife of the same sequence and order
 * @param level nominal coverage, such as 0.95
 * @throws RangeError for a level outside (0, 1)
 * Cost: O(1).
 * Source: Kunsch 1989, Ann. Statist. 17; Miller 1955 (bias (D - 1) / 2n nats of a plug-in entropy of D k-grams).
 */
export function excessEntropyErrors(
  profile: readonly BlockStatistics[],
  order: number,
  jackknife: ExcessEntropyJackknife,
  level: number,
): ExcessEntropyErrors {
  const quantile = studentQuantile(level, jackknife.degreesOfFreedom);
  const longer = profile[order - 1];
  const shorter = profile[order - 2];
  const parameters = (longer?.distinct ?? 1) - (shorter?.distinct ?? 1);
  const gainBias = longer === undefined ? 0 : parameters / (2 * longer.kGrams * Math.LN2);
  const hidden = longer === undefined ? 0 : unseenEntropy(longer, profile[0]!.distinct);
  const { excessEntropy, entropyGain } = jackknife;
  const excess = quantile * excessEntropy.standardError + biasLeft * Math.max(0, order - 1) * gainBias;
  const gain = quantile * entropyGain.standardError + biasLeft * gainBias;
  return {
    excessEntropy: {
      below: excess + (order - 1) * hidden,
      above: reachAbove(excessEntropy.estimate, excess),
    },
    entropyGain: { below: gain, above: reachAbove(entropyGain.estimate, gain) + hidden },
  };
}
