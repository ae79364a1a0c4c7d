import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { heaviestAbsence } from "../../../src/laws/absence-tail.ts";

/** Ones after as many zeros as are drawn. */
function strewn(n: number, length: (random: Random) => number, seed: number): Uint8Array {
  const random = Random.fromSeed(seed);
  const symbols = new Uint8Array(n);
  for (let at = 0; at < n; at += length(random) + 1) symbols[at] = 1;
  return symbols;
}

const geometric = (mean: number) => (random: Random) =>
  Math.floor(Math.log(1 - random.uniform()) / Math.log(mean / (mean + 1)));
const pareto = (exponent: number) => (random: Random) =>
  Math.floor(10 * (1 - random.uniform()) ** (-1 / exponent));

describe("the heaviest tail of absences", () => {
  // Equal lengths are spread evenly over their unit, which is coarse where most are of one or two.
  test.each([
    [1, 0.08],
    [3, 0.02],
    [30, 0.02],
    [200, 0.02],
  ])("geometric lengths with mean %i have shape 0", (mean, coarse) => {
    const shapes = Array.from({ length: 20 }, (_, seed) => {
      const { shape, lengths } = heaviestAbsence(strewn(200_000, geometric(mean), seed), [200_000], 2)!;
      expect(Math.abs(shape)).toBeLessThan(4 / Math.sqrt(lengths) + coarse);
      return shape;
    });
    expect(Math.abs(shapes.reduce((sum, x) => sum + x, 0) / 20)).toBeLessThan(coarse);
  });

  test.each([1.5, 2, 3])("lengths that fall as x^-%f have the shape of its inverse", (exponent) => {
    const shapes = Array.from(
      { length: 20 },
      (_, seed) => heaviestAbsence(strewn(200_000, pareto(exponent), seed), [200_000], 2)!.shape,
    );
    // The larger the shape, the more is missing of what is seldom seen.
    expect(Math.abs(shapes.reduce((sum, x) => sum + x, 0) / 20 - 1 / exponent)).toBeLessThan(0.08);
  });

  test("bursts of errors have geometric tails, however different their two means", () => {
    const bursts = (random: Random) => geometric(random.uniform() < 0.2 ? 100 : 3)(random);
    const shapes = Array.from(
      { length: 20 },
      (_, seed) => heaviestAbsence(strewn(200_000, bursts, seed), [200_000], 2)!.shape,
    );
    expect(shapes.reduce((sum, x) => sum + x, 0) / 20).toBeLessThan(0.15);
  });

  test("is that of the symbol with the heaviest, a rarer one where it is no chance", () => {
    const random = Random.fromSeed(3);
    // 2 stays away without a scale; 0 and 1 stand in its absences by coin.
    const symbols = strewn(50_000, pareto(1.2), 4).map((one) => (one === 1 ? 2 : random.below(2)));
    expect(heaviestAbsence(symbols, [50_000], 3)).toMatchObject({ symbol: 2 });
  });

  test("absences end with their segment, and few say nothing", () => {
    const symbols = Uint8Array.from({ length: 200 }, (_, i) => (i % 100 === 0 || i % 100 === 99 ? 1 : 0));
    expect(heaviestAbsence(symbols, [200], 2)).toBeUndefined();
    const periodic = Uint8Array.from({ length: 2000 }, (_, i) => (i % 4 === 0 ? 1 : 0));
    // All lengths are equal: nothing exceeds the least.
    expect(heaviestAbsence(periodic, [2000], 2)).toBeUndefined();
    expect(heaviestAbsence(new Uint8Array(1000), [1000], 1)).toBeUndefined();
    const pairs = Uint8Array.from({ length: 4000 }, (_, i) => [1, 0, 1, 0, 0, 1, 0, 0, 0][i % 9] ?? 0);
    const cut = Array.from({ length: 2000 }, (_, s) => 2 * (s + 1));
    expect(heaviestAbsence(pairs, cut, 2)).toBeUndefined();
  });
});
