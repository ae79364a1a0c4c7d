import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { studentQuantile } from "../../../../src/math/student-t.ts";
import { informationBudget, type Part } from "../../../../src/observer/curves/information-budget.ts";
import type { PairedCurve } from "../../../../src/observer/curves/paired-curve.ts";
import { type CurveSummary, summariseCurve } from "../../../../src/observer/curves/structural-information.ts";

const parts: readonly Part[] = ["random", "learned", "free"];

/** A curve that ends at this l(M) and S after 1 000 symbols, with what two blocks contribute to their errors. */
function curve(rate: number, structure: number, dRate = [0, 0], dStructure = [0, 0]) {
  return {
    trainingLength: 1000,
    blocks: dRate.length,
    last: {
      rate: { value: rate, residuals: Float64Array.from(dRate) },
      structure: { value: structure, residuals: Float64Array.from(dStructure) },
    },
  };
}

function sharesOf(given: Pick<CurveSummary, "last" | "trainingLength" | "blocks">, alphabetSize: number) {
  const { random, learned, free } = informationBudget(given, alphabetSize, 0.95);
  return { random, learned, free };
}

/** [value less lower, upper less value] of the interval of a share. */
function reach(given: ReturnType<typeof curve>, alphabetSize: number, part: Part) {
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

  test("none with one block", () => {
    const { intervals } = informationBudget(curve(1, 100, [0], [0]), 16, 0.95);
    expect(intervals).toEqual({ random: null, learned: null, free: null });
  });
});

const sizes = [...Array.from({ length: 13 }, (_, j) => 2 ** j), 7168];
const gaussian = (random: Random) =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());

/** Of blocks as l(m) = .9 + 6 m^-.4: some are harder, some have more to learn, and the two go together. */
function drawn(random: Random, blocks: number, fewAsked: boolean, spread = 1): PairedCurve {
  const blockLengths = Array.from({ length: blocks }, () => 900 + spread * random.below(200));
  const harder = blockLengths.map(() => spread * 0.1 * gaussian(random));
  const richer = harder.map((h) => spread * 0.3 * gaussian(random) + 4 * h);
  return {
    sizes,
    blockLengths,
    blockBits: sizes.map((m, j) => {
      const asked = fewAsked && j < 9 ? Math.ceil(blocks / 4) : blocks;
      return Float64Array.from(blockLengths.slice(0, asked), (length, b) => {
        const loss = 0.9 + harder[b]! + (6 + richer[b]!) * Math.exp(-0.4 * Math.log(m));
        return length * (loss + spread * 0.05 * gaussian(random));
      });
    }),
    trainingBits: 0,
  };
}

test("equals the delete-one-block jackknife, which knows nothing of how shares are made", () => {
  const blocks = 12;
  const { blockBits, ...rest } = drawn(Random.fromSeed(1), blocks, false);
  // Equal lengths: there the shares are linear in the blocks and the jackknife is exact.
  const paired = { ...rest, blockLengths: Array(blocks).fill(1000) as number[], blockBits };
  const budget = informationBudget(summariseCurve(paired), 64, 0.95);
  const without = Array.from({ length: blocks }, (_, left) =>
    sharesOf(
      summariseCurve({
        ...paired,
        blockLengths: paired.blockLengths.slice(1),
        blockBits: blockBits.map((bits) => bits.filter((_, b) => b !== left)),
      }),
      64,
    ),
  );
  for (const part of parts) {
    const mean = without.reduce((sum, one) => sum + one[part], 0) / blocks;
    const squares = without.reduce((sum, one) => sum + (one[part] - mean) * (one[part] - mean), 0);
    const half = studentQuantile(0.95, blocks - 1) * Math.sqrt(((blocks - 1) / blocks) * squares);
    const { lower, upper } = budget.intervals[part]!;
    expect(half).toBeGreaterThan(0.001);
    expect([budget[part] - lower, upper - budget[part]]).toEqual(Array(2).fill(expect.closeTo(half, 9)));
  }
});

test.each([
  [8, false],
  [24, false],
  [24, true],
])(
  "of %i blocks, few asked at first: %s, hold the shares of the law in 93 to 97 % of 4 000 draws",
  (...given) => {
    const truth = sharesOf(summariseCurve(drawn(Random.fromSeed(0), given[0], false, 0)), 64);
    const runs = 4000;
    const held = { random: 0, learned: 0, free: 0 };
    for (let run = 0; run < runs; run++) {
      const random = Random.fromSeed(1).fork(`${given} ${run}`);
      const { intervals } = informationBudget(summariseCurve(drawn(random, ...given)), 64, 0.95);
      for (const part of parts) {
        const { lower, upper } = intervals[part]!;
        if (lower <= truth[part] && truth[part] <= upper) held[part]++;
      }
    }
    for (const part of parts) expect(Math.abs(held[part] / runs - 0.95)).toBeLessThan(0.02);
  },
);
