import { defineEstimator } from "../../core/estimator.ts";
import { curvePoints } from "../../observer/curves/curve-estimates.ts";
import { curveCost, curveInterval, shortestCurve } from "./curve-estimates.ts";
import { fromCurve } from "./from-curve.ts";
import { curveParams } from "./observer-profile.ts";

export const learningCurve = defineEstimator({
  id: "learning-curve",
  memory: "mixer",
  quantity: "learningCurve",
  title: "learning curve",
  summary: "bits a symbol for blocks of the sample after more and more of the others was learned",
  formula: "l(m) = mean over random orders of -log2 p(x | m symbols learned), m = 1, 3, 6, 12, ..., M",
  convention:
    "adaptive: blocks in random orders, each learned from nothing; octaves of the first blocks, then block and position effects apart; the last point is l(M) by the cheapest route",
  validity: "intervals cover the choice of blocks, their order and what was learned",
  cost: curveCost,
  reference: "Dawid 1984, J. R. Stat. Soc. A 147; Haussler et al. 1996, Mach. Learn. 25",
  params: curveParams,
  minimumLength: shortestCurve,
  estimate: (context, { profile }) =>
    fromCurve(context, profile, ({ curve, rate }) => {
      const points = [...curvePoints(curve).slice(0, -1), { size: curve.trainingLength, ...rate }];
      return {
        shape: "series",
        value: {
          index: "m",
          points: points.map((one) => ({ x: one.size, value: one.value, interval: curveInterval(one) })),
        },
      };
    }),
});
