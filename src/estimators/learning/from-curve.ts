import type { EstimationContext } from "../../core/estimator.ts";
import { type Outcome, undefinedBecause } from "../../core/measurement.ts";
import type { LearningCurve } from "../../observer/curves/learning-curve.ts";
import type { ObserverProfile } from "../../observer/observer-members.ts";
import { learningCurveOf } from "../memo/learning-curves.ts";
import { unreadable } from "./curve-estimates.ts";

/** What a learning curve gives, or why there is none. */
export function fromCurve(
  context: EstimationContext,
  profile: ObserverProfile,
  read: (curve: LearningCurve) => Outcome,
): Outcome {
  const reason = unreadable(context);
  if (reason !== undefined) return undefinedBecause(reason);
  const curve = context.get(learningCurveOf(profile));
  return curve === undefined ? undefinedBecause("fewer than two blocks") : read(curve);
}
