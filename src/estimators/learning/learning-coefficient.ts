import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { growthOf } from "../../observer/curves/growth.ts";
import { curveCost, curveInterval } from "./curve-estimates.ts";
import { fromCurve } from "./from-curve.ts";
import { curveParams } from "./observer-profile.ts";

/** Shorter sequences have too few blocks in their first doublings. */
const shortest = 4000;

export const learningCoefficient = defineEstimator({
  id: "learning-coefficient",
  quantity: "learningCoefficient",
  title: "learning coefficient",
  summary: "G: bits that the last doubling of the data taught; K/2 of a model with K parameters",
  formula: "G = S(M) - S(M/2) of l(m) = l(M) + g ((m/M)^(b-1) - 1) / (1 - b)",
  convention:
    "b and g by least squares over the last four doublings; the interval covers the blocks and their orders, and how far the observer is from an ideal learner",
  validity:
    "an ideal learner that knows the family of a source would read as much within a third and 250 bits, on Markov chains and Pitman-Yor vocabularies; 2 G is the number of parameters in use, which is below K while some were not met yet",
  cost: curveCost,
  reference:
    "Watanabe 2009, Algebraic Geometry and Statistical Learning Theory; Bialek, Nemenman & Tishby 2001, Neural Comput. 13",
  params: curveParams,
  minimumLength: shortest,
  estimate: (context, { profile }) =>
    fromCurve(context, profile, ({ curve }) => {
      const growth = growthOf(curve);
      if (growth === undefined) return undefinedBecause("too few blocks to see growth");
      return scalar(growth.coefficient.value, curveInterval(growth.coefficient));
    }),
});
