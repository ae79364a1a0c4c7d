import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { stepTest } from "../../../src/statistics/step-test.ts";
import { wilsonInterval } from "../../../src/statistics/wilson-interval.ts";

const ones = (n: number) => new Float64Array(n).fill(1);
const logs = (n: number) => Float64Array.from({ length: n }, (_, i) => Math.log2(i + 1));

/** Sum of twelve uniform numbers less 6: variance 1. */
function noise(draws: Random): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += draws.uniform();
  return sum;
}

test("a step beside a trend is found where it is and as high as it is", () => {
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
