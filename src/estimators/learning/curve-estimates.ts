import { confidenceLevel } from "../../core/constants.ts";
import type { EstimationContext } from "../../core/estimator.ts";
import type { Interval } from "../../core/measurement.ts";
import type { LearningCurve } from "../../observer/curves/learning-curve.ts";
import { type CurveEstimate, halfWidth } from "../../observer/curves/structural-information.ts";
import { largestAlphabet } from "../../observer/open-observer.ts";
import { compactSequence } from "../memo/compact-sequence.ts";

/** Shorter sequences give no curve worth an interval. */
export const shortestCurve = 4000;

/** Why the observer cannot read a sequence; undefined when it can. */
export function unreadable(context: EstimationContext): string | undefined {
  const present = context.get(compactSequence).alphabetSize;
  if (present <= largestAlphabet) return undefined;
  return `${present} symbols; the observer reads alphabets up to ${largestAlphabet}`;
}

/** The interval of an estimate over held-out blocks. */
export function curveInterval(estimate: CurveEstimate, { blocks }: LearningCurve): Interval | null {
  return intervalAround(estimate.value, halfWidth(estimate, blocks, confidenceLevel));
}

export function intervalAround(
  value: number,
  half: number | null,
  method: Interval["method"] = "blocks",
): Interval | null {
  if (half === null) return null;
  return { lower: value - half, upper: value + half, level: confidenceLevel, method };
}
