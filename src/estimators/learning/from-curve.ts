import type { EstimationContext } from "../../core/estimator.ts";
import { type Outcome, undefinedBecause } from "../../core/measurement.ts";
import type { BestRoute } from "../../observer/curves/best-route.ts";
import type { ObserverProfile } from "../../observer/observer-members.ts";
import { type LearnedBlocks, learningCurveOf } from "../memo/learning-curves.ts";
import { unreadable } from "./curve-estimates.ts";

/** What a learning curve gives, or why there is none. */
export function fromCurve(
  context: EstimationContext,
  profile: ObserverProfile,
  read: (learned: LearnedBlocks & BestRoute) => Outcome,
): Outcome {
  const reason = unreadable(context);
  if (reason !== undefined) return undefinedBecause(reason);
  const learned = context.get(learningCurveOf(profile));
  return learned === undefined ? undefinedBecause("fewer than two blocks") : read(learned);
}
