import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { curveInterval, shortestCurve } from "./curve-estimates.ts";
import { fromCurve } from "./from-curve.ts";
import { profileParams } from "./observer-profile.ts";

export const structuralInformation = defineEstimator({
  id: "structural-information",
  quantity: "structuralInformation",
  title: "structural information",
  summary: "S: bits that the observer had to learn, apart from what stays random",
  formula: "S = sum_j (ln 2 / 2) (m_j d_j + m_(j+1) d_(j+1)), d_j = l(m_j) - l(M)",
  convention: "trapezoid in log m over the paired learning curve; never clamped",
  validity:
    "grows with the sample, so compare at equal length; the interval covers the choice of held-out blocks",
  cost: "some three runs of the observer",
  reference: "Rissanen 1984, IEEE Trans. Inform. Theory 30; Finzi et al. 2026, arXiv:2601.03220 (epiplexity)",
  params: profileParams,
  minimumLength: shortestCurve,
  estimate: (context, { profile }) =>
    fromCurve(context, profile, (curve) => {
      const structure = curve.structures.at(-1)!;
      return scalar(structure.value, curveInterval(structure, curve));
    }),
});
