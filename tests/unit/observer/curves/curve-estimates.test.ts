import { describe, expect, it } from "vitest";
import { studentQuantile } from "../../../../src/math/student-t.ts";
import type { AdaptiveCurve } from "../../../../src/observer/curves/adaptive-curve.ts";
import {
  curvePoints,
  estimateOf,
  growthExponent,
  luckOfLearning,
  rateInfluence,
  structureEstimate,
} from "../../../../src/observer/curves/curve-estimates.ts";
import { curveValues, handMadeCurve } from "./hand-made-curve.ts";

const flat = Array<number>(16).fill(2);

describe("l(M)", () => {
  it("has the errors of a mean over blocks and of one over orders", () => {
    // Blocks of 1 and 3 bits: s = sqrt 2, the mean of two has 1. Orders 20 bits off of 200 symbols: .1, and t of one degree each.
    const curve = handMadeCurve([1, 3], 0, [-20, 20]);
    const { value, halfWidth } = estimateOf(rateInfluence(curve), curve);
    expect(value).toBe(2);
    expect(halfWidth).toBeCloseTo(12.7062 * Math.hypot(1, 0.1), 3);
  });

  it("counts few orders by their own Student's t", () => {
    const curve = handMadeCurve(Array(25).fill(2), 0, [-250, 0, 250]);
    // s = .1 bit/symbol, the mean of three has .1 / sqrt 3; t with two degrees of freedom is 4.3027.
    expect(estimateOf(rateInfluence(curve), curve).halfWidth).toBeCloseTo((4.3027 * 0.1) / Math.sqrt(3), 4);
  });

  it("has the same error for blocks by turns high and low as by their variance, a smaller one for a drift", () => {
    const errorOf = (rates: readonly number[]) => {
      const curve = handMadeCurve(rates, 0, [0, 0]);
      return estimateOf(rateInfluence(curve), curve).halfWidth / studentQuantile(0.95, 10);
    };
    const turns = errorOf([1, 1, 3, 3, 1, 1, 3, 3, 1, 1, 3, 3, 1, 1, 3, 3]);
    // s^2 = 16/15 of 16 blocks.
    expect(turns).toBeCloseTo(Math.sqrt(1 / 15), 1);
    const drift = Array.from({ length: 16 }, (_, b) => 1 + (2 * b) / 15);
    expect(errorOf(drift)).toBeLessThan(turns / 4);
  });
});

describe("S", () => {
  it("has the errors of its orders, of what blocks add to it, and of what was drawn", () => {
    const curve = handMadeCurve([2, 2], 1000, [-100, 100], [400, 600]);
    const { value, halfWidth } = structureEstimate(curve);
    expect(value).toBe(1000);
    // Blocks: a sum of two with s = 141.4 has 200. Orders: s = 141.4, the mean of two has 100.
    expect(halfWidth).toBeCloseTo(Math.hypot(12.7062 * Math.hypot(200, 100), luckOfLearning(curve)), 0);
    // 2 S / log2 200 parameters, each half a chi square, twice.
    expect(luckOfLearning(curve)).toBeCloseTo(12.7062 * Math.LOG2E * Math.sqrt(2000 / Math.log2(200)), 2);
  });

  it("is never below minus its own error, and known to 3 bits at best", () => {
    expect(structureEstimate(handMadeCurve(flat, -50, [0, 0, 0]))).toEqual({
      value: -50,
      halfWidth: expect.closeTo(50, 9),
    });
    expect(structureEstimate(handMadeCurve(flat, 0, [0, 0, 0])).halfWidth).toBe(3);
  });
});

describe("the points of a curve", () => {
  const end = handMadeCurve(flat, 10, [0, 0]);
  const curve: AdaptiveCurve = {
    ...end,
    ...curveValues([3, 2], [0, 10]),
    without: end.without.map(() => curveValues([3, 2], [0, 10])),
    beginning: [
      { size: 1, orderRates: Float64Array.of(7, 9) },
      { size: 3, orderRates: Float64Array.of(6, 6) },
    ],
    positions: [{ size: 50, end: 100 }, end.positions[0]!],
  };

  it("go from the first symbols to all of them", () => {
    expect(curvePoints(curve).map(({ size, value }) => [size, value])).toEqual([
      [1, 8],
      [3, 6],
      [50, 3],
      [1600, 2],
    ]);
  });

  it("have an error over orders where each order has begun with another block", () => {
    const [first, second] = curvePoints(curve);
    expect(first!.halfWidth).toBeCloseTo(12.7062, 3);
    expect(second!.halfWidth).toBe(0);
  });
});

describe("the growth exponent", () => {
  const ends = [100, 200, 400, 800, 1600];

  /** A curve whose S(m) grows as m^b, and without each of its blocks with another b. */
  function growing(exponent: number, without: readonly number[] = flat.map(() => exponent), factor = 3) {
    const values = (b: number) =>
      curveValues(
        ends.map(() => 2),
        ends.map((m) => factor * m ** b),
      );
    return {
      ...handMadeCurve(flat, 10, [0, 0]),
      ...values(exponent),
      positions: ends.map((end) => ({ size: end, end })),
      without: without.map(values),
    } satisfies AdaptiveCurve;
  }

  it("is read off a power law", () => {
    const { value, halfWidth } = growthExponent(growing(0.7))!;
    expect(value).toBeCloseTo(0.7, 9);
    expect(halfWidth).toBeCloseTo(0, 9);
  });

  it("has the error of the exponents without each of the blocks", () => {
    const without = flat.map((_, i) => 0.7 + (i % 2 === 0 ? 0.001 : -0.001));
    const { value, halfWidth } = growthExponent(growing(0.7, without))!;
    expect(value).toBeCloseTo(0.7, 9);
    // Fifteen differences of .002, ten degrees of freedom.
    expect(halfWidth).toBeCloseTo(studentQuantile(0.95, 10) * 0.002 * Math.sqrt((15 * 15) / 16 / 2), 6);
  });

  it("is none where nothing had to be learned", () => {
    expect(growthExponent(growing(0.7, undefined, -1))).toBeUndefined();
    const one = growing(0.7);
    const without = [...one.without.slice(1), curveValues([2, 2, 2, 2, 2], [1, 1, 1, 1, -1])];
    expect(growthExponent({ ...one, without })).toBeUndefined();
    expect(growthExponent(handMadeCurve(flat, 10, [0, 0]))).toBeUndefined();
  });
});
