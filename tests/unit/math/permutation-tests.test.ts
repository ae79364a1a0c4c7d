import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { wilsonInterval } from "../../../src/math/intervals.ts";
import { neighbourCorrelation, stepTest } from "../../../src/math/permutation-tests.ts";

describe("step test", () => {
  const ones = (n: number) => new Float64Array(n).fill(1);
  const logs = (n: number) => Float64Array.from({ length: n }, (_, i) => Math.log2(i + 1));

  /** Sum of twelve uniform numbers less 6: variance 1. */
  function noise(draws: Random): number {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += draws.uniform();
    return sum;
  }

  test("a step in addition to a trend is found with its position and height", () => {
    const draws = Random.fromSeed(1);
    const x = logs(60);
    const values = Float64Array.from(x, (at, i) => 3 - 0.2 * at - (i >= 37 ? 0.5 : 0) + 0.02 * noise(draws));
    const step = stepTest(values, [ones(60), x], (bound) => draws.below(bound))!;
    expect(step.place).toBe(37);
    expect(step.height).toBeCloseTo(-0.5, 1);
    expect(step.pValue).toBe(0.001);
  });

  test("the height is that of least squares with the step among the trends", () => {
    const draws = Random.fromSeed(2);
    const values = Float64Array.from({ length: 20 }, (_, i) => (i >= 9 ? -1 : 0) + 0.1 * noise(draws));
    const { place, height } = stepTest(values, [ones(20)], (bound) => draws.below(bound), 9)!;
    // With a constant alone: the difference of the means on both sides.
    const mean = (part: Float64Array) => part.reduce((sum, value) => sum + value, 0) / part.length;
    expect(height).toBeCloseTo(mean(values.subarray(place)) - mean(values.subarray(0, place)), 12);
  });

  /** What is left of values after least squares on columns, by the normal equations. */
  function leftOver(values: readonly number[], columns: readonly ArrayLike<number>[]) {
    const k = columns.length;
    const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Array.from(a).reduce((sum, x, i) => sum + x * b[i]!, 0);
    const rows = columns.map((a) => [...columns.map((b) => dot(a, b)), dot(a, values)]);
    for (let c = 0; c < k; c++)
      for (let r = 0; r < k; r++) {
        if (r === c) continue;
        const factor = rows[r]![c]! / rows[c]![c]!;
        for (let j = 0; j <= k; j++) rows[r]![j]! -= factor * rows[c]![j]!;
      }
    const shares = rows.map((row, c) => row[k]! / row[c]!);
    const residuals = values.map(
      (value, i) => value - columns.reduce((sum, x, c) => sum + shares[c]! * x[i]!, 0),
    );
    return { residuals, shares, square: dot(residuals, residuals) };
  }

  /** The fall that takes most off the squares, unless a rise takes more; steps with at least `beside` values on either side. */
  function sharpestFall(residuals: readonly number[], trends: readonly ArrayLike<number>[], beside: number) {
    const n = residuals.length;
    const before = leftOver(residuals, trends).square;
    let [fall, rise] = [{ place: 0, height: 0, taken: 0 }, 0];
    for (let place = beside; place <= n - beside; place++) {
      const step = Float64Array.from({ length: n }, (_, i) => Number(i >= place));
      const { shares, square } = leftOver(residuals, [...trends, step]);
      const taken = (before - square) / before;
      const height = shares.at(-1)!;
      if (height > 0) rise = Math.max(rise, taken);
      else if (taken > fall.taken) fall = { place, height, taken };
    }
    return fall.taken < rise ? { ...fall, taken: 0 } : fall;
  }

  test.each([
    [30, 3, 1],
    [30, 3, 2],
    [100, 5, 3],
  ])("%i values: place, height and p are those of least squares at each place", (n, beside, seed) => {
    const draws = Random.fromSeed(seed);
    const trends = [ones(n), logs(n)];
    const values = Array.from(
      logs(n),
      (at, i) => 2 - 0.1 * at - (i >= n / 3 ? 0.08 : 0) + 0.1 * noise(draws),
    );
    const { residuals } = leftOver(values, trends);
    const expected = sharpestFall(residuals, trends, beside);
    const orders = 19;
    const again = Random.fromSeed(seed + 10);
    const shuffled = [...residuals];
    let asSharp = 1;
    for (let order = 0; order < orders; order++) {
      for (let i = n - 1; i > 0; i--) {
        const j = again.below(i + 1);
        [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
      }
      if (sharpestFall(shuffled, trends, beside).taken >= expected.taken) asSharp++;
    }
    const drawn = Random.fromSeed(seed + 10);
    // A trend that says nothing new changes nothing.
    for (const given of [trends, [...trends, ones(n)]]) {
      const step = stepTest(values, given, (bound) => drawn.below(bound), given === trends ? orders : 0)!;
      expect(step.place).toBe(expected.place);
      expect(step.height).toBeCloseTo(expected.height, 10);
      if (given === trends) expect(step.pValue).toBe(asSharp / 20);
    }
  });

  test("a step needs three values, or a twentieth of all, on either side", () => {
    const at = (n: number, place: number) => {
      const values = Float64Array.from({ length: n }, (_, i) => (i >= place ? -1 : 0) + 1e-3 * Math.sin(i));
      return stepTest(values, [ones(n)], () => 0, 0)?.place;
    };
    expect([at(7, 3), at(7, 4), at(6, 3)]).toEqual([3, 4, undefined]);
    expect([at(200, 10), at(200, 190), at(40, 3), at(40, 37)]).toEqual([10, 190, 3, 37]);
    expect([at(200, 9), at(200, 191), at(40, 2)]).not.toContain(9);
  });

  test("a rise is no fall, and what has no noise has no step", () => {
    const draws = Random.fromSeed(3);
    const below = (bound: number) => draws.below(bound);
    const rising = Float64Array.from({ length: 40 }, (_, i) => (i >= 20 ? 1 : 0) + 0.05 * noise(draws));
    expect(stepTest(rising, [ones(40), logs(40)], below)!.pValue).toBeGreaterThan(0.1);
    expect(stepTest(logs(40), [ones(40), logs(40)], below)).toBeUndefined();
    expect(stepTest(ones(6), [ones(6)], below)).toBeUndefined();
  });

  test("smooth curves give false alarms as often as they may: 1 000 of each, heavy tails among them", () => {
    const draws = Random.fromSeed(4);
    const below = (bound: number) => draws.below(bound);
    const laws = [() => noise(draws), () => noise(draws) / Math.max(0.3, Math.abs(noise(draws)))];
    for (const law of laws) {
      let alarms = 0;
      for (let run = 0; run < 1000; run++) {
        const x = logs(24);
        const values = Float64Array.from(x, (at) => 2 - 0.3 * at + 0.01 * at * at + 0.05 * law());
        const step = stepTest(values, [ones(24), x, x.map((at) => at * at)], below, 99)!;
        if (step.pValue <= 0.05) alarms++;
      }
      const [lower, upper] = wilsonInterval(alarms, 1000, 2.576);
      expect([alarms, lower <= 0.05, upper >= 0.02]).toEqual([alarms, true, true]);
    }
  });
});

describe("neighbour correlation", () => {
  test("neighbours: 0, 1, 0, 1 disagree, and a ramp agrees as in no other order", () => {
    const draws = Random.fromSeed(1);
    const below = (bound: number) => draws.below(bound);
    // Deviations are 1/2 in turn: -3/4 over 4/4.
    const alternating = neighbourCorrelation([0, 1, 0, 1], below, 9);
    expect(alternating).toEqual({ correlation: -0.75, pValue: 1 });
    const ramp = neighbourCorrelation(
      Array.from({ length: 40 }, (_, i) => i),
      below,
      99,
    );
    // With x = i - 19.5 the products x (x - 1) of i >= 1 sum to 5330 - 380.25 - 19.5, the squares to 5330.
    expect(ramp.correlation).toBeCloseTo(4930.25 / 5330, 12);
    expect(ramp.pValue).toBe(0.01);
  });
});
