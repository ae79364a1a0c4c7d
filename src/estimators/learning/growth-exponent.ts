import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { curveInterval, shortestCurve } from "./curve-estimates.ts";
import { fromCurve } from "./from-curve.ts";
import { profileParams } from "./observer-profile.ts";

export const growthExponent = defineEstimator({
  id: "growth-exponent",
  quantity: "growthExponent",
  title: "growth exponent",
  summary: "b: how fast structural information grows with the sample, S(m) ~ m^b",
  formula: "b = slope of log S(m) against log m over three octaves",
  convention: "least squares on log S(m) at the last four sizes, three octaves",
  validity: "a memoryless law with many symbols has b > 0 too: compare with a shuffle of the same length",
  cost: "some three runs of the observer",
  reference: "Dębowski 2015, IEEE Trans. Inform. Theory 61; Hilberg 1990, Frequenz 44",
  params: profileParams,
  minimumLength: shortestCurve,
  estimate: (context, { profile }) =>
    fromCurve(context, profile, (curve) => {
      const { growthExponent: exponent } = curve;
      if (exponent === undefined) return undefinedBecause("no structural information above 0 to grow");
      return scalar(exponent.value, curveInterval(exponent, curve));
    }),
});
