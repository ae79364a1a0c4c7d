import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { detrendedFluctuation as fluctuationOf } from "../../statistics/fluctuation.ts";
import { mapping, numericSeries } from "../memo/numeric-series.ts";

export const detrendedFluctuation = defineEstimator({
  id: "detrended-fluctuation",
  quantity: "fluctuationExponent",
  title: "detrended fluctuation analysis",
  summary: "alpha: how fast fluctuations of the summed series grow with the window; 1/2 without long memory",
  formula: "F(s) ~ s^alpha, F the root mean square of what polynomials leave in windows of s",
  convention:
    "numbers are ranks by frequency by default; windows of 16 (or 4 (order + 2)) to n/10, four an octave",
  validity:
    "1 000 symbols; at 10^5 within .02 of 1/2 for independent symbols of any law with a variance; no interval: a jackknife over ten blocks covered the exponent in 86 to 99 % of runs without short memory, and in 0 to 70 % with that of a chain, which bends the line",
  cost: "some 2 ns a symbol, degree and window length; .2 s for 10^6 symbols",
  reference: "Peng et al. 1994, Phys. Rev. E 49; Montemurro & Pury 2002, Fractals 10 (ranks)",
  params: () =>
    z.strictObject({
      order: z.int().min(0).max(4).default(1).describe("degree of the polynomials"),
      mapping: mapping(),
    }),
  minimumLength: 1000,
  estimate(context, { order, mapping: kind }) {
    const series = numericSeries(context, kind);
    if ("reason" in series) return undefinedBecause(series.reason);
    const fluctuation = fluctuationOf(series, context.sequence.segmentEnds, order);
    if (fluctuation === undefined)
      return undefinedBecause(
        "fewer than four window lengths with ten windows each and fluctuations above 0",
      );
    return scalar(fluctuation.exponent);
  },
});
