import type { EstimationContext } from "../core/estimator.ts";
import type { Unit } from "../core/quantity.ts";
import {
  curveInterval,
  type LearnedBlocks,
  learningCurveOf,
  shuffledCurveOf,
  twinCurve,
} from "../estimators/learning-curves.ts";
import type { AdaptiveCurve } from "../observer/curves/adaptive-curve.ts";
import type { BestRoute } from "../observer/curves/best-route.ts";
import type { Estimate } from "../observer/curves/curve-estimates.ts";
import { twinRate, twinStructure } from "../observer/curves/twin-estimates.ts";
import { type Figure, figure } from "../results/figure.ts";
import type { Depth, Rung } from "./schema.ts";
import { surrogatesOf } from "./surrogates-of.ts";

const profile = "fast";

/**
 * The sample beside surrogates that keep more and more of it: what each of them lacks is what the difference is worth.
 * Blocks stand at the same places, so that differences have the errors of paired blocks; orders add theirs on both sides.
 *
 * The sample is the one that the spectrum learned already.
 *
 * @param context of a sequence long enough to be placed
 * @throws RangeError when memory cannot be had
 * Cost: a learning curve by the fast profile for each of up to six surrogates, each in few orders.
 * Source: Theiler et al. 1992, Physica D 58 (surrogates); Shannon 1948, Bell Syst. Tech. J. 27 (approximations).
 */
export function explainLadder(context: EstimationContext): Depth["ladder"] {
  const { sequence } = context;
  const sample = context.get(learningCurveOf(profile))!;
  const shuffle = context.get(shuffledCurveOf(profile, 0));
  const random = context.random.fork("surrogate-ladder");
  const rungs: Rung[] = [compared({ id: "symbol-shuffle", parameter: null }, shuffle, sample)];
  for (const { id, parameter, symbols, reason } of surrogatesOf(sequence)) {
    if (symbols === undefined) {
      rungs.push({ id, parameter, status: "undefined", reason: reason ?? "" });
      continue;
    }
    const name = `${id}-${parameter}`;
    const surrogate = { ...sequence, symbols: symbols(random.fork(name)) };
    const kind = id === "window-shuffle" ? "windows" : "chain";
    rungs.push(compared({ id, parameter }, twinCurve(surrogate, kind, profile, context, name), sample));
  }
  return {
    profile,
    trainingLength: sample.curve.trainingLength,
    rate: figureOf(sample.rate, "bit/symbol"),
    structure: figureOf(sample.structure, "bit"),
    rungs,
  };
}

function figureOf(estimate: Estimate, unit: Unit): Figure {
  return figure(estimate.value, unit, curveInterval(estimate));
}

function compared(
  about: Pick<Rung, "id" | "parameter">,
  surrogate: AdaptiveCurve,
  sample: LearnedBlocks & BestRoute,
): Rung {
  const rate = twinRate(surrogate, sample.curve, sample);
  const structure = twinStructure(surrogate, sample.curve, sample);
  return {
    ...about,
    status: "ok",
    rate: figureOf(rate.ofTwin, "bit/symbol"),
    structure: figureOf(structure.ofTwin, "bit"),
    rateDifference: figureOf(rate.difference, "bit/symbol"),
    rateVerdict: beyondError(rate.difference),
    structureDifference: figureOf(structure.difference, "bit"),
    structureVerdict: beyondError(structure.difference),
  };
}

/** Whether a difference is more than its error. */
export function beyondError({ value, halfWidth }: Estimate): "more" | "less" | "within-error" {
  if (Math.abs(value) <= halfWidth) return "within-error";
  return value > 0 ? "more" : "less";
}
