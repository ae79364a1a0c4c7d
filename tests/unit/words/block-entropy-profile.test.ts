import { describe, expect, test } from "vitest";
import { grassbergerEntropy } from "../../../src/entropy/grassberger-entropy.ts";
import { plugInEntropy } from "../../../src/entropy/plug-in-entropy.ts";
import { blockEntropyProfile } from "../../../src/words/block-entropy-profile.ts";
import { goldenMean, naiveWordCounts, periodic, samples, thueMorse, uniformSymbols } from "./inputs.ts";

describe.each(samples())("$name", (sample) => {
  test("agrees with naive counts at every order", () => {
    const profile = blockEntropyProfile(sample.symbols, sample.segmentEnds, sample.alphabetSize, 12, 0);
    const longest = Math.max(0, ...sample.segmentEnds.map((e, i) => e - (sample.segmentEnds[i - 1] ?? 0)));
    expect(profile.length).toBe(Math.min(12, longest));
    for (const row of profile) {
      const counts = [...naiveWordCounts(sample, row.order).values()];
      const seen = (times: number) => counts.filter((c) => c === times).length;
      expect(row).toEqual({
        order: row.order,
        words: counts.reduce((a, b) => a + b),
        distinct: counts.length,
        singletons: seen(1),
        doubletons: seen(2),
        tripletons: seen(3),
        coverage: 1 - seen(1) / row.words,
        plugIn: plugInEntropy(counts),
        grassberger: grassbergerEntropy(counts),
      });
    }
  });
});

test("a period of 7: H(k) = log2 7 once k tells the phases apart", () => {
  const profile = blockEntropyProfile(periodic("0010111", 7 * 1000 + 2), [7002], 2, 3, 0);
  // 7 000 words of length 3, each phase exactly 1 000 times.
  expect(profile[2]!.plugIn).toBeCloseTo(Math.log2(7), 14);
  expect(profile.map(({ distinct }) => distinct)).toEqual([2, 4, 7]);
});

test("Thue-Morse has the known number of factors", () => {
  const profile = blockEntropyProfile(thueMorse(4096), [4096], 2, 16, 0);
  expect([1, 2, 3, 4, 8, 16].map((k) => profile[k - 1]!.distinct)).toEqual([2, 4, 6, 10, 22, 46]);
});

test("golden mean: H(k) within four standard deviations of the exact values", () => {
  // Var of -log2 P(k-word) over the source is below 1 bit^2 and long-run variance below 4 bit^2 for k <= 5.
  const exact = [
    0.9182958340544896, 1.584962500721156, 2.251629167387823, 2.9182958340544896, 3.584962500721156,
  ];
  const profile = blockEntropyProfile(goldenMean(400_000, 7), [400_000], 2, 5, 0.98);
  profile.forEach((row, i) => {
    expect(Math.abs(row.grassberger - exact[i]!)).toBeLessThan((4 * 2) / Math.sqrt(400_000));
  });
});

test("stops after the first order below the floor", () => {
  const profile = blockEntropyProfile(uniformSymbols(5000, 256, 3), [5000], 256, 20, 0.98);
  expect(profile.map(({ order }) => order)).toEqual([1, 2]);
  expect(profile[1]!.coverage).toBeLessThan(0.98);
});

test("segments shorter than a word hold none of it", () => {
  expect(blockEntropyProfile(Uint8Array.of(0, 1, 0, 1), [2, 4], 2, 9, 0).map((r) => r.words)).toEqual([4, 2]);
});
