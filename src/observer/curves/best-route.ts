import type { AdaptiveCurve } from "./adaptive-curve.ts";
import {
  type Estimate,
  estimateOf,
  meanEstimate,
  rateInfluence,
  structureEstimate,
} from "./curve-estimates.ts";

/** How a rate was measured: on blocks in random order, on the sequence as it stands, or not better than log2 A. */
export type RouteId = "blocks" | "in-order" | "uniform";

/** Less than this share of the rate is drift, and not what blocks cannot show. */
const clearGain = 0.05;

/** l(M) and S by the route that costs least. */
export interface BestRoute {
  readonly route: RouteId;
  readonly rate: Estimate;
  readonly structure: Estimate;
}

/**
 * l(M), the least of what three routes cost: blocks in random order cannot show periods beyond a block, long copies and
 * counters; the sequence as it stands shows them, and drifts; and nothing costs more than log2 A. Which of three it was is
 * worth 1.6 bits for the whole sequence.
 *
 * The sequence as it stands is taken where it is clearly cheaper, block by block, over its second half: its blocks are
 * compared with what the same blocks cost an observer that has learned from all others. What there is to learn is then no
 * more than what it costs as it stands beyond that price, where that is clearly less.
 *
 * @param lengths of the blocks, in the order of the sequence
 * @param losses of the sequence as it stands, bits, shape (n,); undefined: it shows nothing that blocks do not
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
  const inOrder = losses && routeInOrder(curve, lengths, losses);
  if (inOrder?.clear && inOrder.rate.value < Math.min(ofBlocks.value, most)) {
    const learned = learnedInOrder(losses!, inOrder.rate);
    return { route: "in-order", rate: inOrder.rate, structure: clearlyLess(learned, structure) };
  }
  if (ofBlocks.value >= most) return { route: "uniform", rate: { ...ofBlocks, value: most }, structure };
  return { route: "blocks", rate: { ...ofBlocks, value: Math.max(0, ofBlocks.value) }, structure };
}

/** What the second half of a sequence costs as it stands, and whether that is clearly less than its blocks cost. */
function routeInOrder(curve: AdaptiveCurve, lengths: readonly number[], losses: Float64Array) {
  const [blocks, standing] = [[] as number[], [] as number[]];
  let start = 0;
  for (const [b, length] of lengths.entries()) {
    let sum = 0;
    for (let at = start; at < start + length; at++) sum += losses[at]!;
    // The first half is what the second one is learned from.
    if (2 * start >= losses.length) {
      standing.push(sum / length);
      blocks.push(curve.blockRates[b]!);
    }
    start += length;
  }
  const inOrder = meanEstimate(standing);
  const gain = meanEstimate(standing.map((one, i) => blocks[i]! - one));
  const clear =
    gain.value > gain.halfWidth &&
    gain.value > clearGain * Math.abs(estimateOf(rateInfluence(curve), curve).value);
  return { rate: inOrder, clear };
}

/** What was paid in all beyond the price at the end. */
function learnedInOrder(losses: Float64Array, rate: Estimate): Estimate {
  const n = losses.length;
  const value = losses.reduce((sum, one) => sum + one, 0) - n * rate.value;
  return { value, halfWidth: Math.max(n * rate.halfWidth, -value) };
}

/** Of what is as uncertain as that the lesser would be less by chance. */
const clearlyLess = (one: Estimate, other: Estimate) =>
  one.value + one.halfWidth < other.value ? one : other;
