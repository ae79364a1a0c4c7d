import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import {
  disjointMatchRates,
  matchLengthMean,
  matchLengthRatio,
  matchRates,
} from "../../../src/estimators/entropy-rate.ts";
import {
  distinctSubstrings,
  duplicateShare,
  longestRepeats,
  noveltyCurve,
  repeatSpectrum,
} from "../../../src/estimators/repeats.ts";
import { bindRecipe } from "../../../src/sources/recipe.ts";
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

const coin = (n: number, seed = 1): number[] => generate(n, (random) => random.below(2), seed);
const bytes = (n: number, seed = 1): number[] => generate(n, (random) => random.below(256), seed);
const mean = (values: number[]): number => values.reduce((a, b) => a + b) / values.length;

describe("match lengths", () => {
  // banana: L = 1 1 4 3 2 at i = 1..5 where matches may overlap, 1 1 3 3 2 where they may not.
  const bits = [2, 3, 4, 5, 6].map(Math.log2);
  test.each([
    [true, [1, 1, 4, 3, 2]],
    [false, [1, 1, 3, 3, 2]],
  ])("of banana by hand, overlap %s", (overlap, lengths) => {
    const rates = contextOf("banana").get(overlap ? matchRates : disjointMatchRates);
    expect(rates!.reciprocalOfMean).toBeCloseTo(1 / mean(bits.map((b, i) => lengths[i]! / b)), 14);
    expect(rates!.meanOfReciprocals).toBeCloseTo(mean(bits.map((b, i) => b / lengths[i]!)), 14);
  });

  // The bias of fair bits, as tabulated for this project: -0.084 and -0.070 at n = 1e4, 1e5.
  test.each([
    [10_000, 0.916, 0.008],
    [100_000, 0.93, 0.003],
  ])("of %i fair bits", async (n, expected, spread) => {
    const value = await numberFrom(matchLengthMean, contextOfSymbols(coin(n, 5), 2));
    expect(Math.abs(value - expected)).toBeLessThan(spread);
  });

  test("one symbol has rate 0", async () => {
    expect(await numberFrom(matchLengthMean, contextOfSymbols(new Array(1000).fill(0), 1))).toBe(0);
  });

  test.each([
    "uniform(alphabet=2)",
    "coin(p=0.01)",
    "uniform(alphabet=4)",
    "uniform(alphabet=27)",
    "zipf(alphabet=256)",
    "even(p=0.5)",
    "mess3",
    "gilbert-elliott",
    "interpolate(alphabet=8, lambda=0.1)",
    "switch(periodic(word=01), uniform(alphabet=2), stay=0.9, entry=restart)",
  ])("of %s: a number within a sixth of log2 A, or none", async (recipe) => {
    const source = await bindRecipe(recipe);
    const truth = source.truth().entropyRate;
    const rate = truth?.status === "exact" ? truth.value : Number.NaN;
    for (const n of [1000, 10_000, 100_000]) {
      const symbols = new Uint8Array(n);
      source.open(Random.fromSeed(n)).fill(symbols);
      const context = contextOfSymbols(symbols, source.alphabetSize);
      for (const estimator of [matchLengthRatio, matchLengthMean]) {
        const measured = await estimator.measure(context);
        if (measured.status === "undefined") expect(measured.reason).toMatch(/too short, needs 8$/);
        else
          expect(Math.abs((measured.value as number) - rate)).toBeLessThan(
            Math.log2(source.alphabetSize) / 6,
          );
      }
    }
  });

  test("with many symbols matches are short", async () => {
    expect(await reasonFrom(matchLengthRatio, contextOfSymbols(bytes(10_000), 256))).toBe(
      "matches of 2.3 symbols are too short, needs 8",
    );
    expect(await reasonFrom(matchLengthMean, contextOf("banana"))).toBe("6 symbols, needs 1000");
  });

  test("a long duplicate drives the ratio down alone, and both say so", async () => {
    const once = coin(20_000);
    const twice = contextOfSymbols([...once, ...once], 2);
    const [ratio, inverse] = [await matchLengthRatio.measure(twice), await matchLengthMean.measure(twice)];
    if (ratio.status !== "ok" || ratio.shape !== "scalar") throw new Error("no ratio");
    if (inverse.status !== "ok" || inverse.shape !== "scalar") throw new Error("no mean");
    // Half of the places match to the end: the mean of L is some n/8, that of 1/L some half of what it was.
    const single = await numberFrom(matchLengthMean, contextOfSymbols(once, 2));
    expect(ratio.value).toBeCloseTo(Math.log2(30_000) / 5000, 3);
    expect(Math.abs(inverse.value / single - 0.5)).toBeLessThan(0.03);
    const warning = { code: "long-duplicate", length: 20_000, ratio: ratio.value, mean: inverse.value };
    expect(ratio.warnings).toEqual([warning]);
    expect(inverse.warnings).toEqual([warning]);
    const alone = await matchLengthMean.measure(contextOfSymbols(once, 2));
    expect(alone).toMatchObject({ status: "ok", warnings: [] });
  });
});

describe("longest repeats", () => {
  test("of a sentence: where they begin and how", async () => {
    const rows = await rowsFrom(longestRepeats, contextOf("to be or not to be"), { top: 2 });
    expect(rows).toEqual([
      [5, 2, "0 13", "to be"],
      [1, 5, "2 5 8 12 15", " "],
    ]);
  });

  test("of words", async () => {
    expect(await rowsFrom(longestRepeats, wordsOf("a b c a b d"), { top: 1 })).toEqual([
      [2, 2, "0 3", "a b"],
    ]);
  });

  test("none across segments, none at all", async () => {
    expect(await rowsFrom(longestRepeats, contextOf(["xab", "cab", "c"]), { top: 1 })).toEqual([
      [2, 2, "1 4", "ab"],
    ]);
    expect(await reasonFrom(longestRepeats, contextOf("abc"))).toBe("no symbol occurs twice");
  });

  test("a long one of many occurrences is cut", async () => {
    const context = contextOf(Array.from({ length: 9 }, () => "abcdefghij".repeat(5)));
    const [length, occurrences, places, begins] = (await rowsFrom(longestRepeats, context, { top: 1 }))[0]!;
    expect([length, occurrences]).toEqual([50, 9]);
    expect(places).toBe("0 50 100 150 200 250 300 350 ...");
    expect(begins).toBe("abcdefghij".repeat(4));
  });
});

describe("duplicates", () => {
  const once = bytes(1000);
  const copied = contextOfSymbols([...once, ...bytes(1000, 2), ...once.slice(100, 300)], 256);

  test("share of all occurrences and of later ones", async () => {
    expect(await numberFrom(duplicateShare, copied)).toBe(400 / 2200);
    expect(await numberFrom(duplicateShare, copied, { occurrences: "later" })).toBe(200 / 2200);
    expect(await numberFrom(duplicateShare, copied, { length: 201 })).toBe(0);
    expect(await reasonFrom(duplicateShare, copied, { length: 2201 })).toBe(
      "2200 symbols have no block of 2201",
    );
  });

  test("repeat spectrum: everything at L = 1, the copy from 4 to its length", async () => {
    const points = await seriesFrom(repeatSpectrum, copied);
    expect(points.map(({ x }) => x)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 200]);
    expect(points.slice(2).map(({ value }) => value)).toEqual(new Array(7).fill(400 / 2200));
    expect(points[0]!.value).toBeGreaterThan(0.99);
    expect(await reasonFrom(repeatSpectrum, contextOf("abc"))).toBe("no symbol occurs twice");
  });
});

describe("distinct substrings", () => {
  test.each([
    ["banana", 15],
    ["aaaaa", 5],
    ["abc", 6],
  ])("of %s", async (text, expected) => {
    expect(await numberFrom(distinctSubstrings, contextOf(text))).toBe(expected);
  });

  test("of segments: those of both, common ones once", async () => {
    const words = new Set<string>();
    for (const text of ["abab", "bab", "cabb"])
      for (let i = 0; i < text.length; i++)
        for (let j = i + 1; j <= text.length; j++) words.add(text.slice(i, j));
    expect(await numberFrom(distinctSubstrings, contextOf(["abab", "bab", "cabb"]))).toBe(words.size);
  });
});

describe("novelty curve", () => {
  test("by the definition, in segments", async () => {
    const texts = ["abracadabra", "cadabra", "ab", "zabra"];
    const seen = new Set<string>();
    const fresh: boolean[] = [];
    for (const text of texts)
      for (let i = 0; i < text.length; i++) {
        const gram = text.slice(i, i + 3);
        if (gram.length === 3) fresh[fresh.length] = !seen.has(gram);
        else fresh.length++;
        seen.add(gram);
      }
    const points = await seriesFrom(noveltyCurve, contextOf(texts), { k: 3, parts: 5 });
    const expected = [0, 1, 2, 3, 4].map((part) => {
      const grams = fresh.slice(5 * part, 5 * part + 5).filter((isNew) => isNew !== undefined);
      return { x: 5 * part + 5, value: grams.filter(Boolean).length / grams.length, interval: null };
    });
    expect(points).toEqual(expected.filter(({ value }) => !Number.isNaN(value)));
    expect(await reasonFrom(noveltyCurve, contextOf("abc"))).toBe("no block is as long as 4 symbols");
  });

  test("what was copied is not new", async () => {
    const once = bytes(1000);
    const points = await seriesFrom(noveltyCurve, contextOfSymbols([...once, ...once], 256), { parts: 2 });
    expect(points.map(({ value }) => value)).toEqual([1, 0]);
  });
});
