import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { growthOf, overheadOf } from "../../observer/curves/growth.ts";
import { curveCost, curveInterval } from "./curve-estimates.ts";
import { fromCurve } from "./from-curve.ts";
import { curveParams } from "./observer-profile.ts";

/** Shorter sequences have too few blocks in their first doublings. */
const shortest = 4000;

export const growthExponent = defineEstimator({
  id: "growth-exponent",
  quantity: "growthExponent",
  title: "growth exponent",
  summary: "b: how fast what a doubling of the data teaches grows, G(m) ~ m^b",
  formula: "l(m) = l(M) + g ((m/M)^(b-1) - 1) / (1 - b) over the last four doublings",
  convention:
    "least squares, each position of the curve weighted by its symbols; the interval covers the blocks and their orders, and how far the observer is from an ideal learner",
  validity:
    "the exponent at the size of the sample: of a model with more parameters than were met yet it is above 0, as for the ideal learner of that model; undefined below 250 bits a doubling, and more for more than 100 000 symbols",
  cost: curveCost,
  reference:
    "Bialek, Nemenman & Tishby 2001, Neural Comput. 13; Dębowski 2015, IEEE Trans. Inform. Theory 61",
  params: curveParams,
  minimumLength: shortest,
  estimate: (context, { profile }) =>
    fromCurve(context, profile, ({ curve }) => {
      const growth = growthOf(curve);
      if (growth === undefined) return undefinedBecause("too few blocks to see growth");
      const least = overheadOf(curve.trainingLength);
      if (growth.amount.value < least)
        return undefinedBecause(`the last doubling taught less than ${Math.round(least)} bits`);
      return scalar(growth.exponent.value, curveInterval(growth.exponent));
    }),
});
