import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { undefinedBecause } from "../../core/measurement.ts";
import { bootstrapFit, fitZipfMandelbrot } from "../../statistics/zipf.ts";
import { symbolCounts } from "../memo/symbol-counts.ts";

/** Fewer ranks than this fit any law of two parameters. */
const leastTypes = 10;

export const zipfMandelbrot = defineEstimator({
  id: "zipf-mandelbrot",
  quantity: "zipfMandelbrot",
  title: "Zipf-Mandelbrot law",
  summary: "exponent and shift of p(r) ~ (r + q)^-s by maximum likelihood, and whether the law fits",
  formula:
    "max over s, q >= 0 of sum c(r) ln p(r); p is the share of samples of the law with a larger distance",
  convention: "ranks 1..V of the sample itself; samples of the law are ranked and fitted anew",
  validity:
    "10 symbols and more; independent symbols, so that text is refused (p near 0) when it is long enough",
  cost: "some 10 ms a fit, once for each sample of the law",
  reference:
    "Mandelbrot 1953, Communication Theory (ed. Jackson); Clauset, Shalizi & Newman 2009, SIAM Review 51",
  params: () =>
    z.strictObject({
      samples: z.int().min(0).max(10_000).default(99).describe("samples of the law behind p; 0: no p"),
    }),
  minimumLength: 1,
  streams: [symbolCounts],
  estimate(context, { samples }) {
    const ranked = context
      .get(symbolCounts)
      .filter((count) => count > 0)
      .sort()
      .reverse();
    if (ranked.length < leastTypes)
      return undefinedBecause(`${ranked.length} different symbols, a law of ranks needs ${leastTypes}`);
    const fit = fitZipfMandelbrot(ranked);
    const random = context.random.fork("zipf-mandelbrot");
    const share =
      samples === 0 ? null : bootstrapFit(fit, context.n, ranked.length, samples, () => random.uniform());
    const rows: [string, number | null][] = [
      ["exponent", fit.exponent],
      ["shift", fit.shift],
      ["ranks", ranked.length],
      ["distance", fit.distance],
      ["p", share],
    ];
    return { shape: "table", value: { columns: ["part", "value"], rows } };
  },
});
