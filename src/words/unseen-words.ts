import { scaledExponentialIntegral } from "../math/special-functions.ts";
import type { BlockStatistics } from "./block-entropy-profile.ts";

/** Steps to the share of rare words: each brings a digit or more, unless nearly all words are rare. */
const steps = 40;

/**
 * The most that words too rare to be seen may hide from Grassberger's H(k).
 *
 * A word of probability p, seen Poisson(np) times, adds p E1(2np) nats less than it should. How rare words are is estimated from
 * those seen once, twice and three times: f1, 2 f2/f1 and 6 f3/f1 are the total, mean and mean square of np under the
 * weights n p e^-np. Of all laws with these, the one that hides most has two kinds of words: as rare as there are
 * possible words, and frequent ones.
 *
 * @param block statistics of one order
 * @param alphabetSize A, so that words of k symbols are A^k at most
 * @returns bits, 0 where no word was seen just once
 * Cost: O(1).
 * Source: Good 1953, Biometrika 40 (moments by f1, f2, ...); Grassberger 2003, arXiv:physics/0307138 (bias); Karlin &
 * Studden 1966, Tchebycheff Systems (the extremal law of three moments).
 */
export function unseenEntropy(block: BlockStatistics, alphabetSize: number): number {
  const { order, words, distinct, singletons, doubletons, tripletons } = block;
  if (singletons === 0) return 0;
  const bits = (nats: number): number => (nats * singletons) / (words * Math.LN2);
  const mean = (2 * doubletons) / singletons;
  const square = (6 * tripletons) / singletons;
  const variance = Math.max(0, square - mean * mean);
  let possible = 1;
  for (let k = 0; k < order; k++) possible *= alphabetSize;
  // n p of the rarest words if all that were seen once are such.
  const rarest = singletons / (possible - distinct);
  // Then there are too few possible words for two kinds: all are as rare as those seen.
  if (mean <= rarest) return bits(lacking(mean > 0 ? mean : rarest));
  let share = 0;
  for (let step = 0; step < steps; step++) {
    const distance = mean - rarest * share;
    share = variance / (variance + distance * distance);
  }
  const rare = rarest * share;
  return bits(
    (share > 0 ? share * lacking(rare) : 0) + (1 - share) * lacking((mean - share * rare) / (1 - share)),
  );
}

/** e^x E1(2x): nats that a word with np = x lacks, a unit of its weight. */
function lacking(x: number): number {
  return x === Number.POSITIVE_INFINITY ? 0 : Math.exp(-x) * scaledExponentialIntegral(2 * x);
}
