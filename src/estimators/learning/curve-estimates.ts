import { confidenceLevel } from "../../core/constants.ts";
import type { EstimationContext } from "../../core/estimator.ts";
import type { Interval } from "../../core/measurement.ts";
import type { Estimate } from "../../observer/curves/curve-estimates.ts";
import { largestAlphabet } from "../../observer/open-observer.ts";
import { compactSequence } from "../memo/compact-sequence.ts";

/** The blocks of shorter sequences would show nothing. */
export const shortestCurve = 500;

/** What it costs to read the curve of a sequence. */
export const curveCost =
  "some eight runs of the observer, shared with the map where it is fast; some five otherwise";

/** Why the observer cannot read a sequence; undefined when it can. */
export function unreadable(context: EstimationContext): string | undefined {
  const present = context.get(compactSequence).alphabetSize;
  if (present <= largestAlphabet) return undefined;
  return `${present} symbols; the observer reads alphabets up to ${largestAlphabet}`;
}

/** The interval of an estimate over blocks and orders. */
export function curveInterval({ value, halfWidth }: Estimate): Interval {
  return { lower: value - halfWidth, upper: value + halfWidth, level: confidenceLevel, method: "blocks" };
}
