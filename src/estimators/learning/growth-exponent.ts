import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { growthExponent as growthOf } from "../../observer/curves/curve-estimates.ts";
import { curveCost, curveInterval } from "./curve-estimates.ts";
import { fromCurve } from "./from-curve.ts";
import { curveParams } from "./observer-profile.ts";

/** Shorter sequences have too few blocks in their first octaves. */
const shortest = 4000;

export const growthExponent = defineEstimator({
  id: "growth-exponent",
  quantity: "growthExponent",
  title: "growth exponent",
  summary: "b: how fast structural information grows with the sample, S(m) ~ m^b",
  formula: "b = slope of log S(m) against log m over three octaves",
  convention:
    "S(m) = C(m) - m l(m) as if the curve ended at m; least squares at all positions of the last three octaves; the interval covers the order of the blocks",
  validity: "a memoryless law with many symbols has b > 0 too: compare with a shuffle of the same length",
  cost: curveCost,
  reference: "Dębowski 2015, IEEE Trans. Inform. Theory 61; Hilberg 1990, Frequenz 44",
  params: curveParams,
  minimumLength: shortest,
  estimate: (context, { profile }) =>
    fromCurve(context, profile, ({ curve }) => {
      const exponent = growthOf(curve);
      if (exponent === undefined) return undefinedBecause("no structural information above 0 to grow");
      return scalar(exponent.value, curveInterval(exponent));
    }),
});
