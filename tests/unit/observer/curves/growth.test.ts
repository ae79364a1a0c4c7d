import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { type AdaptiveCurve, adaptiveCurve } from "../../../../src/observer/curves/adaptive-curve.ts";
import { balancedOrders } from "../../../../src/observer/curves/adaptive-readings.ts";
import { growthOf, overheadOf } from "../../../../src/observer/curves/growth.ts";
import { oneOf } from "../../../whole.ts";
import { curveValues, fitOf, handMadeCurve } from "./hand-made-curve.ts";

/** A law of the loss l(m) by what symbols from a to b cost in all, and what its last doubling teaches of m symbols. */
interface Law {
  readonly bits: (a: number, b: number) => number;
  readonly growth: (m: number) => number;
}

/** l(m) = h + K / (2 ln 2 m): each doubling teaches K/2 bits. */
const parameters = (k: number, h = 3): Law => ({
  bits: (a, b) => h * (b - a) + (k / 2) * Math.log2(b / Math.max(1, a)),
  growth: () => k / 2,
});

/** l(m) = h + g m^(b-1), and h - g log2 m for b = 1. */
function powerLaw(b: number, g: number, h = 3): Law {
  if (b === 1) {
    const area = (m: number) => m * Math.log2(Math.max(1, m)) - m / Math.LN2;
    return {
      bits: (from, to) => h * (to - from) - g * (area(to) - area(from)),
      growth: (m) => (g * m) / (2 * Math.LN2),
    };
  }
  return {
    bits: (from, to) => h * (to - from) + (g / b) * (to ** b - Math.max(from, b > 0 ? 0 : 1) ** b),
    growth: (m) => ((g * (1 - b)) / b) * m ** b * (1 - 2 ** -b),
  };
}

/** Ends of positions: short ones first, a fifth of all before them later. */
const ends = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 19, 22, 26, 31, 36, 43, 50, 60, 72, 86, 100].map(
  (share) => share * 1000,
);
const n = ends.at(-1)!;
const startOf = (p: number) => ends[p - 1] ?? 0;

/** A curve without error: the mean of a law over each position. */
function curveOf({ bits }: Law): AdaptiveCurve {
  const rates = ends.map((end, p) => bits(startOf(p), end) / (end - startOf(p)));
  const there = ends.map((end, p) => [p, p, end - startOf(p)] as const);
  return {
    ...handMadeCurve(Array<number>(ends.length).fill(3), 0, [0, 0]),
    ...curveValues(
      rates,
      ends.map((end, p) => bits(0, end) - end * rates[p]!),
    ),
    trainingLength: n,
    positions: ends.map((end, p) => ({ size: (startOf(p) + end) / 2, end })),
    fit: fitOf([there, there.map(([b], p) => [ends.length - 1 - b, p, there[p]![2]])]),
  };
}

describe("a curve without error", () => {
  test.each([100, 5000, 22_000])("of a model with %i parameters teaches half as many bits, b = 0", (k) => {
    const { coefficient, exponent } = growthOf(curveOf(parameters(k)))!;
    expect(coefficient.value / (k / 2)).toBeCloseTo(1, 6);
    expect(exponent.value).toBeCloseTo(0, 6);
  });

  test.each([
    [0.3, 300],
    [0.5, 30],
    [0.8, 10],
    [1, 0.1],
    // Copies and tables that fill up, and learning that stops.
    [1.4, -0.01],
    [-0.5, 1e5],
    [-1, 1e8],
  ])("that is a power law has its exponent, %d", (b, g) => {
    const law = powerLaw(b, g);
    const { coefficient, exponent } = growthOf(curveOf(law))!;
    expect(law.growth(n)).toBeGreaterThan(0);
    expect(exponent.value).toBeCloseTo(b, 6);
    expect(coefficient.value / law.growth(n)).toBeCloseTo(1, 6);
  });

  test("has an exponent between those that are tried first, to a thousandth or two", () => {
    for (const b of [0.47, 0.613, 0.888]) {
      const law = powerLaw(b, 20);
      const { coefficient, exponent } = growthOf(curveOf(law))!;
      expect(Math.abs(exponent.value - b)).toBeLessThan(0.002);
      expect(coefficient.value / law.growth(n)).toBeCloseTo(1, 2);
    }
  });

  test("whose growth goes as the root has that amount exactly, now and when half of it was read", () => {
    const law = powerLaw(0.5, 30);
    const { amount, before } = growthOf(curveOf(law))!;
    expect(amount.value / law.growth(n)).toBeCloseTo(1, 9);
    expect(before / law.growth(n / 2)).toBeCloseTo(1, 9);
    expect(amount.value / before).toBeCloseTo(Math.SQRT2, 9);
  });

  test.each<[string, Law]>([
    ["a finite model", parameters(5000)],
    ["a steep power law", powerLaw(0.8, 10)],
  ])("that goes otherwise has the amount of the root that fits best: %s", (_, law) => {
    // Weighted least squares over the last four doublings, with the mean of 2 ((m/M)^(-1/2) - 1) over each position.
    const cells = ends.flatMap((end, p) => (end > n / 16 ? [[startOf(p), end] as const] : []));
    const shape = ([from, to]: readonly [number, number]) =>
      2 * ((2 * Math.sqrt(n) * (Math.sqrt(to) - Math.sqrt(from))) / (to - from) - 1);
    const mean = (of: (cell: readonly [number, number]) => number) => {
      const all = cells.reduce((sum, cell) => sum + (cell[1] - cell[0]) * of(cell), 0);
      return all / cells.reduce((sum, [from, to]) => sum + to - from, 0);
    };
    const rate = ([from, to]: readonly [number, number]) => law.bits(from, to) / (to - from);
    const middle = mean(shape);
    const slope =
      mean((cell) => (shape(cell) - middle) * rate(cell)) / mean((cell) => (shape(cell) - middle) ** 2);
    const { amount } = growthOf(curveOf(law))!;
    expect(amount.value).toBeCloseTo(2 * n * slope * (1 - Math.SQRT1_2), 6);
  });

  test("that is level teaches nothing", () => {
    const { amount, before, coefficient } = growthOf(curveOf(parameters(0)))!;
    for (const value of [amount.value, before, coefficient.value]) expect(value).toBeCloseTo(0, 6);
  });

  test("is certain but for how far the observer is from an ideal learner", () => {
    const { amount, exponent, coefficient } = growthOf(curveOf(parameters(5000)))!;
    expect(amount.halfWidth).toBeCloseTo(0, 6);
    expect(exponent.halfWidth).toBeCloseTo(0.25, 6);
    expect(coefficient.halfWidth).toBeCloseTo(Math.hypot(0.5 * 2500, 60), 3);
  });
});

test("a curve of three positions or fewer has no growth", () => {
  expect(growthOf(handMadeCurve(Array<number>(16).fill(2), 10, [0, 0]))).toBeUndefined();
});

/** What differs between blocks, orders and single readings: standard deviations. */
const spread = {
  /** of blocks wherever they are read, bit/symbol */
  difficulty: 1,
  /** of how much steeper a block falls with what was read, bit/symbol for each halving */
  ofBlock: 0.05,
  /** of how much steeper an order falls, bit/symbol for each halving */
  ofOrder: 0.01,
  /** of what is left of one reading, bits */
  alone: 40,
};
const [blocks, length, orders] = [96, 1024, 4];

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}

/** Blocks read in orders, of a law whose growth goes as the root. */
interface Drawn {
  readonly orders: readonly Uint32Array[];
  readonly difficulties: readonly number[];
  /** shape (blocks,) */
  readonly steeper: readonly number[];
  /** shape (orders,) */
  readonly ofOrders: readonly number[];
  /** shape (orders, blocks) */
  readonly alone: readonly (readonly number[])[];
}

const law = powerLaw(0.5, 30);

function drawnCurve(drawn: Drawn): AdaptiveCurve {
  return adaptiveCurve({
    lengths: Array<number>(blocks).fill(length),
    places: Array.from({ length: blocks }, (_, b) => b),
    orders: drawn.orders.map((order, r) => ({
      blocks: order,
      bits: Float64Array.from(order, (b, i) => {
        const halvings = -Math.log2((i + 0.5) / blocks);
        const more = drawn.difficulties[b]! + (drawn.steeper[b]! + drawn.ofOrders[r]!) * halvings;
        return law.bits(i * length, (i + 1) * length) + length * more + drawn.alone[r]![i]!;
      }),
      first: new Float64Array(0),
    })),
    within: new Float64Array(0),
    withinBlocks: new Float64Array(0),
    coded: { bits: 0, members: [] },
  });
}

/** Draws, the amount that each reads, and what it would read without error. */
function simulated(draws: number, sampled: number) {
  const random = Random.fromSeed(20 + sampled);
  const many = (count: number, deviation: number) =>
    Array.from({ length: count }, () => deviation * normal(random));
  return Array.from({ length: draws }, () => {
    const drawn: Drawn = {
      orders: balancedOrders(blocks, orders, random),
      difficulties: many(blocks, spread.difficulty),
      steeper: many(blocks, spread.ofBlock),
      ofOrders: many(orders, spread.ofOrder),
      alone: Array.from({ length: orders }, () => many(blocks, spread.alone)),
    };
    // Of a large input other blocks might have been drawn; of one that is read whole these are all.
    const mean = sampled === 1 ? 0 : drawn.steeper.reduce((sum, one) => sum + one, 0) / blocks;
    const known = drawnCurve({
      ...drawn,
      difficulties: Array<number>(blocks).fill(0),
      steeper: Array<number>(blocks).fill(mean),
      ofOrders: Array<number>(orders).fill(0),
      alone: drawn.alone.map((one) => one.map(() => 0)),
    });
    const { amount } = growthOf(drawnCurve(drawn), sampled)!;
    return { ...amount, truth: growthOf(known)!.amount.value };
  });
}

const samplings = [
  ["of a small sample of a large input", 1],
  ["of an input that was read whole", 0],
] as const;

test.each(oneOf(8, samplings))(
  "the interval of the amount covers it in 93 to 98 of 100 draws: %s",
  { tags: ["slow"] },
  (_, sampled) => {
    const draws = simulated(400, sampled);
    const covered = draws.filter(
      ({ value, halfWidth, truth }) => Math.abs(value - truth) <= halfWidth,
    ).length;
    expect(covered / draws.length).toBeGreaterThanOrEqual(0.93);
    expect(covered / draws.length).toBeLessThanOrEqual(0.98);
    // Nor is it off to one side.
    const off = draws.reduce((sum, { value, truth }) => sum + value - truth, 0) / draws.length;
    const deviation = Math.sqrt(
      draws.reduce((sum, one) => sum + (one.value - one.truth) ** 2, 0) / draws.length,
    );
    expect(Math.abs(off)).toBeLessThan((3.5 * deviation) / Math.sqrt(draws.length));
  },
);

test("intervals widen with the share of blocks that might have been drawn otherwise", () => {
  const random = Random.fromSeed(3);
  const curve = drawnCurve({
    orders: balancedOrders(blocks, orders, random),
    difficulties: Array<number>(blocks).fill(0),
    steeper: Array.from({ length: blocks }, () => spread.ofBlock * normal(random)),
    ofOrders: Array<number>(orders).fill(0),
    alone: Array.from({ length: orders }, () => Array<number>(blocks).fill(0)),
  });
  const widths = [0, 0.25, 0.5, 1].map((sampled) => growthOf(curve, sampled)!.amount.halfWidth);
  expect(widths.toSorted((a, b) => a - b)).toEqual(widths);
  expect(widths[3]! / widths[0]!).toBeGreaterThan(1.1);
});

test("the overhead of the observer is constant up to 100,000 symbols, and grows with the root of the length from there", () => {
  expect([1, 1000, 100_000, 400_000, 1_600_000].map(overheadOf)).toEqual([250, 250, 250, 500, 1000]);
});
