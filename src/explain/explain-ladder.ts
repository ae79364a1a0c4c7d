import { confidenceLevel } from "../core/constants.ts";
import type { EstimationContext } from "../core/estimator.ts";
import type { Unit } from "../core/quantity.ts";
import { curveInterval, intervalAround } from "../estimators/learning/curve-estimates.ts";
import { learnCurve, learningCurveOf, shuffledCurveOf } from "../estimators/memo/learning-curves.ts";
import { studentQuantile } from "../math/student-t.ts";
import type { LearningCurve } from "../observer/curves/learning-curve.ts";
import { pairedDifference } from "../observer/curves/paired-difference.ts";
import { type CurveEstimate, halfWidth, summariseCurve } from "../observer/curves/structural-information.ts";
import type { Figure } from "../results/figure.ts";
import { figure } from "../results/figure.ts";
import type { Depth, Rung } from "./schema.ts";
import { surrogatesOf } from "./surrogates-of.ts";

const profile = "fast";
/** Shuffles that tell how much S owes to the symbols that happened to be learned. */
const spreadShuffles = 3;

/**
 * The sample beside surrogates that keep more and more of it: what each of them lacks is what the difference is worth.
 * All learn the same places and are asked at the same places, so that differences have the errors of paired blocks.
 * What S owes to the symbols that happened to be learned does not show in blocks; its spread over shuffles is added.
 *
 * The first shuffle is the one that the spectrum learned already.
 *
 * @param context of a sequence long enough to be placed
 * @throws RangeError when memory cannot be had
 * Cost: a learning curve by the fast profile for each of up to seven surrogates and two more shuffles.
 * Source: Theiler et al. 1992, Physica D 58 (surrogates); Shannon 1948, Bell Syst. Tech. J. 27 (approximations).
 */
export function explainLadder(context: EstimationContext): Depth["ladder"] {
  const { sequence } = context;
  const curve = context.get(learningCurveOf(profile))!;
  const random = context.random.fork("surrogate-ladder");
  const shuffles = Array.from(
    { length: spreadShuffles },
    (_, index) => context.get(shuffledCurveOf(profile, index))!,
  );
  const luck = luckOfLearning(shuffles.map(({ structures }) => structures.at(-1)!.value));
  const rungs: Rung[] = [compared({ id: "symbol-shuffle", parameter: null }, shuffles[0]!, curve, luck)];
  for (const { id, parameter, symbols, reason } of surrogatesOf(sequence)) {
    if (symbols === undefined) {
      rungs.push({ id, parameter, status: "undefined", reason: reason ?? "" });
      continue;
    }
    const surrogate = { ...sequence, symbols: symbols(random.fork(`${id}-${parameter}`)) };
    rungs.push(compared({ id, parameter }, learnCurve(surrogate, profile, context)!, curve, luck));
  }
  return {
    profile,
    trainingLength: curve.trainingLength,
    rate: lastOf(curve.rates, curve, "bit/symbol"),
    structure: lastOf(curve.structures, curve, "bit"),
    rungs,
  };
}

function lastOf(estimates: readonly CurveEstimate[], curve: LearningCurve, unit: Unit): Figure {
  const last = estimates.at(-1)!;
  return figure(last.value, unit, curveInterval(last, curve));
}

/**
 * How far two values of S may lie apart for no other reason than what was learned: half the width of the interval of a
 * difference of two draws, by the spread of a few.
 *
 * @param structures S of two or more sequences that differ by chance alone
 * @throws never
 */
export function luckOfLearning(structures: readonly number[]): number {
  const count = structures.length;
  const mean = structures.reduce((sum, value) => sum + value, 0) / count;
  const squares = structures.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return studentQuantile(confidenceLevel, count - 1) * Math.sqrt((2 * squares) / (count - 1));
}

function compared(
  about: Pick<Rung, "id" | "parameter">,
  surrogate: LearningCurve,
  sample: LearningCurve,
  luck: number,
): Rung {
  const { rates, structures, blocks } = summariseCurve(pairedDifference(surrogate.paired, sample.paired));
  const difference = (estimates: readonly CurveEstimate[], unit: Unit, besides: number) => {
    const last = estimates.at(-1)!;
    const overBlocks = halfWidth(last, blocks, confidenceLevel);
    const half = overBlocks === null ? null : Math.hypot(overBlocks, besides);
    return {
      difference: figure(last.value, unit, intervalAround(last.value, half)),
      verdict: beyondError(last.value, half),
    };
  };
  const rate = difference(rates, "bit/symbol", 0);
  const structure = difference(structures, "bit", luck);
  return {
    ...about,
    status: "ok",
    rate: lastOf(surrogate.rates, surrogate, "bit/symbol"),
    structure: lastOf(surrogate.structures, surrogate, "bit"),
    rateDifference: rate.difference,
    rateVerdict: rate.verdict,
    structureDifference: structure.difference,
    structureVerdict: structure.verdict,
  };
}

/** Whether a difference is more than its error. */
export function beyondError(
  difference: number,
  halfWidthOfIt: number | null,
): "more" | "less" | "within-error" | "no-error" {
  if (halfWidthOfIt === null) return "no-error";
  if (Math.abs(difference) <= halfWidthOfIt) return "within-error";
  return difference > 0 ? "more" : "less";
}
