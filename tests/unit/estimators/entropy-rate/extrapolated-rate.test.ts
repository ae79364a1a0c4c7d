import { describe, expect, it, vi } from "vitest";
import { extrapolatedRate } from "../../../../src/estimators/entropy-rate/extrapolated-rate.ts";
import { codedPrefixes } from "../../../../src/estimators/memo/coded-prefixes.ts";
import { extrapolateRate } from "../../../../src/statistics/rate-extrapolation.ts";
import { contextGiven, pairsGiven } from "../context-given.ts";
import { contextOfSymbols, numberFrom, reasonFrom } from "../context-of.ts";

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

  it("f1 unless another is asked for", async () => {
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

  it("of the profile asked for", async () => {
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

it("one symbol costs nothing, and nothing is asked", async () => {
  const constant = contextOfSymbols(new Uint8Array(n), 2);
  const prefixes = { sizes, prefixBits: sizes, squares: n };
  const context = contextGiven([[codedPrefixes("standard"), prefixes]], constant);
  expect(await numberFrom(extrapolatedRate, context)).toBe(0);
});

it("says why there is none", async () => {
  expect(await reasonFrom(extrapolatedRate, pairsGiven(8191))).toBe("8191 symbols, needs 8192");
  const many = Uint32Array.from({ length: 65_537 }, (_, i) => i);
  expect(await reasonFrom(extrapolatedRate, contextOfSymbols(many, 65_537))).toBe(
    "65537 symbols; the observer reads alphabets up to 65536",
  );
});

it("says what it gives", () => {
  expect(extrapolatedRate).toMatchObject({
    id: "extrapolated-rate",
    quantity: "entropyRate",
    title: "extrapolated rate",
    summary: expect.stringContaining("law of learning"),
    formula: expect.stringContaining("f1: h + A n^(b-1)"),
    convention: expect.stringContaining("smallest b within 1"),
    validity: expect.stringContaining("b below .95"),
    cost: expect.stringContaining("the observer"),
    reference: expect.stringContaining("2016"),
  });
});

it("says what it asks for", async () => {
  // Made when they are first asked for, so of an estimator that nobody asked.
  vi.resetModules();
  const { params } = (await import("../../../../src/estimators/entropy-rate/extrapolated-rate.ts"))
    .extrapolatedRate;
  expect(params!.parse({})).toEqual({ profile: "standard", law: "f1" });
  expect(["f1", "f2", "f3", "f4"].map((law) => params!.safeParse({ law }).success)).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(params!.shape["law"]).toMatchObject({ description: "how the code length falls with the prefix" });
});
