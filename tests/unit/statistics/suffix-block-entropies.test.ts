import { describe, expect, test } from "vitest";
import { blockEntropyProfile } from "../../../src/statistics/block-entropy-profile.ts";
import { longestCommonPrefixes } from "../../../src/statistics/longest-common-prefixes.ts";
import { suffixArray } from "../../../src/statistics/suffix-array.ts";
import { suffixBlockEntropies } from "../../../src/statistics/suffix-block-entropies.ts";
import { goldenMean, periodic, type Sample, samples, textLike, thueMorse } from "./inputs.ts";

function bothRoutes(sample: Sample, maxOrder: number): void {
  const { symbols, segmentEnds, alphabetSize } = sample;
  const suffixes = suffixArray(symbols, segmentEnds, alphabetSize);
  const lcp = longestCommonPrefixes(symbols, segmentEnds, suffixes);
  const rows = suffixBlockEntropies(suffixes, lcp, segmentEnds, maxOrder);
  const counted = blockEntropyProfile(symbols, segmentEnds, alphabetSize, maxOrder, 0);
  expect(rows.length).toBe(counted.length);
  rows.forEach((row, i) => {
    const { plugIn, grassberger, ...exact } = row;
    const { plugIn: countedPlugIn, grassberger: countedGrassberger, ...countedExact } = counted[i]!;
    expect(exact).toEqual(countedExact);
    expect(Math.abs(plugIn - countedPlugIn)).toBeLessThan(1e-12);
    expect(Math.abs(grassberger - countedGrassberger)).toBeLessThan(1e-12);
  });
}

describe("the suffix route equals the counted words at every order", () => {
  test.each(samples())("$name", (sample) => {
    bothRoutes(sample, 1);
    bothRoutes(sample, 13);
    bothRoutes(sample, 2000);
  });

  test.each<[string, Uint8Array, number]>([
    ["text-like", textLike(200_000, 60, 11), 60],
    ["Thue-Morse", thueMorse(200_000), 2],
    ["golden mean", goldenMean(200_000, 4), 2],
    ["period 7", periodic("0010111", 200_000), 2],
  ])("%s, 200 000 symbols in 3 segments, 40 orders", (name, symbols, alphabetSize) => {
    bothRoutes({ name, symbols, alphabetSize, segmentEnds: [70_001, 150_000, 200_000] }, 40);
  });
});

test("one symbol: the plug-in entropy is exactly 0 at every order", () => {
  const symbols = new Uint8Array(1000);
  const suffixes = suffixArray(symbols, [1000], 1);
  const lcp = longestCommonPrefixes(symbols, [1000], suffixes);
  for (const row of suffixBlockEntropies(suffixes, lcp, [1000], 50)) expect(row.plugIn).toBe(0);
});
