import { describe, expect, test } from "vitest";
import {
  collisionMinEntropy,
  compressionMinEntropy,
  longestRepeatMinEntropy,
  markovMinEntropy,
  minEntropyBound,
  normalQuantile99,
  repeatedTuples,
  tupleMinEntropy,
} from "../../../src/statistics/min-entropy.ts";
import { longestCommonPrefixes, suffixArray } from "../../../src/statistics/suffixes.ts";
import { naiveWordCounts, samples, uniformIntegers, uniformSymbols } from "./inputs.ts";

const collisions = (symbols: Uint8Array) => collisionMinEntropy(symbols, [symbols.length]);
const maurer = (symbols: Uint8Array) => compressionMinEntropy(symbols, [symbols.length]);

test("the bound of a frequency, and 0 where it reaches 1", () => {
  expect(minEntropyBound(0.25, 101)).toBeCloseTo(
    -Math.log2(0.25 + (normalQuantile99 * Math.sqrt(3)) / 40),
    14,
  );
  expect(Object.is(minEntropyBound(1, 50), 0)).toBe(true);
  expect(minEntropyBound(0.9, 2)).toBe(0);
});

describe("Markov", () => {
  test("the likeliest of all sequences of 128 symbols, by dynamic programming", () => {
    const uniform = uniformIntegers(4);
    for (let run = 0; run < 30; run++) {
      const stay = uniform(100);
      const symbols = new Uint8Array(300);
      for (let i = 1; i < 300; i++) symbols[i] = uniform(100) < stay ? symbols[i - 1]! : uniform(2);
      symbols[1] = 1;
      const count = (a: number, b: number): number =>
        symbols.slice(1).filter((symbol, i) => symbols[i] === a && symbol === b).length;
      const log = (a: number, b: number): number => Math.log2(count(a, b) / (count(a, 0) + count(a, 1)));
      const ones = symbols.filter((symbol) => symbol === 1).length;
      let best = [Math.log2(1 - ones / 300), Math.log2(ones / 300)];
      for (let i = 1; i < 128; i++)
        best = [0, 1].map((to) => Math.max(best[0]! + log(0, to), best[1]! + log(1, to)));
      expect(markovMinEntropy(symbols, [300])).toBeCloseTo(Math.min(1, -Math.max(...best) / 128), 12);
    }
  });

  test("alternation has none; a single change leads nowhere; segments do not connect", () => {
    expect(
      markovMinEntropy(
        Uint8Array.from({ length: 400 }, (_, i) => i % 2),
        [400],
      ),
    ).toBeCloseTo(1 / 128, 14);
    expect(markovMinEntropy(Uint8Array.of(0, 1), [2])).toBeUndefined();
    expect(markovMinEntropy(Uint8Array.of(0, 0, 1, 1), [2, 4])).toBeCloseTo(1 / 128, 14);
    // 01010 and 0101: no 0 follows a 0.
    expect(markovMinEntropy(Uint8Array.of(0, 1, 0, 1, 0, 0, 1, 0, 1), [5, 9])).toBeCloseTo(
      Math.log2(9 / 5) / 128,
      14,
    );
  });
});

describe("collisions", () => {
  test("00 101 11 is 2, 3 and 2 symbols", () => {
    const share = 1 / 3 - (normalQuantile99 * Math.sqrt(1 / 3)) / Math.sqrt(3);
    expect(share).toBeLessThan(0);
    expect(collisions(Uint8Array.of(0, 0, 1, 0, 1, 1, 1))).toBe(0);
    // 1000 times 2, then 1000 times 3 symbols: mean 2.5.
    const symbols = Uint8Array.from([
      ...new Array(2000).fill(0),
      ...Array.from({ length: 3000 }, (_, i) => (i % 3) % 2),
    ]);
    const lower = 0.5 - normalQuantile99 * Math.sqrt(0.25 / 1999);
    expect(collisions(symbols)).toBeCloseTo(-Math.log2(0.5 + Math.sqrt(0.25 - lower / 2)), 13);
  });

  test("all collisions late: a fair coin; one collision: none", () => {
    expect(collisions(Uint8Array.from({ length: 300 }, (_, i) => (i % 3) % 2))).toBe(1);
    expect(collisions(Uint8Array.of(0, 1))).toBeUndefined();
    expect(collisions(Uint8Array.of(0, 1, 0))).toBeUndefined();
    // 010 and an unfinished 01
    expect(collisions(Uint8Array.of(0, 1, 0, 0, 1))).toBeUndefined();
    expect(collisions(Uint8Array.of(0, 0, 1, 1, 0))).toBe(0);
  });
});

const uneven = uniformSymbols(7200, 2, 8).map((bit, i) => (i % 5 === 0 ? 1 : bit));
// Blocks that are nearly all alike, for which (1 - p)^t is 0 in double precision long before t = 1000.
const alike = uniformSymbols(7200, 100, 9).map((value) => (value === 0 ? 0 : 1));

test.each([
  ["uneven", uneven],
  ["nearly constant", alike],
])(
  "Maurer's test, %s: the law found has the mean it was found from, by the double sum of the standard",
  (_, symbols) => {
    const p = Math.exp(-6 * Math.LN2 * maurer(symbols)!);
    const blocks = 1200;
    const distances: number[] = [];
    const last = new Map<string, number>();
    for (let t = 1; t <= blocks; t++) {
      const block = symbols.subarray(6 * (t - 1), 6 * t).join("");
      if (t > 1000) distances.push(Math.log2(t - (last.get(block) ?? 0)));
      last.set(block, t);
    }
    const mean = distances.reduce((a, b) => a + b) / 200;
    const variance = distances.reduce((sum, log) => sum + log * log, 0) / 199 - mean * mean;
    const lower = mean - (normalQuantile99 * 0.5907 * Math.sqrt(variance)) / Math.sqrt(200);
    const g = (z: number): number => {
      let sum = 0;
      for (let t = 1001; t <= blocks; t++)
        for (let u = 1; u <= t; u++) sum += Math.log2(u) * (u < t ? z * z : z) * (1 - z) ** (u - 1);
      return sum / 200;
    };
    expect(g(p) + 63 * g((1 - p) / 63)).toBeCloseTo(lower, 9);
  },
);

test("Maurer's test of a constant is 0", () => {
  expect(maurer(new Uint8Array(60_000))).toBeCloseTo(0, 3);
});

describe("repeated tuples", () => {
  test.each(samples().map((sample) => [sample.name, sample] as const))("%s", (_, sample) => {
    const { symbols, segmentEnds, alphabetSize } = sample;
    if (alphabetSize > 65_536) return;
    const suffixes = suffixArray(symbols, [...segmentEnds], alphabetSize);
    const { most, pairs } = repeatedTuples(longestCommonPrefixes(symbols, [...segmentEnds], suffixes));
    for (let order = 1; order < 30; order++) {
      const counts = [...naiveWordCounts(sample, order).values()];
      const largest = Math.max(0, ...counts);
      expect(most[order] ?? 0).toBe(largest > 1 ? largest : 0);
      expect(pairs[order] ?? 0).toBe(counts.reduce((sum, c) => sum + (c * (c - 1)) / 2, 0));
    }
  });

  test("36 times 01: 0 and 1 at 36 of 72, 01 at 36 of 71; longer words are seen less than 36 times", () => {
    const symbols = Uint8Array.from({ length: 72 }, (_, i) => i % 2);
    const tuples = repeatedTuples(longestCommonPrefixes(symbols, [72], suffixArray(symbols, [72], 2)));
    const words = (k: number): number => 73 - k;
    // The most frequent words of 3 and of 4 symbols are seen 35 times.
    const largest = Math.exp(Math.log(35 / 69) / 4);
    expect(tupleMinEntropy(tuples, words)).toBeCloseTo(minEntropyBound(largest, 72), 13);
    let repeats = 0;
    for (let k = 5; k <= 70; k++) {
      const [even, odd] = [Math.ceil(words(k) / 2), Math.floor(words(k) / 2)];
      const equal = (even * (even - 1) + odd * (odd - 1)) / (words(k) * (words(k) - 1));
      repeats = Math.max(repeats, Math.exp(Math.log(equal) / k));
    }
    expect(longestRepeatMinEntropy(tuples, words)).toBeCloseTo(minEntropyBound(repeats, 72), 13);
  });

  test("without data: undefined", () => {
    const none = { most: Float64Array.of(5), pairs: Float64Array.of(0) };
    expect(tupleMinEntropy(none, (k) => 6 - k)).toBeUndefined();
    expect(longestRepeatMinEntropy(none, (k) => 6 - k)).toBeUndefined();
  });
});
