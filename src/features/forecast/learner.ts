import {
  curveEnd,
  curveExamples,
  type KnownCurve,
  learnCurveLaw,
  normalQuantiles,
  tooFew,
} from "../../learners/curve-law.ts";
import { type CurvePlan, curveTask } from "../../learners/curve-task.ts";
import type { LearnerCurve } from "../../learners/schema.ts";
import type { Work } from "../../run/work.ts";
import { type LearnerForecast, learnerForecastVersion } from "./schema.ts";

/** Least ratio of two sizes that show how a loss falls. */
const leastApart = 1.3;

/** Costs of texts of many packages for small networks, by the symbols learned; made by lab/build-learner-curves.mjs. */
interface KnownCurves {
  /** number of trained networks */
  readonly networks: number;
  readonly curves: readonly KnownCurve[];
}

export async function knownCurves(): Promise<KnownCurves> {
  const { default: data } = await import("../../../data/learner-curves.json", { with: { type: "json" } });
  return data as unknown as KnownCurves;
}

/** Which learner to forecast, and how far. */
export interface LearnerPlan {
  readonly kind: "learner";
  /** k, ascending, each above 1 */
  readonly factors: readonly number[];
  readonly curve: CurvePlan;
}

/**
 * Forecasts the cost for a learner that learns k times as much, from its cost after learning an input, and half of it.
 *
 * @throws InputError when the input cannot be read or is too short, and for a wrong answer of the learner
 * Cost: that of the curve.
 */
export async function forecastLearner({ plan, ...work }: Work<LearnerPlan>): Promise<LearnerForecast> {
  const made = await curveTask({ ...work, plan: plan.curve });
  const { tool, environment, name, provenance, learner, options, learned, asked, curve } = made;
  const { networks, curves } = await knownCurves();
  const about = {
    schemaVersion: learnerForecastVersion as typeof learnerForecastVersion,
    ...{ tool, environment, name, provenance, learner, options, learned, asked, curve },
    bank: { cells: networks },
  };
  const end = endOf(made);
  if (typeof end === "string") return { ...about, outcome: { status: "undefined", reason: end } };
  const without = provenance.kind === "corpus" ? provenance.package : null;
  const h = made.truth?.entropyRate.value ?? 0;
  const points = plan.factors.map((factor) => {
    const point = { factor, symbols: Math.round(factor * learned) };
    const examples = curveExamples(curves, factor, without);
    const reason = tooFew(examples);
    if (reason !== undefined) return { ...point, status: "undefined" as const, reason };
    const law = learnCurveLaw(examples);
    const { examples: count, groups, medianError } = law;
    return {
      ...{ ...point, status: "ok" as const, loss: law.expect(end, h) },
      ...{ examples: count, groups, medianError },
    };
  });
  return { ...about, outcome: { status: "ok", fall: end.fall, points } };
}

/** The end of the curve, or why its continuation cannot be predicted. */
function endOf({ curve, learns }: LearnerCurve) {
  if (!learns) return "the learner reports that it does not learn, so more data changes nothing";
  const last = curve.at(-1)!;
  const before = curve.findLast(({ learned }) => learned > 0 && learned * leastApart <= last.learned);
  if (before === undefined)
    return "a forecast needs the losses after learning all of the data and after learning half of it";
  const { value, interval } = last.learner;
  if (interval === null)
    return "only one block is held out, so the variation of losses between blocks is not known";
  if (!(value > 0)) return "the loss of the learner is 0: there is nothing more to learn";
  const error = (Math.LOG2E * (interval.upper - interval.lower)) / (2 * normalQuantiles[1] * value);
  return curveEnd(
    [
      [before.learned, before.learner.value],
      [last.learned, value],
    ],
    error,
  );
}
