import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { DistinctSketch, distinctError } from "../../../src/math/distinct-sketch.ts";

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

test("a hash: 12 bits name the register, the zeros behind them are counted through both halves", () => {
  const held = (...hashes: [number, number][]) => {
    const sketch = new DistinctSketch();
    for (const [high, low] of hashes) sketch.add(high, low);
    return sketch.registers[0xabc];
  };
  expect(held([0xabcfffff, 0])).toBe(1);
  expect(held([0xabc00001, 0])).toBe(20);
  expect(held([0xabc00000, -1])).toBe(21);
  expect(held([0xabc00000, 1])).toBe(52);
  expect(held([0xabc00000, 0])).toBe(53);
  // The longest run stays, and other registers do not count.
  expect(held([0xabc00010, 0], [0xabcfffff, 0])).toBe(16);
  expect(held([0xabd00001, 0], [0xabb00001, 0])).toBe(0);
});

test("the count of given registers, by the sums of Ertl's theorem", () => {
  const m = 4096;
  const count = (registerAt: (r: number) => number) =>
    new DistinctSketch(Uint8Array.from({ length: m }, (_, r) => registerAt(r))).count();
  const terms = Array.from({ length: 60 }, (_, k) => k + 1);
  const sigma = (x: number) => x + terms.reduce((sum, k) => sum + x ** (2 ** k) * 2 ** (k - 1), 0);
  const tau = (x: number) =>
    (1 - x - terms.reduce((sum, k) => sum + (1 - x ** (2 ** -k)) ** 2 * 2 ** -k, 0)) / 3;
  const of = (sum: number) => m / (2 * Math.LN2 * sum);
  expect(count(() => 7) / of(1 / 128)).toBeCloseTo(1, 13);
  expect(count((r) => (r % 4 === 0 ? 0 : 3)) / of(sigma(1 / 4) + 0.75 / 8)).toBeCloseTo(1, 13);
  // Registers that are full: 53 is one more than the longest run.
  const quarterFull = (r: number) => (r % 4 === 0 ? 53 : 52);
  expect(count(quarterFull) / of(2 ** -52 * (0.75 + tau(0.75)))).toBeCloseTo(1, 12);
  expect(count((r) => (r % 4 === 0 ? 53 : 0)) / of(sigma(0.75) + 2 ** -52 * tau(0.75))).toBeCloseTo(1, 12);
  expect(count(() => 53)).toBe(Number.POSITIVE_INFINITY);
  expect(distinctError).toBe(1.04 / 64);
});

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
