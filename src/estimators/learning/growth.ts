import { defineEstimator, type EstimationContext } from "../../core/estimator.ts";
import { type Outcome, scalar, undefinedBecause } from "../../core/measurement.ts";
import { type Growth, growthOf, overheadOf } from "../../observer/curves/growth.ts";
import type { ObserverProfile } from "../../observer/observer-members.ts";
import { curveCost, curveInterval } from "./curve-estimates.ts";
import { fromCurve } from "./from-curve.ts";
import { curveParams } from "./observer-profile.ts";

/** Shorter sequences have too few blocks in their first doublings. */
const shared = { cost: curveCost, params: curveParams, minimumLength: 4000 };

/** What the growth of a learning curve gives, or why there is none. */
const fromGrowth = (
  context: EstimationContext,
  profile: ObserverProfile,
  read: (growth: Growth, trainingLength: number) => Outcome,
) =>
  fromCurve(context, profile, ({ curve }) => {
    const growth = growthOf(curve);
    return growth === undefined
      ? undefinedBecause("too few blocks to see growth")
      : read(growth, curve.trainingLength);
  });

export const learningCoefficient = defineEstimator({
  ...shared,
  id: "learning-coefficient",
  memory: "mixer",
  quantity: "learningCoefficient",
  title: "learning coefficient",
  summary: "G: bits that the last doubling of the data taught; K/2 of a model with K parameters",
  formula: "G = S(M) - S(M/2) of l(m) = l(M) + g ((m/M)^(b-1) - 1) / (1 - b)",
  convention:
    "b and g by least squares over the last four doublings; the interval covers the blocks and their orders, and how far the observer is from an ideal learner",
  validity:
    "an ideal learner that knows the family of a source would read as much within a third and 250 bits, more beyond 100 000 symbols, on Markov chains and Pitman-Yor vocabularies; 2 G is the number of parameters in use, which is below K while some were not met yet",
  reference:
    "Watanabe 2009, Algebraic Geometry and Statistical Learning Theory; Bialek, Nemenman & Tishby 2001, Neural Comput. 13",
  estimate: (context, { profile }) =>
    fromGrowth(context, profile, ({ coefficient }) => scalar(coefficient.value, curveInterval(coefficient))),
});

export const growthExponent = defineEstimator({
  ...shared,
  id: "growth-exponent",
  memory: "mixer",
  quantity: "growthExponent",
  title: "growth exponent",
  summary: "b: how fast what a doubling of the data teaches grows, G(m) ~ m^b",
  formula: "l(m) = l(M) + g ((m/M)^(b-1) - 1) / (1 - b) over the last four doublings",
  convention:
    "least squares, each position of the curve weighted by its symbols; the interval covers the blocks and their orders, and how far the observer is from an ideal learner",
  validity:
    "the exponent at the size of the sample: of a model with more parameters than were met yet it is above 0, as for the ideal learner of that model; undefined below 250 bits a doubling, and more for more than 100 000 symbols",
  reference:
    "Bialek, Nemenman & Tishby 2001, Neural Comput. 13; Dębowski 2015, IEEE Trans. Inform. Theory 61",
  estimate: (context, { profile }) =>
    fromGrowth(context, profile, ({ amount, exponent }, trainingLength) => {
      const least = overheadOf(trainingLength);
      if (amount.value < least)
        return undefinedBecause(`the last doubling taught less than ${Math.round(least)} bits`);
      return scalar(exponent.value, curveInterval(exponent));
    }),
});
