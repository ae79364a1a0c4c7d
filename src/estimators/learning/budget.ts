import { confidenceLevel } from "../../core/constants.ts";
import { defineEstimator } from "../../core/estimator.ts";
import { curveEnd } from "../../observer/curves/curve-estimates.ts";
import { informationBudget } from "../../observer/curves/information-budget.ts";
import { compactSequence } from "../memo/compact-sequence.ts";
import { curveCost, shortestCurve } from "./curve-estimates.ts";
import { fromCurve } from "./from-curve.ts";
import { curveParams } from "./observer-profile.ts";

export const budget = defineEstimator({
  id: "budget",
  memory: "mixer",
  quantity: "budget",
  title: "budget",
  summary: "shares of log2 A that stay random, were learned, and were predictable with next to no learning",
  formula: "random = l(M) / log2 A, learned = S / (M log2 A), free = 1 - random - learned",
  convention:
    "A is the number of symbols that occur; 95 % intervals over blocks and orders; the last column is the share before clamping",
  validity: "of the sample's own length: the learned share falls as the sample grows",
  cost: curveCost,
  reference: "Rissanen 1984, IEEE Trans. Inform. Theory 30",
  params: curveParams,
  minimumLength: shortestCurve,
  estimate: (context, { profile }) =>
    fromCurve(context, profile, ({ curve, ...best }) => {
      const present = context.get(compactSequence).alphabetSize;
      if (present < 2) return { shape: "undefined", reason: "one symbol only: log2 A is 0" };
      const budget = informationBudget(curveEnd(curve, best), present, confidenceLevel);
      const rows = (["random", "learned", "free"] as const).map((part) => [
        part,
        budget[part],
        budget.intervals[part].lower,
        budget.intervals[part].upper,
        budget.raw[part],
      ]);
      return { shape: "table", value: { columns: ["part", "share", "lower", "upper", "raw share"], rows } };
    }),
});
