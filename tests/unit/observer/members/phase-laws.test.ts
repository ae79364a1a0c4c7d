import { describe, expect, test } from "vitest";
import { PhaseLaws } from "../../../../src/observer/members/phase-laws.ts";

describe("phase laws", () => {
  test("without a period: the estimator of Krichevsky and Trofimov", () => {
    const laws = new PhaseLaws(3, 0);
    expect([0, 0, 2, 0].map((symbol) => laws.learn(symbol, 0))).toEqual([
      0.5 / 1.5,
      1.5 / 2.5,
      0.5 / 3.5,
      2.5 / 4.5,
    ]);
    expect(laws.carry).toBe(false);
  });

  test("a phase met once: the mean of the six laws", () => {
    const laws = new PhaseLaws(3, 2);
    expect(laws.learn(0, 0)).toBeCloseTo(1 / 3, 12);
    expect(laws.learn(1, 1)).toBeCloseTo(0.5 / 2.5, 12);
    // All phases: 1.5 and 0.5 of 3.5. The favourite of phase 0 is 0, as often as not; no strays were met.
    const [same, other] = [1.5 / 3.5, 0.5 / 3.5];
    // A favourite of which no such regularity is known is as likely as any symbol.
    const favourite = [same, 0.5, 0.5, (1 + same) / 2, (1 + 1.5 * same) / 2.5, 1 / 3];
    const stray = [other, 0.25, 0.25, other / 2, (1.5 * other) / 2.5, 1 / 3];
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / 6;
    expect(laws.probability(0, 0)).toBeCloseTo(mean(favourite), 12);
    expect(laws.probability(2, 0)).toBeCloseTo(mean(stray), 12);
    // Learned, each law is weighed by what it said: of phase 1, all phases say 2.5 and 1.5 of 4.5 now, and the favourite
    // of a phase met once was met as due once.
    expect(laws.learn(0, 0)).toBeCloseTo(mean(favourite), 12);
    const [zero, one] = [2.5 / 4.5, 1.5 / 4.5];
    const regular = (1 + 1 / 3) / 2;
    const says = [one, 0.75, 0.75, (1 + one) / 2, (1 + 1.5 * one) / 2.5, regular];
    const weighed = favourite.reduce((sum, weight, k) => sum + weight * says[k]!, 0);
    expect(laws.probability(1, 1)).toBeCloseTo(weighed / (6 * mean(favourite)), 12);
    const others = [zero, 0.125, 0.125, zero / 2, (1.5 * zero) / 2.5, (1 - regular) / 2];
    const strayed = favourite.reduce((sum, weight, k) => sum + weight * others[k]!, 0);
    expect(laws.probability(0, 1)).toBeCloseTo(strayed / (6 * mean(favourite)), 12);
  });

  test("laws that were far off come back", () => {
    // A word without errors for long, then one law for all phases.
    const laws = new PhaseLaws(2, 2);
    for (let i = 0; i < 100_000; i++) laws.learn(i & 1, i & 1);
    expect(laws.carry).toBe(true);
    expect(-Math.log2(laws.probability(0, 0))).toBeLessThan(0.001);
    for (let i = 0; i < 400_000; i++) laws.learn(((i * 0x9e37) >> 7) & 1, i & 1);
    expect(-Math.log2(laws.probability(0, 0))).toBeGreaterThan(0.5);
  });
});
