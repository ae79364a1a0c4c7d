import * as z from "zod";
import { confidenceLevel } from "../../core/constants.ts";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { structureBeyondShuffles } from "../../observer/curves/structure-beyond-shuffles.ts";
import { shuffledCurveOf } from "../memo/learning-curves.ts";
import { curveInterval, shortestCurve } from "./curve-estimates.ts";
import { fromCurve } from "./from-curve.ts";
import { profileParam } from "./observer-profile.ts";

export const structureBeyondShuffle = defineEstimator({
  id: "structure-beyond-shuffle",
  memory: "mixer",
  quantity: "structureBeyondShuffle",
  title: "structure beyond the shuffle",
  summary: "dS: structural information less the mean of that of shuffles of the same symbols",
  formula: "dS = S - mean of S over shuffles",
  validity:
    "0 in expectation for independent symbols of any distribution; dS of a scan is S less the largest of several kinds of twins",
  cost: "some six runs of the observer for the sequence and three for every shuffle; fast by default, as on the map",
  reference:
    "Finzi et al. 2026, arXiv:2601.03220 (epiplexity); Theiler et al. 1992, Physica D 58 (surrogates)",
  params: () =>
    z.strictObject({
      profile: profileParam("fast"),
      shuffles: z.int().min(2).max(99).default(3).describe("shuffles that are learned as well"),
    }),
  minimumLength: shortestCurve,
  apart: 12,
  estimate: (context, { profile, shuffles }) =>
    fromCurve(context, profile, ({ structure }) => {
      const others = Array.from({ length: shuffles }, (_, i) => context.get(shuffledCurveOf(profile, i)));
      const bits = others.map((other) => other.structure);
      const beyond = structureBeyondShuffles(structure, bits, confidenceLevel);
      return scalar(beyond.value, curveInterval(beyond));
    }),
});
