import { describe, expect, it } from "vitest";
import { studentQuantile } from "../../../../src/math/intervals.ts";
import type { AdaptiveCurve } from "../../../../src/observer/curves/adaptive-curve.ts";
import {
  curvePoints,
  estimateOf,
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
  it("has the errors of its orders and of what blocks add to it", () => {
    const curve = handMadeCurve([2, 2], 1000, [-100, 100], [400, 600]);
    const { value, halfWidth } = structureEstimate(curve);
    expect(value).toBe(1000);
    // Blocks: a sum of two with s = 141.4 has 200. Orders: s = 141.4, the mean of two has 100.
    expect(halfWidth).toBeCloseTo(12.7062 * Math.hypot(200, 100), 0);
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

  it("say what was learned where whole blocks were read", () => {
    expect(curvePoints(curve).map(({ structure }) => structure?.value ?? null)).toEqual([null, null, 0, 10]);
    // Nothing differs between blocks or orders: S is known to 3 bits at best.
    expect(curvePoints(curve).at(-1)!.structure!.halfWidth).toBe(3);
  });

  it("have an error over orders where each order has begun with another block", () => {
    const [first, second] = curvePoints(curve);
    expect(first!.halfWidth).toBeCloseTo(12.7062, 3);
    expect(second!.halfWidth).toBe(0);
  });
});
