import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { allocateSymbols } from "../../../src/core/sequence.ts";
import { contextTreeWeightingRate, extrapolatedRate } from "../../../src/estimators/entropy-rate.ts";
import { bind } from "../sources/support.ts";
import { contextOf, contextOfSymbols, numberFrom, reasonFrom } from "./context-of.ts";

async function contextOfRecipe(recipe: string, n: number, seed = 5) {
  const source = await bind(recipe);
  const symbols = allocateSymbols(n, source.alphabetSize);
  source.open(Random.fromSeed(seed)).fill(symbols);
  return contextOfSymbols(symbols, source.alphabetSize);
}

describe("context tree weighting", () => {
  test("KT's law of 3 symbols with depth 1, by hand", async () => {
    // Symbols 0 0 1 after zeros: root 1/2 3/4 1/6, leaf 0 the same, half each: 3/48 both, and one bit for the alphabet.
    const bits = -Math.log2((1 / 2) * (3 / 4) * (1 / 6));
    expect(
      3 * (await numberFrom(contextTreeWeightingRate, contextOfSymbols([0, 0, 1], 2), { depth: 1 })),
    ).toBeCloseTo(bits + 1, 12);
  });

  // Errors of one run of another implementation: -.004, +.004 and +.000 at n = 10^4, with a standard error of some .005.
  test.each([
    ["golden-mean(p=0.5)", 2 / 3],
    ["even(p=0.5)", 2 / 3],
    ["replace(golden-mean(p=0.5), eps=0.1)", 0.7961693412903866],
  ])("%s at 10 000 symbols", async (recipe, h) => {
    const rate = await numberFrom(contextTreeWeightingRate, await contextOfRecipe(recipe, 10_000));
    expect(Math.abs(rate - h)).toBeLessThan(0.02);
  });

  test("a deeper tree sees what a shallow one does not", async () => {
    const context = await contextOfRecipe("periodic(word=00010111)", 4000);
    expect(await numberFrom(contextTreeWeightingRate, context, { depth: 3 })).toBeLessThan(0.05);
    expect(await numberFrom(contextTreeWeightingRate, context, { depth: 1 })).toBeGreaterThan(0.9);
  });
});

describe("extrapolated rate", () => {
  // The standard error of a rate at 2^14 symbols is some .006; of the last digit the law adds about as much.
  test.each([
    ["golden-mean(p=0.5)", 2 / 3, 0.02],
    ["even(p=0.5)", 2 / 3, 0.02],
    ["coin(p=0.1)", 0.4689955935892812, 0.03],
    ["uniform(alphabet=27)", Math.log2(27), 0.01],
    ["thue-morse", 0, 0.01],
  ])("%s by every law", async (recipe, h, tolerance) => {
    const context = await contextOfRecipe(recipe, 16_384);
    for (const law of ["f1", "f2"]) {
      const rate = await numberFrom(extrapolatedRate, context, { law, profile: "fast" });
      expect(Math.abs(rate - h)).toBeLessThan(tolerance);
    }
    if (h > 0)
      expect(
        Math.abs((await numberFrom(extrapolatedRate, context, { law: "f3", profile: "fast" })) - h),
      ).toBeLessThan(tolerance);
  });

  test("short texts and texts of one symbol", async () => {
    expect(await reasonFrom(extrapolatedRate, contextOf("abc"))).toBe("3 symbols, needs 8192");
    expect(await numberFrom(extrapolatedRate, contextOf("a".repeat(8192)), { profile: "fast" })).toBe(0);
  });
});
