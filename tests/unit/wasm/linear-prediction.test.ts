import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { linearPredictor } from "../../../src/wasm/linear-prediction.ts";
import { normal } from "../../rogues/rogue.ts";

const random = Random.fromSeed(21);

/** A process by its own coefficients. */
function process(coefficients: readonly number[], n: number): Float64Array {
  const x = new Float64Array(n + 200);
  for (let t = coefficients.length; t < x.length; t++)
    x[t] = coefficients.reduce((sum, a, k) => sum + a * x[t - 1 - k]!, normal(random));
  return x.subarray(200);
}

describe("linear prediction", () => {
  test("finds the coefficients of a process, from one stretch and from several", () => {
    const truth = [1.6, -0.8];
    // Standard errors are some sqrt((1 - .64) / n): .004 each.
    for (const stretches of [
      [process(truth, 20_000)],
      Array.from({ length: 20 }, () => process(truth, 1000)),
    ]) {
      const { line, error } = linearPredictor(stretches, 2);
      const [a, b] = line;
      expect(Math.abs(a! - truth[0]!)).toBeLessThan(0.02);
      expect(Math.abs(b! - truth[1]!)).toBeLessThan(0.02);
      expect(Math.abs(error - 1)).toBeLessThan(0.05);
    }
  });

  test("a tone continues for ever with two coefficients", () => {
    const tone = Float64Array.from({ length: 4000 }, (_, t) => 500 * Math.sin(0.3 * t + 1));
    const [a, b] = linearPredictor([tone], 2).line;
    expect(a).toBeCloseTo(2 * Math.cos(0.3), 3);
    expect(b).toBeCloseTo(-1, 3);
  });

  test("is stable whatever it is fitted to", () => {
    for (const [n, order] of [
      [40, 16],
      [200, 16],
      [17, 16],
      [1000, 32],
    ] as const) {
      const walk = new Float64Array(n);
      for (let t = 1; t < n; t++) walk[t] = walk[t - 1]! + normal(random) * 10 ** (t % 5);
      const { line } = linearPredictor([walk], order);
      const answer = new Float64Array(50_000);
      answer[0] = 1;
      for (let t = 1; t < answer.length; t++)
        for (let k = 0; k < order && k < t; k++) answer[t]! += line[k]! * answer[t - 1 - k]!;
      expect(answer.every((one) => Math.abs(one) < 1e6)).toBe(true);
    }
  });

  test("stretches that are too short or silent say nothing", () => {
    for (const stretches of [[], [Float64Array.of(1, 2, 3)], [new Float64Array(50)]])
      expect(linearPredictor(stretches, 3)).toEqual({ line: new Float64Array(3), error: 0 });
  });
});
