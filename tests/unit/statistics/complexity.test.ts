import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import {
  complexityLimits,
  jensenShannonComplexity,
  lawOfCounts,
  leastComplexLaw,
  lmcComplexity,
  mostComplexLaw,
} from "../../../src/statistics/complexity.ts";

const bits = (law: readonly number[]) => law.reduce((sum, p) => sum - (p > 0 ? p * Math.log2(p) : 0), 0);

/** The definition, state by state, with the divergence of a certain state as the largest. */
function byDefinition(law: readonly number[]): number {
  const n = law.length;
  const uniform = law.map(() => 1 / n);
  const divergence = (p: readonly number[]) =>
    bits(p.map((x, i) => (x + uniform[i]!) / 2)) - (bits(p) + bits(uniform)) / 2;
  return (bits(law) / Math.log2(n)) * (divergence(law) / divergence(law.map((_, i) => (i === 0 ? 1 : 0))));
}

test.each([2, 3, 7, 24])("Jensen-Shannon complexity of random laws on %i states is its definition", (n) => {
  const random = Random.fromSeed(n);
  for (let run = 0; run < 20; run++) {
    const counts = Array.from({ length: n }, () => random.below(run + 2));
    const total = counts.reduce((a, b) => a + b);
    if (total === 0) continue;
    const law = counts.map((count) => count / total);
    const { complexity, entropy } = jensenShannonComplexity(lawOfCounts(counts), n);
    expect(complexity).toBeCloseTo(byDefinition(law), 12);
    // States that never occur may be left out.
    const present = lawOfCounts(counts.filter((count) => count > 0));
    expect(jensenShannonComplexity(present, n).complexity).toBeCloseTo(complexity, 12);
    const { minimum, maximum } = complexityLimits(entropy, n);
    expect(complexity).toBeGreaterThanOrEqual(minimum - 1e-9);
    expect(complexity).toBeLessThanOrEqual(maximum + 1e-9);
  }
});

test("order and noise have no complexity, and the limits meet there", () => {
  expect(jensenShannonComplexity([[1, 1]], 6).complexity).toBe(0);
  expect(jensenShannonComplexity([[1 / 6, 6]], 6).complexity).toBeCloseTo(0, 12);
  expect(lmcComplexity([[1, 1]], 6)).toBe(0);
  expect(lmcComplexity([[1 / 6, 6]], 6)).toBeCloseTo(0, 12);
  for (const entropy of [0, 1]) {
    const { minimum, maximum } = complexityLimits(entropy, 24);
    expect(minimum).toBeCloseTo(0, 6);
    expect(maximum).toBeCloseTo(0, 6);
  }
});

test.each([2, 6, 120])("laws on the limits lie on them, N = %i", (n) => {
  for (const a of [0.3, 0.6, 0.9]) {
    if (a < 1 / n) continue;
    const { entropy, complexity } = jensenShannonComplexity(leastComplexLaw(a, n), n);
    expect(complexityLimits(entropy, n).minimum).toBeCloseTo(complexity, 9);
  }
  for (let k = 1; k < n; k += 7) {
    const { entropy, complexity } = jensenShannonComplexity(mostComplexLaw(0.5 / (k + 1), k), n);
    expect(complexityLimits(entropy, n).maximum).toBeCloseTo(complexity, 9);
  }
});

test("LMC complexity of one coin in eight states", () => {
  // H = 1 of 3 bits, distance 2/4 - 1/8
  expect(lmcComplexity([[0.5, 2]], 8)).toBeCloseTo(0.125, 14);
});
