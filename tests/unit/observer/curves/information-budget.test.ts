import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import type { CurveEnd } from "../../../../src/observer/curves/curve-estimates.ts";
import { informationBudget, type Part } from "../../../../src/observer/curves/information-budget.ts";

const parts: readonly Part[] = ["random", "learned", "free"];

/** A curve that ends at this l(M) and S after 1 000 symbols, with what two blocks contribute to their errors. */
function curve(rate: number, structure: number, dRate = [0, 0], dStructure = [0, 0]): CurveEnd {
  return {
    trainingLength: 1000,
    freedom: dRate.length - 1,
    rate: { value: rate, residuals: Float64Array.from(dRate) },
    structure: { value: structure, residuals: Float64Array.from(dStructure) },
  };
}

/** [value less lower, upper less value] of the interval of a share. */
function reach(given: CurveEnd, alphabetSize: number, part: Part) {
  const budget = informationBudget(given, alphabetSize, 0.95);
  const { lower, upper } = budget.intervals[part]!;
  return [budget[part] - lower, upper - budget[part]];
}

describe("shares", () => {
  test("three shares of log2 A that sum to 1", () => {
    // log2 16 = 4 bits: 1 bit a symbol stays, 2 000 bits over 1 000 symbols were learned.
    const expected = { random: 0.25, learned: 0.5, free: 0.25 };
    expect(informationBudget(curve(1, 2000), 16, 0.95)).toMatchObject({ ...expected, raw: expected });
  });

  test("a rate above log2 A is all of it, a negative S is nothing", () => {
    expect(informationBudget(curve(2.5, -100), 4, 0.95)).toMatchObject({
      random: 1,
      learned: 0,
      free: 0,
      raw: { random: 1.25, learned: -0.05, free: expect.closeTo(-0.2, 12) },
    });
  });

  test("more than there is: the remainder is 0 and the others are scaled", () => {
    const { random, learned, free, raw } = informationBudget(curve(1.5, 1500), 4, 0.95);
    expect([random, learned, free]).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0.5, 12), 0]);
    expect(raw).toEqual({ random: 0.75, learned: 0.75, free: -0.5 });
  });
});

describe("intervals", () => {
  // Student's t of two blocks, one degree of freedom: tan(.475 pi).
  const t = Math.tan(0.475 * Math.PI);

  test("Student's t over the blocks, in shares", () => {
    // Over log2 16 = 4 bits: residuals .001 and -.001 of the rate have the error .001 sqrt 2 / 4.
    const given = curve(2, 800, [0.001, -0.001], [4, 4]);
    expect(reach(given, 16, "random")).toEqual(Array(2).fill(expect.closeTo((t * 0.001 * Math.SQRT2) / 4)));
    expect(reach(given, 16, "learned")).toEqual(
      Array(2).fill(expect.closeTo((t * 4 * Math.SQRT2) / 4000, 9)),
    );
    // Not correlated: the remainder has the root of squares.
    const both = t * Math.sqrt(2) * Math.hypot(0.001 / 4, 4 / 4000);
    expect(reach(given, 16, "free")).toEqual(Array(2).fill(expect.closeTo(both, 9)));
  });

  test.each([
    ["a block that costs more also has more to learn: errors add", 1, 2],
    ["what is learned there is not paid at the end: errors cancel", -1, 0],
  ])("%s", (_, sign, times) => {
    // 1 bit of S is 1/1 000 of l(M): residuals of the same size, in shares.
    const given = curve(2, 800, [0.001, -0.001], [sign, -sign]);
    const one = (t * 0.001 * Math.SQRT2) / 4;
    for (const part of ["random", "learned"] as const) {
      expect(reach(given, 16, part)).toEqual(Array(2).fill(expect.closeTo(one, 9)));
    }
    expect(reach(given, 16, "free")).toEqual(Array(2).fill(expect.closeTo(times * one, 9)));
  });

  test("stay within 0 and 1, and hold the share", () => {
    // Noise: 2.01 +- .03 bit of 2, S = -10 +- 20 of 2 000 bits.
    const e = Math.SQRT2 * t;
    const noise = curve(2.01, -10, [0.03 / e, -0.03 / e], [20 / e, 20 / e]);
    const { intervals } = informationBudget(noise, 4, 0.95);
    expect(intervals.random).toEqual({
      lower: expect.closeTo(0.99, 9),
      upper: 1,
      level: 0.95,
      method: "blocks",
    });
    expect(intervals.learned).toMatchObject({ lower: 0, upper: expect.closeTo(0.005, 3) });
    expect(intervals.free).toMatchObject({ lower: 0, upper: expect.closeTo(0.01, 9) });
  });
});

const gaussian = (random: Random) =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());

/** The end of a curve whose blocks cost 2 +- .3 bits and have 3 000 +- 900 bits to learn; the two go together. */
function drawn(random: Random, blocks: number): CurveEnd {
  const harder = Array.from({ length: blocks }, () => gaussian(random));
  const richer = harder.map((h) => 0.6 * h + 0.8 * gaussian(random));
  const meanOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / blocks;
  const influence = (value: number, spread: number, deviations: readonly number[]) => {
    const scale = spread / Math.sqrt(blocks * (blocks - 1));
    const mean = meanOf(deviations);
    return {
      value: value + spread * mean,
      residuals: Float64Array.from(deviations, (one) => scale * (one - mean)),
    };
  };
  return {
    trainingLength: 1000,
    freedom: blocks - 1,
    rate: influence(2, 0.3, harder),
    structure: influence(3000, 900, richer),
  };
}

test.each([8, 24])(
  "of %i blocks, hold the shares of the law in 93 to 97 per cent of 4 000 draws",
  (blocks) => {
    const truth = { random: 2 / 6, learned: 3 / 6, free: 1 / 6 };
    const runs = 4000;
    const held = { random: 0, learned: 0, free: 0 };
    for (let run = 0; run < runs; run++) {
      const { intervals } = informationBudget(
        drawn(Random.fromSeed(1).fork(`${blocks} ${run}`), blocks),
        64,
        0.95,
      );
      for (const part of parts) {
        const { lower, upper } = intervals[part]!;
        if (lower <= truth[part] && truth[part] <= upper) held[part]++;
      }
    }
    for (const part of parts) expect(Math.abs(held[part] / runs - 0.95)).toBeLessThan(0.02);
  },
);
