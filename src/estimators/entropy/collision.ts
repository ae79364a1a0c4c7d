import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { collisionEntropy } from "../../statistics/entropy.ts";
import { symbolCounts } from "../memo/symbol-counts.ts";
import { symbolSpectrum } from "../memo/symbol-spectrum.ts";

export const collision = defineEstimator({
  id: "collision-entropy",
  quantity: "renyiEntropy",
  title: "collision entropy",
  summary: "Renyi entropy of integer order q, from how often q different positions have the same symbol",
  formula:
    "H_q = log2(sum of c (c - 1) ... (c - q + 1) / (n (n - 1) ... (n - q + 1))) / (1 - q) over the counts c",
  convention: "the sum is without bias, its logarithm nearly so",
  validity: "q collisions of some symbol; needs only some sqrt(K) symbols for q = 2",
  cost: "one pass, O(n); streams in constant memory",
  reference: "Simpson 1949, Nature 163; Good 1953, Biometrika 40",
  params: () =>
    z.strictObject({
      order: z.int().min(2).max(16).default(2).describe("q: how many places are compared"),
    }),
  minimumLength: 2,
  streams: [symbolCounts],
  estimate(context, { order }) {
    const bits = collisionEntropy(context.get(symbolSpectrum), order);
    return bits === undefined ? undefinedBecause(`no symbol occurs ${order} times`) : scalar(bits);
  },
});
