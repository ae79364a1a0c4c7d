import type { EstimationContext } from "../core/estimator.ts";
import { measuredStructure } from "../estimators/memo/measured-structure.ts";
import { shuffleControl } from "../estimators/memo/shuffle-control.ts";

/**
 * Whether block entropies tell a sequence from 19 shuffles of it: an exact permutation test at level .05 on the excess
 * entropy of the longest measurable words, and one on the entropy of words one longer.
 *
 * @returns null where not even single symbols are covered
 * @throws RangeError when tables cannot be allocated
 * Cost: O(n L) for the sequence and for each of its shuffles.
 */
export function beyondAllShuffles(context: EstimationContext): boolean | null {
  const { measured } = context.get(measuredStructure);
  if (!measured.covered) return null;
  const { excessEntropies, nextBlockEntropies } = context.get(shuffleControl);
  const next = measured.profile[measured.order]?.grassberger ?? Number.POSITIVE_INFINITY;
  return (
    measured.excessEntropy > largest(excessEntropies) || -next > largest(nextBlockEntropies.map((h) => -h))
  );
}

function largest(values: Float64Array): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}
