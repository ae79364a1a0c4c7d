import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { drawBinomial, drawMultinomial, shuffled } from "../../../src/math/sampling.ts";
import { logGamma } from "../../../src/math/special-functions.ts";
import { uniformIntegers } from "../statistics/inputs.ts";

describe("shuffled", () => {
  test("keeps the array type, the symbols and the original", () => {
    const symbols = Uint16Array.of(5, 5, 300, 7, 1, 0);
    const copy = shuffled(symbols, uniformIntegers(3));
    expect(copy).toBeInstanceOf(Uint16Array);
    expect([...copy].sort()).toEqual([...symbols].sort());
    expect([...symbols]).toEqual([5, 5, 300, 7, 1, 0]);
  });

  test("every arrangement of 4 symbols comes from exactly one sequence of draws", () => {
    const seen = new Set<string>();
    for (let a = 0; a < 4; a++)
      for (let b = 0; b < 3; b++)
        for (let c = 0; c < 2; c++) {
          const draws = [a, b, c];
          const bounds: number[] = [];
          const copy = shuffled(Uint8Array.of(0, 1, 2, 3), (bound) => {
            bounds.push(bound);
            return draws[bounds.length - 1]!;
          });
          expect(bounds).toEqual([4, 3, 2]);
          seen.add(copy.join(""));
        }
    expect(seen.size).toBe(24);
  });
});

const draws = 200_000;

/** P(k) of the binomial law, by its definition. */
function binomial(n: number, p: number, k: number): number {
  const ways = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  return Math.exp(ways + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

/** Pearson's statistic over cells of at least 20 expected draws, in standard deviations of its law. */
function deviation(counts: Map<number, number>, n: number, p: number): number {
  let [statistic, cells, expected, seen] = [0, -1, 0, 0];
  for (let k = 0; k <= n; k++) {
    expected += draws * binomial(n, p, k);
    seen += counts.get(k) ?? 0;
    const rest = draws - expected;
    if (expected < 20 && k < n) continue;
    statistic += ((seen - expected) * (seen - expected)) / expected;
    cells++;
    [expected, seen] = [0, 0];
    if (rest < 0 && k === n) break;
  }
  return (statistic - cells) / Math.sqrt(2 * cells);
}

describe("binomial", () => {
  test.each([
    [1, 0.3],
    [12, 0.5],
    [40, 0.02],
    [1000, 0.009],
    [25, 0.45],
    [60, 0.2],
    [60, 0.83],
    [5000, 0.1],
    [100_000, 0.0005],
  ])("n = %i, p = %d: cells are as full as the law has it, within four deviations", (n, p) => {
    const random = Random.fromSeed(7);
    const counts = new Map<number, number>();
    for (let i = 0; i < draws; i++) {
      const k = drawBinomial(n, p, () => random.uniform());
      counts.set(k, (counts.get(k) ?? 0) + 1);
    }
    expect(Math.abs(deviation(counts, n, p))).toBeLessThan(4);
  });

  test.each([
    [0, 0.4, 0],
    [17, 0, 0],
    [17, 1, 17],
  ])("n = %i, p = %d leave no choice", (n, p, k) => {
    expect(drawBinomial(n, p, () => 0.999)).toBe(k);
  });
});

describe("multinomial", () => {
  test("counts sum to the draws, and have the means, variances and covariances of the law", () => {
    const random = Random.fromSeed(3);
    const weights = Float64Array.of(5, 3, 1.5, 0.5);
    const [n, runs] = [300, 40_000];
    const sums = new Float64Array(4);
    const products = Array.from({ length: 4 }, () => new Float64Array(4));
    for (let run = 0; run < runs; run++) {
      const counts = drawMultinomial(n, weights, () => random.uniform());
      expect(counts.reduce((a, b) => a + b)).toBe(n);
      for (let a = 0; a < 4; a++) {
        sums[a]! += counts[a]! / runs;
        for (let b = 0; b < 4; b++) products[a]![b]! += (counts[a]! * counts[b]!) / runs;
      }
    }
    for (let a = 0; a < 4; a++) {
      const p = weights[a]! / 10;
      // Five standard errors.
      expect(Math.abs(sums[a]! - n * p)).toBeLessThan(5 * Math.sqrt((n * p * (1 - p)) / runs));
      for (let b = 0; b < 4; b++) {
        const q = weights[b]! / 10;
        const covariance = a === b ? n * p * (1 - p) : -n * p * q;
        const error = n * Math.sqrt((p * (1 - p) * q * (1 - q) + p * q * p * q) / runs);
        expect(Math.abs(products[a]![b]! - sums[a]! * sums[b]! - covariance)).toBeLessThan(5 * error);
      }
    }
  });

  test("no draws, no counts", () => {
    expect(drawMultinomial(0, Float64Array.of(1, 2), () => 0.5)).toEqual(Float64Array.of(0, 0));
  });
});
