import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { maximumLikelihoodZipf } from "../../../src/laws/maximum-likelihood-zipf.ts";
import { bootstrapFit, fitZipfMandelbrot } from "../../../src/laws/zipf-mandelbrot.ts";

const law = (types: number, s: number, q: number): number[] =>
  Array.from({ length: types }, (_, r) => (r + 1 + q) ** -s);

/** Log-likelihood of counts, with every sum written out. */
function logLikelihood(ranked: ArrayLike<number>, s: number, q: number): number {
  const weights = law(ranked.length, s, q);
  const total = weights.reduce((a, b) => a + b);
  return Array.from(ranked).reduce((sum, count, r) => sum + count * Math.log(weights[r]! / total), 0);
}

function sampleOf(weights: readonly number[], n: number, seed: number): Float64Array {
  const random = Random.fromSeed(seed);
  const total = weights.reduce((a, b) => a + b);
  const counts = new Float64Array(weights.length);
  for (let i = 0; i < n; i++) {
    let u = random.uniform() * total;
    let r = 0;
    while (r + 1 < weights.length && u >= weights[r]!) u -= weights[r++]!;
    counts[r]!++;
  }
  return counts
    .filter((count) => count > 0)
    .sort()
    .reverse();
}

describe("fit", () => {
  test.each([
    [2000, 1.1, 2.7],
    [300, 0.8, 0.4],
    [5000, 1.5, 20],
  ])("%i expected counts of s = %d and q = %d give these back", (types, s, q) => {
    const weights = law(types, s, q);
    const fit = fitZipfMandelbrot(Float64Array.from(weights, (w) => 1e9 * w));
    expect(fit.exponent).toBeCloseTo(s, 5);
    expect(fit.shift).toBeCloseTo(q, 3);
    expect(fit.distance).toBeLessThan(1e-7);
  });

  test("no neighbour of the maximum is likelier", () => {
    const ranked = sampleOf(law(400, 1.2, 3), 20_000, 3);
    const { exponent, shift } = fitZipfMandelbrot(ranked);
    const best = logLikelihood(ranked, exponent, shift);
    for (const [ds, dq] of [
      [1e-3, 0],
      [-1e-3, 0],
      [0, 1e-2],
      [0, -1e-2],
      [1e-3, 1e-2],
      [-1e-3, -1e-2],
    ] as const)
      expect(logLikelihood(ranked, exponent + ds, shift + dq)).toBeLessThan(best);
  });

  test("a law that falls faster than any shift allows has shift 0 and Zipf's exponent", () => {
    const ranked = Float64Array.from([5000, 400, 90, 30, 14, 8, 5, 3, 2, 1]);
    const fit = fitZipfMandelbrot(ranked);
    expect(fit.shift).toBe(0);
    expect(fit.exponent).toBeCloseTo(maximumLikelihoodZipf(ranked)!.exponent, 10);
  });

  test("the distance is that of the two distribution functions", () => {
    const ranked = sampleOf(law(60, 1, 1), 500, 8);
    const { exponent, shift, distance } = fitZipfMandelbrot(ranked);
    const weights = law(ranked.length, exponent, shift);
    const total = weights.reduce((a, b) => a + b);
    let [model, sample, largest] = [0, 0, 0];
    for (const [r, weight] of weights.entries()) {
      model += weight / total;
      sample += ranked[r]! / 500;
      largest = Math.max(largest, Math.abs(model - sample));
    }
    expect(distance).toBeCloseTo(largest, 10);
  });
});

describe("goodness of fit", () => {
  const shareOf = (ranked: Float64Array, n: number, seed: number): number => {
    const random = Random.fromSeed(seed);
    return bootstrapFit(fitZipfMandelbrot(ranked), n, ranked.length, 39, () => random.uniform());
  };

  test("samples of the law itself are refused at level .1 in some tenth of the cases", {
    tags: ["slow"],
  }, () => {
    let refused = 0;
    for (let seed = 0; seed < 40; seed++)
      if (shareOf(sampleOf(law(200, 1.1, 2), 5000, seed), 5000, 1000 + seed) <= 0.1) refused++;
    // Binomial of 40 and .1: 12 and more has a chance of 5e-4.
    expect(refused).toBeLessThan(12);
  });

  test("a geometric law and a law with a kink are refused", () => {
    const geometric = Array.from({ length: 60 }, (_, r) => 0.8 ** r);
    expect(shareOf(sampleOf(geometric, 5000, 1), 5000, 2)).toBe(1 / 40);
    const kinked = law(400, 1, 0).map((w, r) => (r < 20 ? w : w / 8));
    expect(shareOf(sampleOf(kinked, 20_000, 3), 20_000, 4)).toBe(1 / 40);
  });
});
