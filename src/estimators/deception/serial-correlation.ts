import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { serialCorrelation as correlationOf } from "../../statistics/randomness.ts";
import { noValues, numericValues } from "../memo/numeric-values.ts";

export const serialCorrelation = defineEstimator({
  id: "serial-correlation",
  quantity: "serialCorrelation",
  title: "serial correlation",
  summary: "correlation of each symbol's number with that of the next",
  formula: "sum (x_i - m)(x_(i+1) - m)/sum (x_i - m)^2",
  convention:
    "the last symbol of one block is followed by its first, as in ent; several blocks are not joined; numbers are bytes or code points",
  validity: "exact; -1/(n - 1) in expectation for symbols in random order",
  cost: "O(n), some 2 ns a symbol",
  reference: "Knuth 1997, The Art of Computer Programming 2, 3.3.2 K",
  minimumLength: 2,
  estimate(context) {
    const values = context.get(numericValues);
    if (values === undefined) return undefinedBecause(noValues);
    const correlation = correlationOf(values, context.sequence.segmentEnds);
    return correlation === undefined
      ? undefinedBecause("one symbol only, or no two in a block: no variance")
      : scalar(correlation);
  },
});
