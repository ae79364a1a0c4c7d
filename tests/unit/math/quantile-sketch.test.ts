import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { QuantileSketch } from "../../../src/math/quantile-sketch.ts";

const shares = [0, 0.01, 0.25, 0.5, 0.75, 0.99, 1];

function sketchOf(values: readonly number[]): QuantileSketch {
  const sketch = new QuantileSketch();
  for (const value of values) sketch.add(value);
  return sketch;
}

describe("quantiles", () => {
  const random = Random.fromSeed(5);
  const laws: Record<string, readonly number[]> = {
    uniform: Array.from({ length: 3000 }, () => random.uniform()),
    "over twelve powers of ten": Array.from({ length: 3000 }, () => 1e-6 * Math.exp(27 * random.uniform())),
    "one value": [2.5],
    "zeros among others": Array.from({ length: 500 }, (_, i) => (i % 3 === 0 ? 0 : i / 7)),
  };
  test.each(Object.keys(laws))("%s: within 1 % of the value of that rank", (name) => {
    const values = laws[name]!;
    const sorted = [...values].sort((a, b) => a - b);
    const sketch = sketchOf(values);
    expect(sketch.count).toBe(values.length);
    for (const share of shares) {
      const exact = sorted[Math.floor(share * (sorted.length - 1))]!;
      const found = sketch.quantile(share)!;
      if (exact === 0) expect(found).toBe(0);
      else expect(Math.abs(found / exact - 1)).toBeLessThan(0.01 + 1e-12);
    }
  });

  test("merge to those of all values, in any order", () => {
    const values = laws["uniform"]!;
    const whole = sketchOf(values).entries();
    const parts = [values.slice(0, 7), values.slice(7, 2000), values.slice(2000)].map(sketchOf);
    for (const order of [
      [0, 1, 2],
      [2, 0, 1],
    ]) {
      const merged = new QuantileSketch();
      for (const i of order) merged.merge(new QuantileSketch(parts[i]!.entries()));
      expect(merged.entries()).toEqual(whole);
    }
  });

  test("of nothing there are none; what has no cell is refused", () => {
    expect(new QuantileSketch().quantile(0.5)).toBeUndefined();
    for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => new QuantileSketch().add(value)).toThrow(RangeError);
  });
});
