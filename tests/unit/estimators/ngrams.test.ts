import { expect, test } from "vitest";
import { distinctNgrams } from "../../../src/estimators/ngrams/distinct-ngrams.ts";
import { ngramFrequencySpectrum } from "../../../src/estimators/ngrams/frequency-spectrum.ts";
import { hapaxShare } from "../../../src/estimators/ngrams/hapax-share.ts";
import { heapsExponent } from "../../../src/estimators/ngrams/heaps-exponent.ts";
import { ngramCounts } from "../../../src/estimators/ngrams/ngram-counts.ts";
import { topNgrams } from "../../../src/estimators/ngrams/top-ngrams.ts";
import { typeTokenRatio } from "../../../src/estimators/ngrams/type-token-ratio.ts";
import { zipfExponent } from "../../../src/estimators/ngrams/zipf-exponent.ts";
import {
  contextOf,
  contextOfSymbols,
  numberFrom,
  reasonFrom,
  rowsFrom,
  seriesFrom,
  wordsOf,
} from "./context-of.ts";

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

test("factor counts of Thue-Morse", async () => {
  const symbols = Array.from(
    { length: 4096 },
    (_, i) => [...i.toString(2)].filter((bit) => bit === "1").length % 2,
  );
  const points = await seriesFrom(distinctNgrams, contextOfSymbols(symbols, 2), { maxOrder: 16 });
  const counts = new Map(points.map((point) => [point.x, point.value]));
  expect([1, 2, 3, 4, 8, 16].map((k) => counts.get(k))).toEqual([2, 4, 6, 10, 22, 46]);
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
  expect(await reasonFrom(zipfExponent, contextOf("aaa"))).toBe("a law of ranks needs two different symbols");
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
