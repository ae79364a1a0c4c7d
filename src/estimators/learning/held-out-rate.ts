import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { curveInterval, shortestCurve } from "./curve-estimates.ts";
import { fromCurve } from "./from-curve.ts";
import { profileParams } from "./observer-profile.ts";

export const heldOutRate = defineEstimator({
  id: "held-out-rate",
  quantity: "heldOutRate",
  title: "held-out rate",
  summary: "bits a symbol that the observer pays for held-out blocks once it has learned all the others",
  formula: "l(M) = mean of -log2 p(x | M symbols learned) over held-out blocks, the observer frozen",
  convention: "frozen: nothing of the held-out blocks is learned; seven eighths of the blocks are learned",
  validity: "an upper bound of h in expectation; the interval is that of the frozen observer's expected rate",
  cost: "some three runs of the observer",
  reference: "Dawid 1984, J. R. Stat. Soc. A 147",
  params: profileParams,
  minimumLength: shortestCurve,
  estimate: (context, { profile }) =>
    fromCurve(context, profile, (curve) => {
      const rate = curve.rates.at(-1)!;
      return scalar(rate.value, curveInterval(rate, curve));
    }),
});
