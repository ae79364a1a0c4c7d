import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { type Outcome, scalar } from "../../core/measurement.ts";
import { renyiEntropy } from "../../statistics/entropy.ts";
import { symbolCounts } from "../memo/symbol-counts.ts";
import { symbolSpectrum } from "../memo/symbol-spectrum.ts";
import { orderParam } from "./renyi-order.ts";

export const hillNumber = defineEstimator({
  id: "hill-number",
  quantity: "hillNumber",
  title: "Hill number",
  summary: "how many equally frequent symbols would be as diverse, at order q",
  formula: "D_q = (sum p^q)^(1/(1 - q)) = 2^H_q over the empirical law",
  validity: "n above 100 S; below, too small for q up to 1, and less so the larger q is",
  cost: "one pass, O(n); streams in constant memory",
  reference: "Hill 1973, Ecology 54",
  params: () => z.strictObject({ order: orderParam() }),
  minimumLength: 1,
  streams: [symbolCounts],
  rangeChecked: true,
  estimate(context, { order }): Outcome {
    const spectrum = context.get(symbolSpectrum);
    if (order === 0) return scalar(spectrum.types);
    return scalar(Math.exp(Math.LN2 * renyiEntropy(spectrum, order)));
  },
});
