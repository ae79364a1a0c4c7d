import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { fromPatterns, ordinalDelay, ordinalOrder } from "../memo/ordinal-statistics.ts";

export const missingPatterns = defineEstimator({
  id: "missing-patterns",
  quantity: "missingPatterns",
  title: "missing ordinal patterns",
  summary:
    "share of the possible orderings of a window's numbers that never occur; noise misses none in the long run",
  formula: "patterns that do not occur / order!",
  convention: "ties as in permutation entropy, so that few symbols miss patterns whatever their law",
  validity: "at least 5 windows a pattern, at which noise of many values misses .7 % by chance",
  cost: "that of permutation entropy, shared with it",
  reference: "Amigo, Zambrano & Sanjuan 2007, Europhys. Lett. 79, 50001",
  params: () => z.strictObject({ order: ordinalOrder(), delay: ordinalDelay() }),
  minimumLength: 2,
  estimate: (context, { order, delay }) =>
    fromPatterns(context, order, delay, ({ counts }) =>
      scalar(counts.reduce((missing, count) => missing + (count === 0 ? 1 : 0), 0) / counts.length),
    ),
});
