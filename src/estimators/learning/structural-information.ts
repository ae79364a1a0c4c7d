import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { curveCost, curveInterval, shortestCurve } from "./curve-estimates.ts";
import { fromCurve } from "./from-curve.ts";
import { curveParams } from "./observer-profile.ts";

export const structuralInformation = defineEstimator({
  id: "structural-information",
  memory: "mixer",
  quantity: "structuralInformation",
  title: "structural information",
  summary: "S: bits that the observer had to learn, apart from what stays random",
  formula: "S = C(M) - M l(M), C(M) what was paid for all M symbols from the first on",
  convention:
    "blocks in random orders, each learned from nothing; where the sequence as it stands is cheaper, no more than is learned of it; never clamped",
  validity:
    "grows with the sample, so compare at equal length; mostly within 1.5 times and at most 2.5 times the bits of random words under weak noise, see docs/calibration.md; the interval covers the choice of blocks, their order and what was learned, and not whether a weak pattern is found at all",
  cost: curveCost,
  reference: "Rissanen 1984, IEEE Trans. Inform. Theory 30; Finzi et al. 2026, arXiv:2601.03220 (epiplexity)",
  params: curveParams,
  minimumLength: shortestCurve,
  estimate: (context, { profile }) =>
    fromCurve(context, profile, ({ structure }) => scalar(structure.value, curveInterval(structure))),
});
