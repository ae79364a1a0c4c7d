import { describe, expect, it } from "vitest";
import { bind, take } from "../support.ts";

it("golden-mean has no two zeros in a row, at any seed", async () => {
  const source = await bind("golden-mean(p=0.2)");
  for (let seed = 0; seed < 20; seed++) expect(take(source, 2000, seed).join("")).not.toContain("00");
});

it("even has even runs of ones between zeros", async () => {
  const runs = take(await bind("even(p=0.4)"), 20_000)
    .join("")
    .split("0")
    .slice(1, -1);
  expect(runs.every((run) => run.length % 2 === 0)).toBe(true);
  expect(runs.length).toBeGreaterThan(1000);
});

describe("at the ends of their parameter", () => {
  it.each([
    ["golden-mean(p=0)", 0, 1, 1, /^(01)+0?$|^(10)+1?$/],
    ["golden-mean(p=1)", 0, 0, 0, /^1+$/],
    ["even(p=0)", 0, 0, 0, /^1+$/],
    ["even(p=1)", 0, 0, 0, /^0+$/],
    ["coin(p=0)", 0, 0, 0, /^0+$/],
    ["coin(p=1)", 0, 0, 0, /^1+$/],
    ["interpolate(alphabet=2, lambda=0)", 0, 1, 1, /^(01)+0?$|^(10)+1?$/],
    ["replace(periodic(word=01), eps=1)", 1, 0, 0, /^[01]+$/],
    ["markov(matrix=[[0,1],[1,0]])", 0, 1, 1, /^(01)+0?$|^(10)+1?$/],
    ["markov(matrix=[[0.3,0.7],[0.3,0.7]])", 0.8812908992306927, 0, 0, /^[01]+$/],
    ["uniform(alphabet=1)", 0, 0, 0, /^0+$/],
    ["zipf(alphabet=1)", 0, 0, 0, /^0+$/],
  ])("%s has h = %f, E = %f, C_mu = %f", async (recipe, h, E, C, pattern) => {
    const source = await bind(recipe);
    const { entropyRate, excessEntropy, statisticalComplexity } = source.truth();
    for (const [truth, value] of [
      [entropyRate, h],
      [excessEntropy, E],
      [statisticalComplexity, C],
    ] as const) {
      expect(truth?.status).toBe("exact");
      expect((truth as { value: number }).value).toBeCloseTo(value, 12);
    }
    expect(take(source, 500).join("")).toMatch(pattern);
  });
});
