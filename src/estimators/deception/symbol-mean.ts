import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { noValues, numericValues } from "../memo/numeric-values.ts";

export const symbolMean = defineEstimator({
  id: "symbol-mean",
  quantity: "symbolMean",
  title: "mean of the symbols",
  summary: "arithmetic mean of the symbols as numbers; 127.5 for uniform bytes",
  formula: "sum x_i / n",
  convention: "numbers are bytes or code points",
  validity: "exact",
  cost: "O(n), 1 ns a symbol",
  reference: "Knuth 1997, The Art of Computer Programming 2, 3.3",
  minimumLength: 1,
  estimate(context) {
    const values = context.get(numericValues);
    if (values === undefined) return undefinedBecause(noValues);
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[i]!;
    return scalar(sum / values.length);
  },
});
