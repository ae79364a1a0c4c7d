import { coverageFloor } from "../../core/constants.ts";
import type { EstimationContext } from "../../core/estimator.ts";
import { type Outcome, undefinedBecause } from "../../core/measurement.ts";
import type { BlockStatistics } from "../../statistics/block-entropy.ts";
import { excessEntropyOfProfile } from "../../statistics/excess-entropy.ts";
import { coveredProfile } from "../memo/covered-profile.ts";

/** H(k) by Grassberger's estimator, exactly 0 for one word, bits. */
export function blockEntropyOf(block: BlockStatistics | undefined): number {
  return block === undefined || block.distinct === 1 ? 0 : block.grassberger;
}

/**
 * A series along the orders whose words are covered.
 *
 * @param maxOrder longest words shown
 * @param valueAt of a profile at an index, the order less 1
 */
export function profileSeries(
  context: EstimationContext,
  maxOrder: number,
  valueAt: (profile: readonly BlockStatistics[], i: number) => number,
): Outcome {
  const profile = context.get(coveredProfile);
  const covered = profile.filter((block) => block.coverage >= coverageFloor).slice(0, maxOrder);
  if (covered.length === 0) {
    const gate = excessEntropyOfProfile(profile, coverageFloor);
    return undefinedBecause(gate.covered ? "no order is covered" : gate.reason);
  }
  const points = covered.map((block, i) => ({ x: block.order, value: valueAt(covered, i), interval: null }));
  return { shape: "series", value: { index: "k", points } };
}
