import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import {
  bootstrapFit,
  exponentWithMean,
  fitZipfMandelbrot,
  maximumLikelihoodZipf,
} from "../../../src/statistics/zipf.ts";

describe("power law exponent", () => {
  const ranks = Array.from({ length: 50 }, (_, r) => Math.log(r + 1));

  /** Sum, mean and variance of the logarithm under s, term by term. */
  function momentsOf(s: number, weights: readonly number[]) {
    const terms = ranks.map((log, r) => weights[r]! * Math.exp(-s * log));
    const total = terms.reduce((a, b) => a + b, 0);
    const mean = terms.reduce((sum, term, r) => sum + term * ranks[r]!, 0) / total;
    const variance = terms.reduce((sum, term, r) => sum + term * (ranks[r]! - mean) ** 2, 0) / total;
    return { total, mean, variance };
  }

  test.each([0.01, 0.5, 1, 1.7, 6, 30])(
    "the exponent %d comes back from its mean, with sum and variance",
    (s) => {
      for (const weights of [ranks.map(() => 1), ranks.map((_, r) => 1 + (r % 5))]) {
        const { total, mean, variance } = momentsOf(s, weights);
        const found = exponentWithMean(weights[1] === 1 ? { logs: ranks } : { logs: ranks, weights }, mean);
        expect(found.exponent / s).toBeCloseTo(1, 8);
        expect(found.total / total).toBeCloseTo(1, 8);
        expect(found.variance / variance).toBeCloseTo(1, s > 10 ? 4 : 8);
      }
    },
  );

  test("two types: s is the logarithm of their odds", () => {
    // P(second) = 2^-s / (1 + 2^-s) = 1/9 at s = 3.
    const { exponent, total, variance } = exponentWithMean({ logs: [0, Math.LN2] }, Math.LN2 / 9);
    expect(exponent).toBeCloseTo(3, 12);
    expect(total).toBeCloseTo(9 / 8, 12);
    expect(variance).toBeCloseTo((8 / 81) * Math.LN2 ** 2, 12);
  });

  test("a mean above that of equal weights has exponent 0", () => {
    expect(exponentWithMean({ logs: ranks }, 3.9).exponent).toBeCloseTo(0, 12);
  });

  test("the mean of the smallest logarithm has no exponent: one beyond 500, and finite", () => {
    for (const logs of [
      [0, Math.LN2],
      [0, Math.LN2, Math.log(3)],
    ]) {
      const { exponent, total } = exponentWithMean({ logs }, 0);
      expect(exponent).toBeGreaterThan(500);
      expect(exponent).toBeLessThanOrEqual(1024);
      expect(total).toBe(1);
    }
  });

  test.each([0.01, 0.5, 3, 40])("the root at %d is found in some ten evaluations", (s) => {
    let evaluations = 0;
    const logs = new Proxy(ranks, {
      get(target, key) {
        if (key === "length") evaluations++;
        return Reflect.get(target, key);
      },
    });
    const { mean } = momentsOf(
      s,
      ranks.map(() => 1),
    );
    exponentWithMean({ logs }, mean);
    expect(evaluations).toBeLessThan(20);
  });
});

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

  test("a small shift is not taken for none, and none is exactly none", () => {
    const exactly = (shift: number) =>
      fitZipfMandelbrot(Float64Array.from(law(200, 1.1, shift), (w) => 1e6 * w));
    for (const shift of [0.02, 0.1]) expect(exactly(shift).shift).toBeCloseTo(shift, 3);
    expect(exactly(0).shift).toBe(0);
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
