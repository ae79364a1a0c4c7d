import { expect, test } from "vitest";
import { ngramCoverage } from "../../../src/estimators/ngrams/good-turing-coverage.ts";
import { taylorExponent } from "../../../src/estimators/ngrams/taylor-exponent.ts";
import { vocabularyGrowth } from "../../../src/estimators/ngrams/vocabulary-growth.ts";
import { yuleK } from "../../../src/estimators/ngrams/yule-k.ts";
import { zipfMandelbrot } from "../../../src/estimators/ngrams/zipf-mandelbrot.ts";
import {
  contextOf,
  contextOfSymbols,
  generate,
  numberFrom,
  reasonFrom,
  rowsFrom,
  seriesFrom,
} from "./context-of.ts";

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

test("Zipf-Mandelbrot: five rows, p only when asked for, a reason below ten symbols", async () => {
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

test("Taylor exponent: where it is not defined it says why", async () => {
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
