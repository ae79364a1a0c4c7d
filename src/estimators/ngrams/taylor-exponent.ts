import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { taylorExponent as fitTaylor } from "../../statistics/vocabulary.ts";
import { compactSequence } from "../memo/compact-sequence.ts";

/** The window of the paper, in words. */
const usualWindow = 5620;
const leastWindows = 10;
const leastSpan = 10;

export const taylorExponent = defineEstimator({
  id: "taylor-exponent",
  quantity: "taylorExponent",
  title: "Taylor exponent",
  summary:
    "how the standard deviation of a symbol's count in windows grows with its mean count, sigma ~ mu^a",
  formula:
    "slope of log sigma against log mu over the symbols, counts in windows of equal length, least squares",
  convention: "all symbols with equal weight; windows do not overlap nor cross blocks",
  validity: "10 windows and mean counts that span a factor of 10; .5 for independent symbols",
  cost: "one pass, O(n)",
  reference: "Kobayashi & Tanaka-Ishii 2018, Proc. 56th ACL; Taylor 1961, Nature 189",
  params: () =>
    z.strictObject({
      window: z
        .int()
        .min(0)
        .max(2 ** 31)
        .default(0)
        .describe("symbols in a window; 0: 5620, or n/50 in a shorter text"),
    }),
  minimumLength: 500,
  estimate(context, { window }) {
    const size = window === 0 ? Math.min(usualWindow, Math.floor(context.n / 50)) : window;
    const { symbols, alphabetSize } = context.get(compactSequence);
    const windows = context.sequence.segmentEnds.reduce(
      (sum, end, i, ends) => sum + Math.floor((end - (ends[i - 1] ?? 0)) / size),
      0,
    );
    if (windows < leastWindows)
      return undefinedBecause(`${windows} windows of ${size} symbols, needs ${leastWindows}`);
    const fit = fitTaylor(symbols, context.sequence.segmentEnds, alphabetSize, size);
    if (fit === undefined) return undefinedBecause("no two symbols whose counts vary between windows");
    if (fit.span < leastSpan)
      return undefinedBecause(
        `mean counts span a factor of ${fit.span.toFixed(1)}, a slope needs ${leastSpan}`,
      );
    return scalar(fit.exponent);
  },
});
