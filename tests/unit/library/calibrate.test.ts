import { expect, it } from "vitest";
import { type CalibrateOptions, calibrate, truth } from "../../../src/index.ts";

const word = "lag-copy(lag=200, eps=0, alphabet=32)";
const here = { lengths: [2000], runs: 2, threads: 0 } as const;

it("grades an own measure beside estimators, against the truth that the library states", async () => {
  const seen: number[] = [];
  const { rows, verdicts } = await calibrate([word], {
    ...here,
    estimators: ["structure"],
    measure: ({ symbols, alphabetSize }) => {
      seen.push(symbols.length, alphabetSize);
      return 990;
    },
  });
  const known = await truth(word, "learnableBits", { length: 2000, threads: 0 });
  expect(seen).toEqual([2000, 32, 2000, 32]);
  expect(rows.map(({ estimator, truth }) => [estimator, truth])).toEqual([
    ["structure", known.value],
    ["measure", known.value],
  ]);
  expect(rows[1]!.errors!.bias.value).toBeCloseTo(990 - known.value, 9);
  // Both are measures of structure, and judged together.
  expect(verdicts.map(({ quantity, trust }) => [quantity, trust?.estimator])).toEqual([
    ["learnableBits", "measure"],
  ]);
});

it("grades boundaries that a function returns, beside those of sections", async () => {
  const joined = "concat(periodic(word=01), uniform(alphabet=256), lengths=[8000,12000])";
  const options = { quantity: "boundary", runs: 2, threads: 0 } as const;
  const seen: number[] = [];
  const { rows, verdicts } = await calibrate([joined], {
    ...options,
    measure: ({ symbols }) => {
      seen.push(symbols.length);
      return [8001, 30, 12_000];
    },
  });
  expect(seen).toEqual([20_000, 20_000]);
  expect(rows.map(({ estimator, quantity, errors }) => [estimator, quantity, errors!.bias.value])).toEqual([
    ["measure", "boundary", 1],
    ["measure", "falseBoundaries", 2],
    ["sections", "boundary", expect.closeTo(0, -1)],
    ["sections", "falseBoundaries", 0],
  ]);
  expect(verdicts).toEqual([]);
  for (const wrong of [1, ["8000"], [Number.NaN], [null], "8000"])
    await expect(calibrate([joined], { ...options, measure: () => wrong as never })).rejects.toThrow(
      /^measure on concat.* returns .*, not an array of places$/,
    );
});

it("states what depends on the sample only where its length is named", async () => {
  expect((await truth.all(word, { threads: 0 })).truth.learnableBits).toBeUndefined();
  expect((await truth.try("coin", "learnableBits", { length: 100, threads: 0 })).status).toBe("unknown");
});

it.each<[CalibrateOptions, RegExp]>([
  [{ measure: () => Number.NaN }, /^measure on lag-copy.*, seed 1: returns NaN, not a number$/],
  [{ measure: "gzip" as never }, /measure takes a function/],
  [{ quantity: "nosuch" as never }, /no quantity "nosuch"/],
  [{ runs: 1 }, /runs must be a whole number from 2, not 1/],
  [{ lengths: [] }, /lengths takes whole numbers/],
  [{ lengths: [0.5] }, /lengths takes whole numbers/],
  [{ estimators: ["nosuch"] }, /no estimator "nosuch"/],
])("%j is refused", async (options, message) => {
  await expect(calibrate([word], { ...here, measure: () => 0, ...options })).rejects.toThrow(message);
});
