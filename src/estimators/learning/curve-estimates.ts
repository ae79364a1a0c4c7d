import { confidenceLevel } from "../../core/constants.ts";
import type { EstimationContext } from "../../core/estimator.ts";
import type { Interval } from "../../core/measurement.ts";
import type { Estimate } from "../../observer/curves/curve-estimates.ts";
import { largestAlphabet } from "../../observer/open-observer.ts";
import { compactSequence } from "../memo/compact-sequence.ts";

/** The blocks of shorter sequences would show nothing. */
export const shortestCurve = 500;

/** What it costs to read the curve of a sequence. */
export const curveCost = "some five runs of the observer, shared with the map where it is fast";

/** Whether each of several symbols is a segment. Empty segments end where others do. */
function isApart(segmentEnds: ArrayLike<number>, n: number): boolean {
  if (n < 2 || segmentEnds.length < n) return false;
  for (let s = 0; s < segmentEnds.length; s++)
    if (segmentEnds[s]! - (segmentEnds[s - 1] ?? 0) > 1) return false;
  return true;
}

/** Why the observer cannot read a sequence; undefined when it can. */
export function unreadable(context: EstimationContext): string | undefined {
  const { alphabetSize: present } = context.get(compactSequence);
  const { n, sequence } = context;
  // What the observer would learn of them is the order in which they happen to stand.
  if (present > 1 && isApart(sequence.segmentEnds, n))
    return "every segment has one symbol: none has a neighbour";
  if (present <= largestAlphabet) return undefined;
  return `${present} symbols; the observer reads alphabets up to ${largestAlphabet}`;
}

/** The interval of an estimate over blocks and orders. */
export function curveInterval({ value, halfWidth }: Estimate): Interval {
  return { lower: value - halfWidth, upper: value + halfWidth, level: confidenceLevel, method: "blocks" };
}
