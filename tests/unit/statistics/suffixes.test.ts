import { describe, expect, it, test } from "vitest";
import { blockEntropyProfile } from "../../../src/statistics/block-entropy.ts";
import { frequencySpectrum } from "../../../src/statistics/counts.ts";
import { coveredBlocks } from "../../../src/statistics/covered-blocks.ts";
import { KGramIds } from "../../../src/statistics/k-gram-ids.ts";
import {
  longestCommonPrefixes,
  longestPreviousFactors,
  SuffixStructures,
  suffixArray,
} from "../../../src/statistics/suffixes.ts";
import { isSuffixArray } from "../../references/suffix-array.ts";
import {
  goldenMean,
  naiveWordCounts,
  periodic,
  type Sample,
  samples,
  textLike,
  thueMorse,
  uniformIntegers,
  uniformSymbols,
} from "./inputs.ts";

/** Common prefix of two suffixes, each ended by its segment. */
function commonPrefix(sample: Sample, endOf: number[], i: number, j: number): number {
  let length = 0;
  while (
    i + length < endOf[i]! &&
    j + length < endOf[j]! &&
    sample.symbols[i + length] === sample.symbols[j + length]
  )
    length++;
  return length;
}

function ends(sample: Sample): number[] {
  return Array.from(sample.symbols, (_, i) => sample.segmentEnds.find((end) => end > i)!);
}

function naiveSuffixArray(sample: Sample): number[] {
  const endOf = ends(sample);
  return endOf
    .map((_, i) => i)
    .sort((i, j) => {
      const length = commonPrefix(sample, endOf, i, j);
      const [iEnds, jEnds] = [i + length === endOf[i], j + length === endOf[j]];
      if (iEnds && jEnds) return endOf[j]! - endOf[i]!;
      if (iEnds !== jEnds) return iEnds ? -1 : 1;
      return sample.symbols[i + length]! - sample.symbols[j + length]!;
    });
}

function randomSamples(): Sample[] {
  const uniform = uniformIntegers(77);
  return Array.from({ length: 1500 }, () => {
    const n = uniform(40);
    const alphabetSize = 1 + uniform(4);
    const symbols = Uint8Array.from({ length: n }, () => uniform(alphabetSize));
    const segmentEnds = Array.from({ length: n === 0 ? 0 : uniform(4) }, () => uniform(n + 1));
    if (n > 0) segmentEnds.push(n);
    return { name: "random", symbols, segmentEnds: segmentEnds.sort((a, b) => a - b), alphabetSize };
  });
}

function check(sample: Sample): void {
  const { symbols, segmentEnds, alphabetSize } = sample;
  const suffixes = suffixArray(symbols, segmentEnds, alphabetSize);
  const expected = naiveSuffixArray(sample);
  expect([...suffixes]).toEqual(expected);
  const endOf = ends(sample);
  const lcp = longestCommonPrefixes(symbols, segmentEnds, suffixes);
  expect([...lcp]).toEqual(
    expected.map((i, r) => (r === 0 ? 0 : commonPrefix(sample, endOf, expected[r - 1]!, i))),
  );
  const factors = longestPreviousFactors(suffixes, lcp);
  expect(factors.length).toBe(symbols.length);
  for (let i = 0; i < symbols.length; i++) {
    let longest = 0;
    for (let j = 0; j < i; j++) longest = Math.max(longest, commonPrefix(sample, endOf, i, j));
    if (factors[i] !== longest) expect([i, factors[i]]).toEqual([i, longest]);
  }
}

describe("suffix array, common prefixes and previous factors equal the naive ones", () => {
  test.each(samples())("$name", check);
  test("1 500 random sequences of up to 39 symbols in up to 4 segments", () =>
    randomSamples().forEach(check));
});

test("an array is the caller's: the next one does not change it", () => {
  const first = suffixArray(Uint8Array.of(1, 0, 1), [3], 2);
  suffixArray(Uint8Array.of(0, 0, 0), [3], 2);
  expect([...first]).toEqual([1, 2, 0]);
});

test("65 536 symbols and 20 000 segments", () => {
  const uniform = uniformIntegers(3);
  const symbols = Uint16Array.from({ length: 60_000 }, () => (uniform(2) === 0 ? uniform(65_536) : 65_535));
  const segmentEnds = Array.from({ length: 20_000 }, (_, s) => 3 * (s + 1));
  const suffixes = suffixArray(symbols, segmentEnds, 65_536);
  expect(isSuffixArray(symbols, segmentEnds, suffixes)).toBe(true);
  // The check itself sees two neighbours that change places.
  suffixes.subarray(7, 9).reverse();
  expect(isSuffixArray(symbols, segmentEnds, suffixes)).toBe(false);
});

/** Structures of a sample, up to so many orders. */
function structuresOf(sample: Sample, orders: number): SuffixStructures {
  return new SuffixStructures(sample.symbols, sample.segmentEnds, sample.alphabetSize, { orders });
}

describe("suffix structures", () => {
  function textOf(...segments: readonly string[]): Sample {
    const ends: number[] = [];
    for (const segment of segments) ends.push((ends.at(-1) ?? 0) + segment.length);
    const symbols = new Uint8Array(Buffer.from(segments.join("")));
    return { name: segments.join(), symbols, segmentEnds: ends, alphabetSize: 256 };
  }

  /** How many words occur how often, least often first. */
  function naiveSpectrum(sample: Sample, order: number) {
    const multiplicities = new Map<number, number>();
    let tokens = 0;
    for (const count of naiveWordCounts(sample, order).values()) {
      multiplicities.set(count, (multiplicities.get(count) ?? 0) + 1);
      tokens += count;
    }
    const rows = [...multiplicities].sort((a, b) => a[0] - b[0]);
    return {
      frequencies: Float64Array.from(rows, ([count]) => count),
      multiplicities: Float64Array.from(rows, ([, types]) => types),
      tokens,
      types: rows.reduce((sum, [, types]) => sum + types, 0),
    };
  }

  describe("banana", () => {
    // a, ana, anana, banana, na, nana.
    const banana = structuresOf(textOf("banana"), 9);

    it("has its suffixes in order, what they share, and what was there before", () => {
      expect([...banana.suffixes()]).toEqual([5, 3, 1, 0, 4, 2]);
      expect([...banana.prefixes()]).toEqual([0, 3, 2, 1, 0, 0]);
      expect([...banana.factors()]).toEqual([0, 0, 0, 3, 2, 1]);
      expect([banana.longestRepeat, banana.orders]).toEqual([3, 6]);
      expect(SuffixStructures.areReady()).toBe(true);
    });

    it("sums one more than each factor over the logarithm of what came before", () => {
      const lengths = [1, 1, 4, 3, 2];
      const logarithms = [1, Math.log2(3), 2, Math.log2(5), Math.log2(6)];
      const { ratios, inverses } = banana.matchSums();
      expect(ratios).toBeCloseTo(
        lengths.reduce((sum, length, i) => sum + length / logarithms[i]!, 0),
        13,
      );
      expect(inverses).toBeCloseTo(
        lengths.reduce((sum, length, i) => sum + logarithms[i]! / length, 0),
        13,
      );
    });

    it("has an n twice, an a three times and a b once", () => {
      const { frequencies, multiplicities, tokens, types } = banana.spectrum(1);
      expect([[...frequencies], [...multiplicities], tokens, types]).toEqual([[1, 2, 3], [1, 1, 1], 6, 3]);
      expect(banana.spectrum(1)).toBe(banana.spectrum(1));
    });

    it("has ba once, an and na twice: 1/5 log2 5 + 4/5 log2 5/2 bits", () => {
      const block = banana.block(2);
      expect(block).toMatchObject({
        order: 2,
        kGrams: 5,
        distinct: 3,
        singletons: 1,
        doubletons: 2,
        tripletons: 0,
      });
      expect(block.plugIn).toBeCloseTo(Math.log2(5) - 0.8, 14);
      expect(block.coverage).toBeCloseTo(0.8, 15);
    });

    it("has no k-gram longer than itself, nor than requested", () => {
      const none = {
        frequencies: new Float64Array(0),
        multiplicities: new Float64Array(0),
        tokens: 0,
        types: 0,
      };
      expect(banana.spectrum(6)).toEqual(naiveSpectrum(textOf("banana"), 6));
      expect(banana.spectrum(7)).toEqual(none);
      const two = structuresOf(textOf("banana"), 2);
      expect([two.orders, two.spectrum(3)]).toEqual([2, none]);
      expect(two.spectrum(2)).toEqual(naiveSpectrum(textOf("banana"), 2));
    });
  });

  test("nothing has nothing", () => {
    const empty = structuresOf({ name: "", symbols: new Uint8Array(0), segmentEnds: [], alphabetSize: 2 }, 4);
    expect([empty.orders, empty.longestRepeat]).toEqual([0, 0]);
    for (const places of [empty.suffixes(), empty.prefixes(), empty.factors()])
      expect(places).toEqual(new Int32Array(0));
    expect(empty.matchSums()).toEqual({ ratios: 0, inverses: 0 });
    expect(empty.spectrum(1)).toEqual({
      frequencies: new Float64Array(0),
      multiplicities: new Float64Array(0),
      tokens: 0,
      types: 0,
    });
  });

  // Words that occur more often than tables have rows for, and words of many orders that do.
  test.each<[string, Sample]>([
    ["segments of no, one and more symbols", textOf("abracadabra", "", "a", "cadabra", "abra", "ra")],
    ["one symbol only", { name: "", symbols: new Uint8Array(90), segmentEnds: [90], alphabetSize: 1 }],
    [
      "one symbol in two segments",
      { name: "", symbols: new Uint8Array(90), segmentEnds: [50, 90], alphabetSize: 1 },
    ],
    ["a period", { name: "", symbols: periodic("0010111", 210), segmentEnds: [210], alphabetSize: 2 }],
    [
      "a broken period",
      { name: "", symbols: periodic("01", 120), segmentEnds: [1, 61, 120], alphabetSize: 2 },
    ],
    ["Thue-Morse", { name: "", symbols: thueMorse(256), segmentEnds: [100, 256], alphabetSize: 2 }],
    ["letters", { name: "", symbols: textLike(500, 27, 3), segmentEnds: [200, 500], alphabetSize: 27 }],
  ])("spectra are those of words counted one by one: %s", (_, sample) => {
    const all = structuresOf(sample, 1000);
    const longest = Math.max(...sample.segmentEnds.map((end, s) => end - (sample.segmentEnds[s - 1] ?? 0)));
    expect(all.orders).toBe(longest);
    for (const order of [1, 2, 3, 4, 5, 7, 11, 20, 33, 49, 50, 51, 59, 60, 61, 89, 90].filter(
      (k) => k <= longest,
    ))
      expect([order, all.spectrum(order)]).toEqual([order, naiveSpectrum(sample, order)]);
    for (const orders of [1, 3, 6]) {
      const few = structuresOf(sample, orders);
      expect(few.orders).toBe(Math.min(orders, longest));
      expect(few.spectrum(few.orders)).toEqual(naiveSpectrum(sample, few.orders));
    }
  });

  // Tables have rows for words that occur less often than 1024 times.
  test.each<[string, Sample, readonly number[]]>([
    [
      "one symbol only",
      { name: "", symbols: new Uint8Array(2600), segmentEnds: [1200, 2600], alphabetSize: 1 },
      [1, 2, 89, 177, 178, 377, 378],
    ],
    [
      "more 0s than 1s",
      { name: "", symbols: periodic("00100", 5000), segmentEnds: [5000], alphabetSize: 2 },
      [1, 2, 3, 4, 5, 6, 50],
    ],
    [
      "more 1s than 0s, and a 2",
      {
        name: "",
        symbols: periodic("11011", 6000).fill(2, 3000, 3001),
        segmentEnds: [1, 6000],
        alphabetSize: 3,
      },
      [1, 2, 3, 4, 5, 6, 40, 85, 86, 87, 88, 89, 90],
    ],
  ])("so are those of words that occur very often: %s", (_, sample, orders) => {
    const all = structuresOf(sample, 400);
    for (const order of orders)
      expect([order, all.spectrum(order)]).toEqual([order, naiveSpectrum(sample, order)]);
  });
});

describe("suffix spectra", () => {
  /** The same spectra as counting gives, entry by entry, hence the same entropies to the last digit. */
  function equalCounts(sample: Sample, orders: number): void {
    const structures = structuresOf(sample, orders);
    const counted = blockEntropyProfile(sample.symbols, sample.segmentEnds, sample.alphabetSize, orders, 0);
    expect(structures.orders).toBe(counted.length);
    counted.forEach((block, i) => {
      expect(structures.block(i + 1)).toEqual(block);
    });
  }

  describe("words counted by suffixes equal words counted by name, at every order", () => {
    test.each(samples())("$name", (sample) => {
      equalCounts(sample, 1);
      equalCounts(sample, 13);
      equalCounts(sample, 2000);
    });

    test.each<[string, Uint8Array, number]>([
      ["text-like", textLike(200_000, 60, 11), 60],
      ["bytes", uniformSymbols(200_000, 256, 3), 256],
      ["Thue-Morse", thueMorse(200_000), 2],
      ["golden mean", goldenMean(200_000, 4), 2],
      ["period 7", periodic("0010111", 200_000), 2],
      ["one symbol", new Uint8Array(200_000), 1],
    ])("%s, 200 000 symbols in 3 segments, 40 orders", { tags: ["slow"] }, (name, symbols, alphabetSize) => {
      equalCounts({ name, symbols, alphabetSize, segmentEnds: [70_001, 150_000, 200_000] }, 40);
    });

    test("spectra, with counts beyond the table", () => {
      const symbols = textLike(100_000, 12, 7);
      const structures = structuresOf({ name: "", symbols, segmentEnds: [100_000], alphabetSize: 12 }, 9);
      const words = KGramIds.start(symbols, [100_000], 12);
      for (let order = 1; order <= 9; order++, words.extend()) {
        expect(structures.spectrum(order)).toEqual(frequencySpectrum(words.counts));
      }
    });

    test("the periodic word has more large counts than one call can hand over", () => {
      const symbols = periodic("001011101", 60_000).map((x, i) => (i % 1009 === 0 ? 1 - x : x));
      equalCounts({ name: "", symbols, segmentEnds: [60_000], alphabetSize: 2 }, 120);
    });
  });

  test("covered blocks are those of the counted words, from either route", () => {
    for (const sample of samples()) {
      for (const [maxOrder, floor] of [
        [3, 0],
        [12, 0.9],
        [300, 0.98],
        [9, 0],
      ] as const) {
        const { symbols, segmentEnds, alphabetSize } = sample;
        const counted = blockEntropyProfile(symbols, segmentEnds, alphabetSize, maxOrder, floor);
        expect(coveredBlocks(symbols, segmentEnds, alphabetSize, maxOrder, floor)).toEqual(counted);
      }
    }
  });
});
