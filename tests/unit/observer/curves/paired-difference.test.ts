import { describe, expect, it } from "vitest";
import type { PairedCurve } from "../../../../src/observer/curves/paired-curve.ts";
import { pairedDifference } from "../../../../src/observer/curves/paired-difference.ts";
import { summariseCurve } from "../../../../src/observer/curves/structural-information.ts";

const sizes = [1, 2, 4, 7];
const blockLengths = [100, 100, 100, 100];
const curveOf = (blockBits: number[][], trainingBits: number): PairedCurve => ({
  sizes,
  blockLengths,
  blockBits: blockBits.map((bits) => Float64Array.from(bits)),
  trainingBits,
});
// The first size asks two blocks only.
const one = curveOf(
  [
    [400, 420],
    [390, 410, 380, 420],
    [350, 370, 345, 380],
    [300, 330, 310, 340],
  ],
  2500,
);
const other = curveOf(
  [
    [430, 440],
    [420, 445, 400, 450],
    [400, 420, 390, 425],
    [380, 405, 385, 422],
  ],
  3100,
);

describe("pairedDifference", () => {
  it("has the differences of the rates, and of S, which are linear in the blocks", () => {
    const difference = summariseCurve(pairedDifference(other, one));
    const [a, b] = [summariseCurve(one), summariseCurve(other)];
    for (const j of sizes.keys()) {
      expect(difference.rates[j]!.value).toBeCloseTo(b.rates[j]!.value - a.rates[j]!.value, 12);
      expect(difference.structures[j]!.value).toBeCloseTo(
        b.structures[j]!.value - a.structures[j]!.value,
        10,
      );
    }
    expect(pairedDifference(other, one).trainingBits).toBe(600);
  });

  it("has the error of paired blocks", () => {
    // Differences of the last size: 80, 75, 75, 82 bits for 100 symbols; mean 78, squares about it 4 + 9 + 9 + 16.
    const { rates } = summariseCurve(pairedDifference(other, one));
    expect(rates.at(-1)!.value).toBeCloseTo(0.78, 12);
    expect(rates.at(-1)!.error).toBeCloseTo(Math.sqrt(38 / 3 / 4) / 100, 12);
  });

  it("refuses curves of different plans", () => {
    expect(() => pairedDifference(one, { ...other, sizes: [1, 2, 4, 8] })).toThrow(RangeError);
    expect(() => pairedDifference(one, { ...other, blockLengths: [100, 100, 100, 99] })).toThrow(RangeError);
    expect(() => pairedDifference({ ...one, blockBits: other.blockBits.slice(1) }, other)).toThrow(
      RangeError,
    );
  });
});
