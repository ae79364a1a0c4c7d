import { confidenceLevel } from "../../core/constants.ts";
import { defineEstimator } from "../../core/estimator.ts";
import { halfWidth } from "../../observer/curves/structural-information.ts";
import { intervalAround, shortestCurve } from "./curve-estimates.ts";
import { fromCurve } from "./from-curve.ts";
import { profileParams } from "./observer-profile.ts";

export const learningCurve = defineEstimator({
  id: "learning-curve",
  quantity: "learningCurve",
  title: "learning curve",
  summary: "bits a symbol for the same held-out blocks after 1, 2, 4, ... symbols were learned",
  formula: "l(m) for m = 1, 2, 4, ..., M, the same held-out blocks for every m",
  convention: "paired: blocks are learned in random order, the observer is frozen while it is asked",
  validity: "intervals cover the choice of held-out blocks, given the blocks that were learned",
  cost: "some three runs of the observer",
  reference: "Dawid 1984, J. R. Stat. Soc. A 147; Haussler et al. 1996, Mach. Learn. 25",
  params: profileParams,
  minimumLength: shortestCurve,
  estimate: (context, { profile }) =>
    fromCurve(context, profile, (curve) => ({
      shape: "series",
      value: {
        index: "m",
        points: curve.rates.map((rate, j) => ({
          x: curve.sizes[j]!,
          value: rate.value,
          // Small sizes ask fewer blocks.
          interval: intervalAround(
            rate.value,
            halfWidth(rate, curve.paired.blockBits[j]!.length, confidenceLevel),
          ),
        })),
      },
    })),
});
