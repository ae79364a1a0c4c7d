import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { DistinctSketch, distinctError } from "../../../src/statistics/distinct-sketch.ts";

function sketchOf(seed: number, count: number): DistinctSketch {
  const random = Random.fromSeed(seed);
  const sketch = new DistinctSketch();
  for (let i = 0; i < count; i++) sketch.add(random.uint32() | 0, random.uint32() | 0);
  return sketch;
}

test.each([10, 1000, 4096, 20_000, 300_000])(
  "%i hashes: unbiased within four errors of the mean, spread as stated within a third, over 40 seeds",
  (count) => {
    const runs = count > 100_000 ? 12 : 40;
    const errors = Array.from({ length: runs }, (_, i) => sketchOf(i + 1, count).count() / count - 1);
    const mean = errors.reduce((a, b) => a + b) / runs;
    const spread = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / runs);
    expect(Math.abs(mean)).toBeLessThan((4 * distinctError) / Math.sqrt(runs));
    expect(spread).toBeLessThan(1.34 * distinctError);
  },
);

test("repeats count once, nothing counts nothing", () => {
  const sketch = sketchOf(3, 500);
  const before = sketch.count();
  sketch.merge(sketchOf(3, 500));
  expect(sketch.count()).toBe(before);
  expect(new DistinctSketch().count()).toBe(0);
});

test("merged sketches are that of the whole", () => {
  const whole = sketchOf(1, 3000);
  whole.merge(sketchOf(2, 3000));
  const merged = new DistinctSketch();
  merged.merge(sketchOf(2, 3000));
  merged.merge(sketchOf(1, 3000));
  expect(merged.registers).toEqual(whole.registers);
});
