import type { AdaptiveCurve } from "./adaptive-curve.ts";
import {
  type Estimate,
  estimateOf,
  meanEstimate,
  rateInfluence,
  structureEstimate,
} from "./curve-estimates.ts";

/**
 * How a rate was measured: on blocks in random order, on the sequence in its own order, or as log2 A where neither is better.
 */
export type RouteId = "blocks" | "in-order" | "uniform";

/** From this share of a sequence on its own order is compared with random order. */
const comparedFrom = 1 / 4;

/** A smaller gain, as a share of the rate, is drift and not structure that blocks cannot show. */
const clearGain = 0.05;

/** l(M) and S by the cheapest route. */
export interface BestRoute {
  readonly route: RouteId;
  readonly rate: Estimate;
  readonly structure: Estimate;
  /**
   * cost in its own order, from a quarter on, beyond that in random order after as many symbols, bit/symbol: above 0 where the
   * sequence brings new things along its way, which random order hides; undefined where its own order is not read
   */
  readonly along: Estimate | undefined;
}

/**
 * l(M), the least of three costs. Blocks in random order cannot show periods longer than a block, long copies and counters; the
 * sequence in its own order shows them, but drifts; log2 A bounds both. Naming the route costs 1.6 bits for the whole sequence.
 *
 * The sequence in its own order is used where its second half is significantly cheaper, block by block, than the same blocks
 * for an observer that has learned from all others. S is then no more than its cost beyond that price, if that is significantly
 * less.
 *
 * @param lengths of the blocks, in the order of the sequence
 * @param losses of the sequence in its own order, bits, shape (n,); undefined: it shows nothing that blocks do not
 * @param most log2 A
 * Cost: O(n).
 */
export function bestRoute(
  curve: AdaptiveCurve,
  lengths: readonly number[],
  losses: Float64Array | undefined,
  most: number,
): BestRoute {
  const ofBlocks = estimateOf(rateInfluence(curve), curve);
  const structure = structureEstimate(curve);
  const inOrder = losses && orderedRoute(curve, lengths, losses);
  const along = inOrder?.along;
  if (inOrder?.clear && inOrder.rate.value < Math.min(ofBlocks.value, most)) {
    const learned = learnedInOrder(losses!, inOrder.rate);
    return { route: "in-order", rate: inOrder.rate, structure: clearlyLess(learned, structure), along };
  }
  if (ofBlocks.value >= most)
    return { route: "uniform", rate: { ...ofBlocks, value: most }, structure, along };
  return { route: "blocks", rate: { ...ofBlocks, value: Math.max(0, ofBlocks.value) }, structure, along };
}

/** The cost of the second half of a sequence in its own order, whether it is significantly less than that of its blocks. */
function orderedRoute(curve: AdaptiveCurve, lengths: readonly number[], losses: Float64Array) {
  const [blocks, rates, further] = [[] as number[], [] as number[], [] as number[]];
  let start = 0;
  for (const [b, length] of lengths.entries()) {
    let sum = 0;
    for (let at = start; at < start + length; at++) sum += losses[at]!;
    // The second half needs the first half to learn from.
    if (2 * start >= losses.length) {
      rates.push(sum / length);
      blocks.push(curve.blockRates[b]!);
    }
    if (start >= losses.length * comparedFrom) {
      const position = curve.positions.findIndex(({ end }) => start + length / 2 <= end);
      further.push(sum / length - curve.blockRates[b]! - (curve.rates[position]! - curve.rate));
    }
    start += length;
  }
  const inOrder = meanEstimate(rates);
  const gain = meanEstimate(rates.map((one, i) => blocks[i]! - one));
  const clear =
    gain.value > gain.halfWidth &&
    gain.value > clearGain * Math.abs(estimateOf(rateInfluence(curve), curve).value);
  return { rate: inOrder, clear, along: meanEstimate(further) };
}

/** All bits paid beyond the final price. */
function learnedInOrder(losses: Float64Array, rate: Estimate): Estimate {
  const n = losses.length;
  const value = losses.reduce((sum, one) => sum + one, 0) - n * rate.value;
  return { value, halfWidth: Math.max(n * rate.halfWidth, -value) };
}

/** Where both are that uncertain, the smaller one may be smaller by chance. */
const clearlyLess = (one: Estimate, other: Estimate) =>
  one.value + one.halfWidth < other.value ? one : other;
