import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { estimationContext } from "../../../src/context/context.ts";
import { Random } from "../../../src/core/random.ts";
import { bytes } from "../../../src/encodings/bytes.ts";
import {
  distinctNgrams,
  hapaxShare,
  heapsExponent,
  ngramCounts,
  ngramCoverage,
  ngramFrequencySpectrum,
  ngramOccurrences,
  taylorExponent,
  topNgrams,
  typeTokenRatio,
  vocabularyGrowth,
  yuleK,
  zipfExponent,
  zipfMandelbrot,
} from "../../../src/estimators/ngrams.ts";
import {
  contextOf,
  contextOfSymbols,
  generate,
  numberFrom,
  reasonFrom,
  rowsFrom,
  seriesFrom,
  wordsOf,
} from "./context-of.ts";

describe("ngrams", () => {
  test("top n-grams of abracadabra", async () => {
    const context = contextOf("abracadabra");
    expect(await rowsFrom(topNgrams, context, { k: 1, top: 3 })).toEqual([
      ["a", 5, 5 / 11],
      ["b", 2, 2 / 11],
      ["r", 2, 2 / 11],
    ]);
    expect(await rowsFrom(topNgrams, context, { k: 4 })).toEqual([
      ["abra", 2, 2 / 8],
      ["acad", 1, 1 / 8],
      ["adab", 1, 1 / 8],
      ["brac", 1, 1 / 8],
      ["cada", 1, 1 / 8],
      ["dabr", 1, 1 / 8],
      ["raca", 1, 1 / 8],
    ]);
    expect(await topNgrams.measure(context, { k: 1, top: 3 })).toMatchObject({
      warnings: [{ code: "truncated", shown: 3, total: 5 }],
    });
  });

  test("n-grams of words are joined by spaces, those of characters by nothing; controls are escaped", async () => {
    expect(await rowsFrom(topNgrams, wordsOf("to be or not to be"), { k: 2, top: 1 })).toEqual([
      ["to be", 2, 2 / 5],
    ]);
    expect(await rowsFrom(topNgrams, contextOf("a\na\n"), { k: 2, top: 1 })).toEqual([["a\\n", 2, 2 / 3]]);
  });

  test("no n-gram crosses a segment", async () => {
    expect(await rowsFrom(topNgrams, contextOf(["ab", "ba"]), { k: 2 })).toEqual([
      ["ab", 1, 1 / 2],
      ["ba", 1, 1 / 2],
    ]);
    for (const estimator of [topNgrams, ngramCounts, ngramFrequencySpectrum]) {
      expect(await reasonFrom(estimator, contextOf(["ab", "ba"]), { k: 3 })).toBe(
        "no block is as long as 3 symbols",
      );
    }
  });

  test("counts and spectrum of the 2-grams of abracadabra", async () => {
    const context = contextOf("abracadabra");
    expect(await rowsFrom(ngramCounts, context, { k: 2 })).toEqual([
      ["2-grams", 10],
      ["distinct", 7],
      ["occur once", 4],
      ["coverage", 1 - 4 / 10],
    ]);
    expect(await rowsFrom(ngramFrequencySpectrum, context, { k: 2 })).toEqual([
      [1, 4],
      [2, 3],
    ]);
  });

  test("factor counts end with the longest segment", async () => {
    expect(await seriesFrom(distinctNgrams, contextOf(["abc", "b"]))).toEqual(
      [3, 2, 1].map((value, i) => ({ x: i + 1, value, interval: null })),
    );
  });

  test("types, tokens and hapaxes of words", async () => {
    const context = wordsOf("to be or not to be");
    expect(await numberFrom(typeTokenRatio, context)).toBe(4 / 6);
    expect(await numberFrom(hapaxShare, context)).toBe(2 / 4);
  });

  test("the Zipf exponent makes the expected mean of ln r that of the sample", async () => {
    const text = "a".repeat(50) + "b".repeat(27) + "c".repeat(11) + "d".repeat(9) + "e".repeat(3);
    const s = await numberFrom(zipfExponent, contextOf(text));
    const logs = [1, 2, 3, 4, 5].map(Math.log);
    const weights = logs.map((log) => Math.exp(-s * log));
    const total = weights.reduce((a, b) => a + b);
    const expected = logs.reduce((sum, log, i) => sum + (log * (weights[i] ?? 0)) / total, 0);
    const observed = [50, 27, 11, 9, 3].reduce((sum, count, i) => sum + (count / 100) * (logs[i] ?? 0), 0);
    expect(expected).toBeCloseTo(observed, 12);
    expect(await numberFrom(zipfExponent, contextOf("abcabc"))).toBeCloseTo(0, 12);
    expect(await reasonFrom(zipfExponent, contextOf("aaa"))).toBe(
      "a law of ranks needs two different symbols",
    );
  });

  test("Heaps exponent: 1 when every symbol is new, 0 for a closed alphabet, else a reason", async () => {
    const fresh = contextOfSymbols(
      Array.from({ length: 3000 }, (_, i) => i),
      3000,
    );
    expect(await numberFrom(heapsExponent, fresh)).toBeCloseTo(1, 12);
    expect(await numberFrom(heapsExponent, contextOf("ab".repeat(500)))).toBeCloseTo(0, 12);
    expect(await reasonFrom(heapsExponent, contextOf("abc"))).toBe(
      "too few symbols for three sizes from 100 on",
    );
  });
});

describe("top ngrams", () => {
  /** Counted one by one; more frequent ones first, of equally frequent ones that of smaller symbols. */
  function byHand(symbols: readonly number[], k: number) {
    const counts = new Map<string, number>();
    for (let at = 0; at + k <= symbols.length; at++) {
      const word = symbols.slice(at, at + k).join("");
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const ngrams = symbols.length - k + 1;
    return [...counts]
      .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .map(([word, count]) => [word, count, count / ngrams]);
  }

  const symbols = generate(150, (random) => Math.floor(random.uniform() * random.uniform() * 7));
  const context = contextOfSymbols(symbols, 10);

  it.each([1, 2, 3, 5])("as many as requested, counted one by one: %i symbols", async (k) => {
    const all = byHand(symbols, k);
    for (let top = 1; top <= all.length + 2; top++)
      expect(await rowsFrom(topNgrams, context, { k, top })).toEqual(all.slice(0, top));
  });

  it("twenty, of one symbol each by default", async () => {
    expect(topNgrams.params!.parse({})).toEqual({ k: 1, top: 20 });
    const many = contextOfSymbols(
      Array.from({ length: 600 }, (_, i) => Math.floor(Math.sqrt(i))),
      32,
    );
    const rows = await rowsFrom(topNgrams, many);
    // The square root of 2s + 1 numbers is s, and that of 24 of them 24.
    const squares = [...Array.from({ length: 25 }, (_, s) => [2 * s + 1, s] as const)].filter(
      ([, s]) => s < 24,
    );
    const expected = [[24, 24] as const, ...squares].sort((a, b) => b[0] - a[0]).slice(0, 20);
    expect(rows).toEqual(expected.map(([count, s]) => [String(s), count, count / 600]));
  });

  it("warns if there are more", async () => {
    const columns = ["ngram", "count", "share"];
    expect(await topNgrams.measure(contextOf("abca"), { top: 2 })).toMatchObject({
      status: "ok",
      shape: "table",
      value: {
        columns,
        rows: [
          ["a", 2, 1 / 2],
          ["b", 1, 1 / 4],
        ],
      },
      warnings: [{ code: "truncated", shown: 2, total: 3 }],
    });
    expect(await topNgrams.measure(contextOf("abca"), { top: 3 })).toMatchObject({ warnings: [] });
    expect(await topNgrams.measure(contextOf("abca"), { top: 4 })).toMatchObject({ warnings: [] });
  });

  it("lists 1 to 10 000", () => {
    const takes = (top: number) => topNgrams.params!.safeParse({ top }).success;
    expect([0, 1, 10_000, 10_001, 1.5].map(takes)).toEqual([false, true, true, false, false]);
  });
});

describe("ngram occurrences", () => {
  test("the n-grams of a naive count, in the order of their symbols, none across segments", () => {
    const segment = fc.array(fc.nat(2), { maxLength: 30 }).map((list) => Uint8Array.from(list));
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 4 }), fc.integer({ min: 1, max: 6 }), (segments, k) => {
        const expected = new Map<string, number>();
        for (const list of segments) {
          for (let i = 0; i + k <= list.length; i++) {
            const gram = list.subarray(i, i + k).join();
            expected.set(gram, (expected.get(gram) ?? 0) + 1);
          }
        }
        const sequence = bytes.encode(segments);
        const context = estimationContext(sequence, new Uint8Array(0), Random.fromSeed(1));
        const { starts, counts } = context.get(ngramOccurrences(k));
        const found = Array.from(starts, (start, i) => [
          sequence.symbols.subarray(start, start + k).join(),
          counts[i],
        ]);
        expect(found).toEqual([...expected].sort(([a], [b]) => (a < b ? -1 : 1)));
      }),
      { numRuns: 300 },
    );
  });
});

describe("laws", () => {
  test("Yule's K of abracadabra: 10^4 (5 4 + 2 2 1 + ...) / 11^2", async () => {
    expect(await numberFrom(yuleK, contextOf("abracadabra"))).toBeCloseTo((1e4 * (20 + 2 + 2)) / 121, 10);
    expect(await numberFrom(yuleK, contextOf("abc"))).toBe(0);
  });

  test("coverage of abracadabra at k = 1 and 2", async () => {
    const points = await seriesFrom(ngramCoverage, contextOf("abracadabra"), { maxOrder: 2 });
    expect(points.map(({ x, value }) => [x, value])).toEqual([
      [1, 1 - 2 / 11],
      [2, 1 - 4 / 10],
    ]);
  });

  test("vocabulary of abracadabra", async () => {
    const points = await seriesFrom(vocabularyGrowth, contextOf("abracadabra"));
    expect(points.map(({ x, value }) => [x, value])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 3],
      [5, 4],
      [6, 4],
      [7, 5],
      [8, 5],
      [10, 5],
      [11, 5],
    ]);
    expect(await reasonFrom(vocabularyGrowth, contextOf("abcd"), { smallest: 3 })).toBe(
      "too few symbols for three sizes from 3 on",
    );
  });

  test("Zipf-Mandelbrot: five rows, p only on request, a reason below ten symbols", async () => {
    const context = contextOfSymbols(
      generate(5000, (random) => Math.floor(Math.exp(random.uniform() * Math.log(200)))),
      256,
    );
    const rows = await rowsFrom(zipfMandelbrot, context, { samples: 19 });
    expect(rows.map(([part]) => part)).toEqual(["exponent", "shift", "ranks", "distance", "p"]);
    expect(rows[2]![1]).toBe(new Set(context.sequence.symbols).size);
    expect(rows[4]![1]).toBeGreaterThanOrEqual(1 / 20);
    expect(await rowsFrom(zipfMandelbrot, context, { samples: 19 })).toEqual(rows);
    expect((await rowsFrom(zipfMandelbrot, context, { samples: 0 }))[4]).toEqual(["p", null]);
    expect(await reasonFrom(zipfMandelbrot, contextOf("abcabc"))).toBe(
      "3 different symbols, a law of ranks needs 10",
    );
  });

  test("Taylor exponent: gives a reason where it is undefined", async () => {
    const even = contextOfSymbols(
      generate(10_000, (random) => random.below(27)),
      27,
    );
    expect(await reasonFrom(taylorExponent, even)).toMatch(
      /^mean counts span a factor of 1\.\d, a slope needs 10$/,
    );
    expect(await reasonFrom(taylorExponent, even, { window: 5620 })).toBe(
      "1 windows of 5620 symbols, needs 10",
    );
    expect(await reasonFrom(taylorExponent, contextOf("a".repeat(600)))).toBe(
      "no two symbols whose counts vary between windows",
    );
  });
});
