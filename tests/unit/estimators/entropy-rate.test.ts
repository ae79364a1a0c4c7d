import { describe, expect, it, test, vi } from "vitest";
import type { EstimationContext, Estimator } from "../../../src/core/estimator.ts";
import { Random } from "../../../src/core/random.ts";
import {
  blockGain,
  codedPrefixes,
  extrapolatedRate,
  lempelZiv76Rate,
  lempelZiv78Rate,
} from "../../../src/estimators/entropy-rate.ts";
import { excessEntropy } from "../../../src/estimators/structure.ts";
import { bindRecipe } from "../../../src/sources/recipe.ts";
import { extrapolateRate } from "../../../src/statistics/rate-extrapolation.ts";
import { contextGiven, pairsGiven } from "./context-given.ts";
import { contextOf, contextOfSymbols, generate, numberFrom, reasonFrom } from "./context-of.ts";

describe("entropy rate", () => {
  test("LZ76: banana has 4 phrases in 6 symbols", async () => {
    expect(await numberFrom(lempelZiv76Rate, contextOf("banana"))).toBeCloseTo((4 * Math.log2(6)) / 6, 14);
  });

  test("LZ78: banana is b a n an a, 5 phrases", async () => {
    expect(await numberFrom(lempelZiv78Rate, contextOf("banana"))).toBeCloseTo((5 * Math.log2(5)) / 6, 14);
  });

  test("block gain of a fair coin is that of single symbols, and all of it noise", async () => {
    const coin = contextOfSymbols(
      generate(100_000, (random) => random.below(2)),
      2,
    );
    expect(await numberFrom(blockGain, coin)).toBeCloseTo(1, 3);
  });

  test("block gain finds the golden mean: h = 2/3", async () => {
    let last = 0;
    const symbols = generate(100_000, (random) => {
      last = last === 1 ? 0 : random.below(2);
      return last;
    });
    // Standard error of h at n = 1e5 is about .001.
    expect(Math.abs((await numberFrom(blockGain, contextOfSymbols(symbols, 2))) - 2 / 3)).toBeLessThan(0.004);
  });

  test("block gain of a period is 0 to the order 1/n, of one symbol exactly", async () => {
    const period = contextOfSymbols(
      Array.from({ length: 10_000 }, (_, i) => i % 5),
      256,
    );
    expect(Math.abs(await numberFrom(blockGain, period))).toBeLessThan(1e-3);
    expect(await numberFrom(blockGain, contextOf("aaaa"))).toBe(0);
  });

  test("h(L) and E(L) are bounds, and on the even process nothing better: its memory has no end", async () => {
    const source = await bindRecipe("even(p=0.5)");
    for (let seed = 1; seed <= 20; seed++) {
      const symbols = new Uint8Array(10_000);
      source.open(Random.fromSeed(seed)).fill(symbols);
      const context = contextOfSymbols(symbols, 2);
      const gain = await boundFrom(blockGain, context);
      expect(gain.bound).toBe("upper");
      // h = 2/3 and E = H2(1/3), by the machine: h(L) lies above and E(L) below by more than their errors.
      expect(gain.lower).toBeGreaterThan(2 / 3);
      const excess = await boundFrom(excessEntropy, context);
      expect(excess.bound).toBe("lower");
      expect(excess.upper).toBeLessThan(0.918295834);
    }
  });

  async function boundFrom(estimator: Estimator, context: EstimationContext) {
    const measured = await estimator.measure(context);
    if (measured.status !== "ok" || measured.shape !== "scalar") throw new Error("no number");
    return { bound: measured.bound, lower: measured.interval!.lower, upper: measured.interval!.upper };
  }

  test("block gain is withheld where even single symbols are undersampled", async () => {
    expect(await reasonFrom(blockGain, contextOf("abcdefgh"))).toBe(
      "undersampled: 8 of 8 symbols occur only once, a coverage below 0.98",
    );
  });
});

const n = 8192;
const sizes = [512, 1024, 2048, 4096, 8192];

/** Prefixes that cost so many bits a symbol, a symbol's bits having a variance. */
function given(rateAt: (size: number) => number, variance: number, profile = "standard") {
  const prefixBits = sizes.map((size) => size * rateAt(size));
  const squares = n * (variance + rateAt(n) ** 2);
  return pairsGiven(n, [codedPrefixes(profile as "standard"), { sizes, prefixBits, squares }]);
}

describe("the limit of a law that holds exactly", () => {
  // Of b = 0, the smallest exponent there is, nothing is left to the noise.
  it.each([
    ["f1", (size: number) => 0.7 + 40 / size, 0.7],
    ["f2", (size: number) => 0.7 + (9 * Math.log(size)) / size, 0.7],
    ["f3", (size: number) => Math.exp(-0.4 + 90 / size), Math.exp(-0.4)],
  ] as const)("%s with b = 0", async (law, rateAt, limit) => {
    expect(await numberFrom(extrapolatedRate, given(rateAt, 0.3), { law })).toBeCloseTo(limit, 10);
  });

  it("f1 by default", async () => {
    expect(
      await numberFrom(
        extrapolatedRate,
        given((size) => 1.5 + 7 / size, 2),
      ),
    ).toBeCloseTo(1.5, 10);
    expect(
      await numberFrom(
        extrapolatedRate,
        given(() => 1.5, 2),
      ),
    ).toBeCloseTo(1.5, 12);
  });

  it("of the requested profile", async () => {
    const context = given((size) => 1.5 + 7 / size, 2, "fast");
    expect(await numberFrom(extrapolatedRate, context, { profile: "fast" })).toBeCloseTo(1.5, 10);
  });
});

it.each([1e-4, 0.01, 0.5, 30])(
  "the noise of symbols of variance %d decides what is extrapolated",
  async (variance) => {
    const rateAt = (size: number) => 0.5 + 3 / Math.sqrt(size);
    const { limit } = extrapolateRate(sizes, sizes.map(rateAt), "f1", variance);
    expect(await numberFrom(extrapolatedRate, given(rateAt, variance))).toBeCloseTo(limit, 9);
  },
);

it("what falls ever more slowly does not level off", async () => {
  const falling = (exponent: number) => (size: number) => 0.5 + Math.exp((exponent - 1) * Math.log(size));
  expect(await reasonFrom(extrapolatedRate, given(falling(0.98), 1e-6))).toBe(
    "code lengths do not level off: they fall as n^(b-1) with b above 0.95",
  );
  // The smallest exponent that is within 1 of the best chi-square lies a little below.
  const limit = await numberFrom(extrapolatedRate, given(falling(0.9), 1e-6));
  expect(limit).toBeCloseTo(extrapolateRate(sizes, sizes.map(falling(0.9)), "f1", 1e-6).limit, 6);
});

it("one symbol costs nothing and needs no observer", async () => {
  const constant = contextOfSymbols(new Uint8Array(n), 2);
  const prefixes = { sizes, prefixBits: sizes, squares: n };
  const context = contextGiven([[codedPrefixes("standard"), prefixes]], constant);
  expect(await numberFrom(extrapolatedRate, context)).toBe(0);
});

it("gives a reason where it is undefined", async () => {
  expect(await reasonFrom(extrapolatedRate, pairsGiven(8191))).toBe("8191 symbols, needs 8192");
  const many = Uint32Array.from({ length: 65_537 }, (_, i) => i);
  expect(await reasonFrom(extrapolatedRate, contextOfSymbols(many, 65_537))).toBe(
    "65537 symbols; the observer reads alphabets up to 65536",
  );
});

it("declares its parameters and defaults", async () => {
  // Made when they are first asked for, so of an estimator that nobody asked.
  vi.resetModules();
  const { params } = (await import("../../../src/estimators/entropy-rate.ts")).extrapolatedRate;
  expect(params!.parse({})).toEqual({ profile: "standard", law: "f1" });
  expect(["f1", "f2", "f3", "f4"].map((law) => params!.safeParse({ law }).success)).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(params!.shape["law"]).toMatchObject({ description: "how the code length falls with the prefix" });
});
