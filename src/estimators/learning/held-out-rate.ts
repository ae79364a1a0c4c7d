import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { curveCost, curveInterval, shortestCurve } from "./curve-estimates.ts";
import { fromCurve } from "./from-curve.ts";
import { curveParams } from "./observer-profile.ts";

export const heldOutRate = defineEstimator({
  id: "held-out-rate",
  memory: "mixer",
  quantity: "heldOutRate",
  title: "held-out rate",
  summary: "bits a symbol that the observer pays for a block of the sample once it has learned the others",
  formula: "l(M) = mean over blocks of -log2 p(x | what came before) at the end of random orders of them",
  convention:
    "adaptive: the observer learns all that it reads, the last fifth of each order counts, block and position effects apart; at most what the sequence costs as it stands, and log2 A",
  validity:
    "an upper bound of h in expectation; the interval covers the choice of blocks, their order and what was learned",
  cost: curveCost,
  reference: "Dawid 1984, J. R. Stat. Soc. A 147",
  params: curveParams,
  minimumLength: shortestCurve,
  estimate: (context, { profile }) =>
    fromCurve(context, profile, ({ rate }) => scalar(rate.value, curveInterval(rate))),
});
