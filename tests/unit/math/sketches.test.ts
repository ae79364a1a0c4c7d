import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import {
  DistinctSketch,
  distinctError,
  packCounts,
  QuantileSketch,
  unpackCounts,
} from "../../../src/math/sketches.ts";

describe("distinct sketch", () => {
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
});

describe("quantile sketch", () => {
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

    test("an empty input has none; values without a cell are refused", () => {
      expect(new QuantileSketch().quantile(0.5)).toBeUndefined();
      for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY])
        expect(() => new QuantileSketch().add(value)).toThrow(RangeError);
    });
  });
});

describe("sparse counts", () => {
  function roundTrip(counts: readonly number[]): number[] {
    const found = new Array<number>(counts.length).fill(0);
    unpackCounts(packCounts(counts), (place, count) => {
      found[place] = count;
    });
    return found;
  }

  test.each([
    [[]],
    [[0, 0, 0]],
    [[5]],
    [[0, 1, 0, 0, 127, 128, 129, 16_383, 16_384, 0]],
    [[2 ** 31, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]],
    [Array.from({ length: 1000 }, (_, i) => (i % 300 === 0 ? i + 1 : 0))],
  ])("counts come back", (counts) => {
    expect(roundTrip(counts)).toEqual(counts);
  });

  test("small counts take two bytes, zeros none", () => {
    expect(packCounts([0, 3, 0, 0, 9, 0])).toEqual(Uint8Array.of(1, 3, 2, 9));
  });

  test("a cut within a number is noticed", () => {
    const packed = packCounts([300]);
    expect(() => unpackCounts(packed.subarray(0, 2), () => {})).toThrow(RangeError);
  });
});
