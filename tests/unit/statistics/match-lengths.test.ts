import { expect, test } from "vitest";
import { matchLengthRates } from "../../../src/statistics/match-lengths.ts";
import {
  longestCommonPrefixes,
  longestPreviousFactors,
  suffixArray,
} from "../../../src/statistics/suffixes.ts";
import { uniformSymbols } from "./inputs.ts";

test("banana by hand", () => {
  // Previous factors 0 0 0 3 2 1, so L = 1 1 4 3 2 at i = 1..5.
  const rates = matchLengthRates([0, 0, 0, 3, 2, 1]);
  const bits = [2, 3, 4, 5, 6].map(Math.log2);
  const lengths = [1, 1, 4, 3, 2];
  const mean = (values: number[]): number => values.reduce((a, b) => a + b) / values.length;
  expect(rates?.meanOfReciprocals).toBeCloseTo(mean(bits.map((b, i) => b / lengths[i]!)), 14);
  expect(rates?.reciprocalOfMean).toBeCloseTo(1 / mean(bits.map((b, i) => lengths[i]! / b)), 14);
  expect(matchLengthRates([0])).toBeUndefined();
});

// The bias of fair bits, as tabulated for this project: -0.109, -0.084, -0.070 at n = 1e3, 1e4, 1e5.
test.each([
  [1_000, -0.109, 0.02],
  [10_000, -0.084, 0.008],
  [100_000, -0.07, 0.003],
])("fair bits, n = %i: reads 1 %d", (n, bias, spread) => {
  const symbols = uniformSymbols(n, 2, 21);
  const suffixes = suffixArray(symbols, [n], 2);
  const factors = longestPreviousFactors(suffixes, longestCommonPrefixes(symbols, [n], suffixes));
  expect(Math.abs(matchLengthRates(factors)!.meanOfReciprocals - 1 - bias)).toBeLessThan(spread);
});
