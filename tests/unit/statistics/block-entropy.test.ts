import { describe, expect, test } from "vitest";
import { blockEntropyProfile } from "../../../src/statistics/block-entropy.ts";
import { coveredBlocks } from "../../../src/statistics/covered-blocks.ts";
import { grassbergerEntropy, plugInEntropy } from "../../../src/statistics/entropy.ts";
import { SuffixStructures } from "../../../src/statistics/suffixes.ts";
import { naiveWordCounts, samples, uniformIntegers, uniformSymbols } from "./inputs.ts";

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
        kGrams: counts.reduce((a, b) => a + b),
        distinct: counts.length,
        singletons: seen(1),
        doubletons: seen(2),
        tripletons: seen(3),
        coverage: 1 - seen(1) / row.kGrams,
        plugIn: plugInEntropy(counts),
        grassberger: grassbergerEntropy(counts),
      });
    }
  });
});

test("stops after the first order below the floor", () => {
  const profile = blockEntropyProfile(uniformSymbols(5000, 256, 3), [5000], 256, 20, 0.98);
  expect(profile.map(({ order }) => order)).toEqual([1, 2]);
  expect(profile[1]!.coverage).toBeLessThan(0.98);
});

describe("covered blocks", () => {
  const n = 300_000;

  /** A walk on `size` places, which goes on by one in three of four steps: its words are few. */
  function walk(size: number, length: number): Uint16Array {
    const uniform = uniformIntegers(1);
    const places = new Uint16Array(length);
    for (let i = 1; i < length; i++) places[i] = (places[i - 1]! + (uniform(4) === 0 ? 2 : 1)) % size;
    return places;
  }

  test.each([
    ["a short sequence", walk(30, 20_000), 30, [20_000]],
    ["a long one", walk(30, n), 30, [n]],
    ["a long one in segments", walk(30, n), 30, [1, 3, 100_000, n]],
    ["more symbols than a table of pairs holds", walk(3000, n), 3000, [n]],
    ["two symbols", walk(2, n), 2, [n]],
    ["independent symbols, whose triples are not covered", uniformSymbols(n, 90, 2), 90, [n]],
  ] as const)("%s", (_, symbols, alphabetSize, segmentEnds) => {
    for (const maxOrder of [1, 3, 7]) {
      const covered = coveredBlocks(symbols, segmentEnds, alphabetSize, maxOrder, 0.98);
      const named = blockEntropyProfile(symbols, segmentEnds, alphabetSize, maxOrder, 0.98);
      expect(covered).toEqual(named);
      const structures = () => new SuffixStructures(symbols, segmentEnds, alphabetSize, { orders: maxOrder });
      expect(coveredBlocks(symbols, segmentEnds, alphabetSize, maxOrder, 0.98, structures)).toEqual(named);
    }
  });

  test("no symbols, no words", () => {
    expect(coveredBlocks(new Uint8Array(0), [0], 0, 4, 0.98)).toEqual([]);
  });

  test("a suffix array is made once, of a long sequence only for words longer than those that are tabled", () => {
    const asked = (symbols: Uint8Array | Uint16Array, size: number, maxOrder: number, floor = 0.98) => {
      let times = 0;
      coveredBlocks(symbols, [symbols.length], size, maxOrder, floor, () => {
        times++;
        return new SuffixStructures(symbols, [symbols.length], size, { orders: maxOrder });
      });
      return times;
    };
    // Once the kernel has been started it serves all words of short sequences; of long ones pairs are tabled, if few.
    new SuffixStructures(uniformSymbols(20, 2, 1), [20], 2, { orders: 2 });
    const long = walk(30, 2 ** 18);
    const short = long.subarray(1);
    expect([1, 4, 7].map((order) => asked(short, 30, order))).toEqual([1, 1, 1]);
    expect([2, 3, 7].map((order) => asked(long, 30, order))).toEqual([0, 1, 1]);
    expect([1, 2].map((order) => asked(walk(3000, 2 ** 18), 3000, order))).toEqual([0, 1]);
    // Where words are not covered, longer ones are not looked at.
    const draw = uniformIntegers(5);
    const thin = Uint16Array.from({ length: 2 ** 18 }, () => draw(1024));
    expect(asked(thin, 1024, 7)).toBe(0);
  });

  test("suffix structures limit the order", () => {
    const symbols = walk(30, 20_000);
    const structures = new SuffixStructures(symbols, [20_000], 30, { orders: 5 });
    const profile = coveredBlocks(symbols, [20_000], 30, 9, 0.98, () => structures);
    expect(profile).toEqual(blockEntropyProfile(symbols, [20_000], 30, 5, 0.98));
  });

  test("tables end with the words that there are, and with the first that are not covered", () => {
    // Each symbol a segment: no pairs.
    const symbols = uniformSymbols(2 ** 18, 2, 3);
    const ends = Array.from(symbols, (_, i) => i + 1);
    expect(coveredBlocks(symbols, ends, 2, 4, 0.98).map(({ order }) => order)).toEqual([1]);
    // 27 000 words of three are seen ten times each and some once; 810 000 of four could be tabled.
    const many = uniformSymbols(2 ** 18, 30, 4);
    const profile = coveredBlocks(many, [2 ** 18], 30, 4, 0.999999);
    expect(profile).toEqual(blockEntropyProfile(many, [2 ** 18], 30, 4, 0.999999));
    expect(profile.length).toBe(3);
  });
});
