import { describe, expect, it } from "vitest";
import { studentQuantile } from "../../../../src/math/student-t.ts";
import type { AdaptiveCurve, CurvePosition } from "../../../../src/observer/curves/adaptive-curve.ts";
import {
  curvePoints,
  estimateOf,
  growthExponent,
  rateInfluence,
  structureEstimate,
} from "../../../../src/observer/curves/curve-estimates.ts";
import { handMadeCurve } from "./hand-made-curve.ts";

describe("l(M)", () => {
  it("has the errors of a mean over blocks and of one over orders", () => {
    // Blocks of 1 and 3 bits: s = sqrt 2, the mean of two has 1. Orders .1 off on both sides: .1, and t of one degree each.
    const curve = handMadeCurve([1, 3], [0, 0], [-0.1, 0.1]);
    const { value, halfWidth } = estimateOf(rateInfluence(curve), curve);
    expect(value).toBe(2);
    expect(halfWidth).toBeCloseTo(12.7062 * Math.hypot(1, 0.1), 3);
  });

  it("counts few orders by their own Student's t", () => {
    const curve = handMadeCurve(Array(25).fill(2), [0, 0, 0], [-0.1, 0, 0.1]);
    // s = .1, the mean of three has .1 / sqrt 3; t with two degrees of freedom is 4.3027.
    expect(estimateOf(rateInfluence(curve), curve).halfWidth).toBeCloseTo((4.3027 * 0.1) / Math.sqrt(3), 4);
  });
});

describe("S", () => {
  it("has the errors of its orders, and that of blocks in proportion to what they cost", () => {
    const curve = handMadeCurve([1, 3], [900, 1100]);
    const { value, halfWidth } = structureEstimate(curve);
    expect(value).toBe(1000);
    // Blocks: 1 of 2 bits is half of 1 000. Orders: s = 141.4, the mean of two has 100.
    expect(halfWidth).toBeCloseTo(12.7062 * Math.hypot(500, 100), 1);
  });

  it("is never below minus its own error, and known to 3 bits at best", () => {
    const same = Array<number>(16).fill(2);
    expect(structureEstimate(handMadeCurve(same, [-50, -50, -50]))).toEqual({
      value: -50,
      halfWidth: expect.closeTo(50, 9),
    });
    expect(structureEstimate(handMadeCurve(same, [0, 0, 0])).halfWidth).toBe(3);
  });
});

describe("the points of a curve", () => {
  const [only] = handMadeCurve(Array(16).fill(2), [10, 10]).positions;
  const curve: AdaptiveCurve = {
    ...handMadeCurve(Array(16).fill(2), [10, 10]),
    beginning: [
      { size: 1, orderRates: Float64Array.of(7, 9) },
      { size: 3, orderRates: Float64Array.of(6, 6) },
    ],
    positions: [{ ...only!, size: 50, end: 100, rate: 3, orderRates: Float64Array.of(3, 3) }, only!],
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

  /** A curve of four orders whose S(m) grows as m^b; each order has its own b. */
  function growing(exponents: readonly number[], factor = 3): AdaptiveCurve {
    const [only] = handMadeCurve(Array(16).fill(2), exponents).positions;
    const power = (m: number, b: number) => factor * Math.exp(b * Math.log(m));
    const positions = ends.map((end): CurvePosition => {
      const orderStructures = Float64Array.from(exponents, (b) => power(end, b));
      const structure = orderStructures.reduce((sum, one) => sum + one, 0) / exponents.length;
      return { ...only!, end, structure, orderStructures };
    });
    return { ...handMadeCurve(Array(16).fill(2), exponents), positions };
  }

  it("is read off a power law", () => {
    const { value, halfWidth } = growthExponent(growing([0.7, 0.7, 0.7]))!;
    expect(value).toBeCloseTo(0.7, 9);
    expect(halfWidth).toBeCloseTo(0, 9);
  });

  it("has the error of the exponents of its orders, where these differ little", () => {
    const { value, halfWidth } = growthExponent(growing([0.699, 0.7, 0.701]))!;
    expect(value).toBeCloseTo(0.7, 4);
    expect(halfWidth / ((studentQuantile(0.95, 2) * 0.001) / Math.sqrt(3))).toBeCloseTo(1, 1);
  });

  it("is none where nothing had to be learned", () => {
    expect(growthExponent(growing([0.7, 0.7], -1))).toBeUndefined();
    expect(growthExponent(handMadeCurve(Array(16).fill(2), [10, 10]))).toBeUndefined();
  });
});
