import { describe, expect, test } from "vitest";
import { logRisingFactorial } from "../../../src/math/special-functions.ts";
import {
  dirichletPriors,
  nemenmanShafeeBialekEntropy,
  pitmanYorMixtureEntropy,
  posteriorMeanEntropy,
  posteriorMeanNats,
  smoothedEntropy,
} from "../../../src/statistics/bayesian-entropy.ts";
import { compressedSpectrum, frequencySpectrum } from "../../../src/statistics/counts.ts";
import {
  grassberger1988Entropy,
  jackknifeEntropy,
  jamesSteinEntropy,
  plugInEntropy,
  shrinkageIntensity,
} from "../../../src/statistics/entropy.ts";
import references from "../../vectors/entropy-references.json" with { type: "json" };
import { uniformIntegers } from "./inputs.ts";

const letters = [4, 2, 3, 0, 2, 4, 0, 0, 2, 1, 1];
const relative = (value: number, expected: number): number => Math.abs(value - expected) / Math.abs(expected);

describe("Nemenman-Shafee-Bialek", () => {
  test.each(references.nsb as [number[], number, number][])(
    "counts %j, K = %i",
    (counts, alphabetSize, bits) =>
      expect(relative(nemenmanShafeeBialekEntropy(counts, alphabetSize), bits)).toBeLessThan(1e-12),
  );

  test("100 000 distinct counts", { tags: ["slow"] }, () => {
    const counts = Array.from({ length: 100_000 }, (_, i) => i + 1);
    const nsb = nemenmanShafeeBialekEntropy(counts, 100_000);
    const pym = pitmanYorMixtureEntropy(counts)!;
    // 5e9 tokens leave nothing to estimate.
    expect(nsb).toBeCloseTo(plugInEntropy(counts), 4);
    expect(pym).toBeCloseTo(plugInEntropy(counts), 4);
  });
});

describe("Pitman-Yor mixture", () => {
  test.each(references.pym as [number[], number][])("counts %j", (counts, bits) =>
    expect(relative(pitmanYorMixtureEntropy(counts)!, bits)).toBeLessThan(1e-11),
  );

  test("equal counts, up to 40 types: near log2 S, never NaN", () => {
    // With 1000 of each type unseen types have next to no probability.
    for (let types = 2; types <= 40; types++)
      expect(
        Math.abs(pitmanYorMixtureEntropy(new Array<number>(types).fill(1000))! - Math.log2(types)),
      ).toBeLessThan(0.01);
  });

  test("no coincidence, or one type: undefined", () => {
    expect(pitmanYorMixtureEntropy([1, 1, 1])).toBeUndefined();
    expect(pitmanYorMixtureEntropy([7])).toBeUndefined();
  });
});

describe("Dirichlet", () => {
  test("named priors", () => {
    expect(dirichletPriors.jeffreys()).toBe(0.5);
    expect(dirichletPriors.laplace()).toBe(1);
    expect(dirichletPriors.perks(8)).toBe(1 / 8);
    expect(dirichletPriors.minimax(8, 25)).toBe(5 / 8);
  });

  test("the smoothed law, written out", () => {
    // (2 + 1, 0 + 1, 1 + 1) / 6
    const law = [3 / 6, 1 / 6, 2 / 6];
    const bits = law.reduce((sum, p) => sum - p * Math.log2(p), 0);
    expect(smoothedEntropy([2, 0, 1], 3, 1)).toBeCloseTo(bits, 14);
  });

  test("the posterior mean is that of the law integrated over the simplex", () => {
    // Two symbols, 3 and 1 seen, a = 1: p has density 20 p^3 (1 - p), and -E[p ln p] = 20 (1/25 - 1/36) and so on.
    const integral = (k: number): number => 1 / ((k + 1) * (k + 1));
    const first = 20 * (integral(4) - integral(5));
    // -int p^3 (1 - p)^2 ln(1 - p) = int (1 - u)^3 u^2 (-ln u)
    const second = 20 * (integral(2) - 3 * integral(3) + 3 * integral(4) - integral(5));
    expect(posteriorMeanEntropy([3, 1], 2, 1) * Math.LN2).toBeCloseTo(first + second, 14);
  });
});

describe("James-Stein", () => {
  test("intensity and entropy, written out", () => {
    // p = (3/4, 1/4): 1 - 10/16 over 3 (2/16) is 1.
    expect(shrinkageIntensity([3, 1], 2)).toBe(1);
    // p = (8/10, 2/10, 0): (1 - .68) / (9 (.68 - 1/3))
    const intensity = 0.32 / (9 * (0.68 - 1 / 3));
    expect(shrinkageIntensity([8, 2], 3)).toBeCloseTo(intensity, 14);
    const law = [0.8, 0.2, 0].map((p) => intensity / 3 + (1 - intensity) * p);
    expect(jamesSteinEntropy([8, 2], 3)).toBeCloseTo(
      law.reduce((sum, p) => sum - p * Math.log2(p), 0),
      14,
    );
  });

  test("one token has no information, one type out of several all of it", () => {
    expect(jamesSteinEntropy([1], 8)).toBe(3);
    expect(jamesSteinEntropy([5], 8)).toBe(0);
    expect(shrinkageIntensity([2, 2, 2], 3)).toBe(1);
  });
});

test("jackknife: by leaving out every token in turn", () => {
  const uniform = uniformIntegers(3);
  for (let run = 0; run < 20; run++) {
    const counts = Array.from({ length: 2 + uniform(9) }, () => 1 + uniform(run < 10 ? 3 : 400));
    const n = counts.reduce((a, b) => a + b);
    let sum = 0;
    for (const [i, count] of counts.entries()) sum += count * plugInEntropy(counts.with(i, count - 1));
    const expected = n * plugInEntropy(counts) - ((n - 1) / n) * sum;
    expect(jackknifeEntropy(counts)).toBeCloseTo(expected, 9);
  }
  expect(jackknifeEntropy([1])).toBe(0);
  expect(jackknifeEntropy([50])).toBe(0);
});

test("Grassberger 1988 of one 1, two 2s and one 3, by harmonic numbers", () => {
  const gamma = 0.577_215_664_901_532_9;
  const terms = 1 * (-gamma - 1 / 2) + 2 * 2 * (1 - gamma + 1 / 3) + 3 * (1.5 - gamma - 1 / 4);
  expect(grassberger1988Entropy([1, 2, 2, 3])).toBeCloseTo((Math.log(8) - terms / 8) / Math.LN2, 14);
});

describe("compressed spectrum", () => {
  test("keeps sums of ln Gamma and of x psi(x)", () => {
    const uniform = uniformIntegers(9);
    const spectrum = frequencySpectrum(
      Array.from({ length: 20_000 }, () => 1 + uniform(1 + uniform(50_000))),
    );
    const points = compressedSpectrum(spectrum);
    expect(points.counts.length).toBeLessThan(32 + 22 * 11);
    for (const b of [1e-9, 0.4, 30, 1e6]) {
      let whole = 0;
      let short = 0;
      for (const [i, j] of spectrum.frequencies.entries())
        whole += spectrum.multiplicities[i]! * logRisingFactorial(b, j);
      for (const [i, j] of points.counts.entries()) short += points.weights[i]! * logRisingFactorial(b, j);
      expect(relative(short, whole)).toBeLessThan(1e-13);
      const mean = posteriorMeanEntropy(spectrum, 50_000, b) * Math.LN2;
      expect(posteriorMeanNats(points.counts, points.weights, spectrum, 50_000, b)).toBeCloseTo(mean, 12);
    }
  });

  test("of few counts is the spectrum", () => {
    const { counts, weights } = compressedSpectrum(frequencySpectrum(letters));
    expect([...counts]).toEqual([1, 2, 3, 4]);
    expect([...weights]).toEqual([2, 3, 1, 2]);
  });
});
