import type { AdaptiveCurve } from "../observer/curves/adaptive-curve.ts";
import { type Estimate, structureEstimate } from "../observer/curves/curve-estimates.ts";
import type { PlacedNull } from "./adaptive-placing.ts";

/**
 * dS: S less the largest S of randomised twins. They keep what a person would call noise and pattern, so that what is left
 * takes more to learn than these. For symbols in no order it is 0 but for chance. A twin that leaves much unexplained counts
 * in part or not at all, and none counts for more than S: it keeps something else then.
 *
 * @param own S, by the curve or by less
 * @param nulls one or more, shuffled symbols first
 * @throws never
 */
export function structureBeyondNulls(
  own: Estimate,
  curve: AdaptiveCurve,
  nulls: readonly PlacedNull[],
): Estimate {
  let largest: Estimate = { value: Number.NEGATIVE_INFINITY, halfWidth: 0 };
  for (const [i, weight] of nullWeights(curve, nulls).entries()) {
    const { value, halfWidth } = structureEstimate(nulls[i]!.curve);
    // What does not count at all is no 0 to be beyond.
    if (weight > 0 && weight * value > largest.value)
      largest = { value: weight * value, halfWidth: weight * halfWidth };
  }
  return {
    value: own.value - Math.min(largest.value, Math.max(0, own.value)),
    halfWidth: Math.hypot(own.halfWidth, largest.halfWidth),
  };
}

/**
 * How much each twin counts, 0 to 1: shuffled symbols always do, and steps, which are a twin only where they explain the rate.
 *
 * @param nulls shuffled symbols first
 * @throws never
 */
export function nullWeights(curve: AdaptiveCurve, nulls: readonly PlacedNull[]): number[] {
  const shuffle = nulls[0]!.curve;
  return nulls.map(({ id, curve: twin }) =>
    id === "shuffled" || id === "steps" ? 1 : weightOf(explainedBy(twin, curve, shuffle)),
  );
}

/** How much of what makes a sequence more predictable than its symbols in any order a twin has, too: 1 is all. */
function explainedBy(twin: AdaptiveCurve, own: AdaptiveCurve, shuffle: AdaptiveCurve): number {
  const gain = shuffle.rate - own.rate;
  return gain > 0 ? (shuffle.rate - twin.rate) / gain : 1;
}

/**
 * A twin with three quarters and more of the predictability is noise with the pattern of the sequence; one with less than
 * .65 has another pattern, whose bits are not among those that the sequence teaches. Twins of logs and tables of random
 * fields have .75 and more, those of chess games, dictionaries and maps .52 to .68.
 *
 * Chosen on the bundled corpora and on the inputs of tests/rogues that are not held out.
 */
const explains = { nothing: 0.65, all: 0.75 };

function weightOf(explained: number): number {
  return Math.min(1, Math.max(0, (explained - explains.nothing) / (explains.all - explains.nothing)));
}
