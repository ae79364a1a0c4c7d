import { describe, expect, it, test } from "vitest";
import {
  complexityEntropyPlane,
  missingPatterns,
  permutationEntropy,
  weightedPermutationEntropy,
} from "../../../src/estimators/ordinal.ts";
import { jensenShannonComplexity, lmcComplexity } from "../../../src/estimators/structure.ts";
import { complexityLimits } from "../../../src/statistics/complexity.ts";
import { ordinalPatterns } from "../../../src/statistics/ordinal-patterns.ts";
import {
  contextOf,
  contextOfSymbols,
  generate,
  numberFrom,
  reasonFrom,
  rowsFrom,
  wordsOf,
} from "./context-of.ts";

describe("ordinal", () => {
  const goldenMean = (n: number) => {
    let last = 0;
    return generate(n, (random) => {
      last = last === 1 ? 0 : random.below(2);
      return last;
    });
  };
  const noise = (n: number) => generate(n, (random) => random.below(65_536));

  test("patterns are numbered in lexicographic order, equal numbers ascend", () => {
    const of = (values: number[]) =>
      [...ordinalPatterns(values, [values.length], values.length, 1).counts].indexOf(1);
    expect(
      [
        [1, 2, 3],
        [1, 3, 2],
        [2, 1, 3],
        [2, 3, 1],
        [3, 1, 2],
        [3, 2, 1],
      ].map(of),
    ).toEqual([0, 1, 2, 3, 4, 5]);
    expect(of([5, 5, 5])).toBe(0);
    expect(of([5, 5, 4])).toBe(3);
  });

  test("no window crosses a segment end, and a delay skips", () => {
    expect(ordinalPatterns([1, 2, 3, 0], [2, 4], 2, 1)).toMatchObject({ windows: 2 });
    expect([...ordinalPatterns([1, 9, 2, 8, 3, 7], [6], 3, 2).counts]).toEqual([1, 0, 0, 0, 0, 1]);
  });

  test("golden mean: a window of two descends where a 1 comes first, one time in three", async () => {
    const context = contextOfSymbols(goldenMean(100_000), 2);
    expect(
      Math.abs((await numberFrom(permutationEntropy, context, { order: 2 })) - 0.9182958340544896),
    ).toBeLessThan(0.005);
    // Steps of one size: up with 1/3 and down with 1/3 have the variance, the level windows none.
    expect(Math.abs((await numberFrom(weightedPermutationEntropy, context, { order: 2 })) - 1)).toBeLessThan(
      0.001,
    );
  });

  test.each([3, 4, 5])("noise: log2 %i!, all patterns, no complexity", async (order) => {
    const context = contextOfSymbols(noise(50_000), 65_536);
    const patterns = [1, 1, 2, 6, 24, 120][order]!;
    expect(await numberFrom(permutationEntropy, context, { order })).toBeCloseTo(Math.log2(patterns), 2);
    expect(await numberFrom(missingPatterns, context, { order })).toBe(0);
    const row = (await rowsFrom(complexityEntropyPlane, context)).find(([one]) => one === order)!;
    expect(row[1]).toBeCloseTo(1, 2);
    expect(row[2]).toBeCloseTo(0, 2);
  });

  test("a rising ramp has one pattern", async () => {
    const context = contextOfSymbols(
      Array.from({ length: 5000 }, (_, i) => i),
      65_536,
    );
    expect(await numberFrom(permutationEntropy, context)).toBe(0);
    expect(await numberFrom(missingPatterns, context)).toBeCloseTo(119 / 120, 12);
  });

  test("the logistic map at r = 4 never descends twice: one pattern of three is missing", async () => {
    let x = 0.1234;
    const orbit = Array.from({ length: 20_000 }, () => {
      x = 4 * x * (1 - x);
      return Math.floor(x * 65_536);
    });
    expect(await numberFrom(missingPatterns, contextOfSymbols(orbit, 65_536), { order: 3 })).toBeCloseTo(
      1 / 6,
      12,
    );
  });

  test("too few windows, no variance, words: a reason", async () => {
    expect(await reasonFrom(permutationEntropy, contextOf("abcdefg"))).toBe(
      "3 windows of 5 symbols, needs 600",
    );
    expect(await reasonFrom(weightedPermutationEntropy, contextOf("a".repeat(700)))).toMatch(/no variance/);
    expect(await reasonFrom(permutationEntropy, wordsOf("to be or not to be ".repeat(200)))).toMatch(
      /not ordered/,
    );
    expect(await reasonFrom(complexityEntropyPlane, contextOf("abcabcabcab"))).not.toMatch(/failed/);
  });

  test("complexities of k-grams: two equally likely of four", async () => {
    const alternating = contextOfSymbols(
      Array.from({ length: 20_001 }, (_, i) => i & 1),
      256,
    );
    // H = 1 of 2 bits; squared distance 1/4
    expect(await numberFrom(lmcComplexity, alternating, { k: 2 })).toBeCloseTo(0.125, 12);
    const h = (law: number[]) => law.reduce((sum, p) => sum - p * Math.log2(p), 0);
    const divergence = h([3 / 8, 3 / 8, 1 / 8, 1 / 8]) - (1 + 2) / 2;
    const largest = h([5 / 8, 1 / 8, 1 / 8, 1 / 8]) - (0 + 2) / 2;
    expect(await numberFrom(jensenShannonComplexity, alternating, { k: 2 })).toBeCloseTo(
      0.5 * (divergence / largest),
      9,
    );
    expect(await reasonFrom(lmcComplexity, contextOf("abcdefgh"))).toMatch(/undersampled/);
    expect(await reasonFrom(jensenShannonComplexity, contextOf("aaaa"))).toMatch(/one symbol only/);
  });
});

describe("complexity entropy plane", () => {
  const plainEntropy = (law: readonly number[]) =>
    law.reduce((sum, p) => sum - (p > 0 ? p * Math.log2(p) : 0), 0);

  const divergence = (law: readonly number[]) =>
    plainEntropy(law.map((p) => (p + 1 / law.length) / 2)) -
    plainEntropy(law) / 2 -
    Math.log2(law.length) / 2;

  /** H and C by the definition, of the law of all patterns. */
  function place(law: readonly number[]): [number, number] {
    const entropy = plainEntropy(law) / Math.log2(law.length);
    const sure = law.map((_, i) => (i === 0 ? 1 : 0));
    return [entropy, (entropy * divergence(law)) / divergence(sure)];
  }

  /** All windows of `order` numbers `delay` apart, by the order of their sizes; the earlier of equals is the smaller. */
  function patternLaw(values: readonly number[], order: number, delay: number): number[] {
    const counts = new Map<string, number>();
    let windows = 0;
    for (let at = 0; at + (order - 1) * delay < values.length; at++, windows++) {
      const window = Array.from({ length: order }, (_, i) => values[at + i * delay]!);
      const ranks = window.map((x, i) => window.filter((y, j) => y < x || (y === x && j < i)).length);
      counts.set(ranks.join(), (counts.get(ranks.join()) ?? 0) + 1);
    }
    const states = [1, 1, 2, 6, 24, 120][order]!;
    const seen = [...counts.values()].map((count) => count / windows);
    return [...seen, ...new Array<number>(states - seen.length).fill(0)];
  }

  const values = Array.from({ length: 160 }, (_, i) => (i * i * 7 + i) % 101);
  const near = (row: readonly number[]) => row.map((x) => expect.closeTo(x, 12));

  // Of two patterns the law follows from H, so that least and largest C are C itself.
  it("windows of two numbers: 12 of 16 rise", async () => {
    const rising = Array.from({ length: 17 }, (_, i) => 4 * (i % 4) - Math.floor(i / 4));
    const [entropy, complexity] = place([0.75, 0.25]);
    const row = [2, entropy, complexity, complexity, complexity];
    expect(
      await rowsFrom(
        complexityEntropyPlane,
        contextOfSymbols(
          rising.map((x) => x + 9),
          32,
        ),
      ),
    ).toEqual([near(row)]);
    expect(entropy).toBeCloseTo(2 - 0.75 * Math.log2(3), 14);
  });

  it.each([1, 3])(
    "windows of 2, 3 and 4 numbers %i apart, as all patterns counted one by one say",
    async (delay) => {
      const measurement = await complexityEntropyPlane.measure(contextOfSymbols(values, 128), { delay });
      const rows = [2, 3, 4].map((order) => {
        const law = patternLaw(values, order, delay);
        const [entropy, complexity] = place(law);
        const { minimum, maximum } = complexityLimits(entropy, law.length);
        return near([order, entropy, complexity, minimum, maximum]);
      });
      expect(measurement).toMatchObject({
        status: "ok",
        shape: "table",
        value: { columns: ["order", "H", "C", "least C", "largest C"], rows },
      });
    },
  );

  it.each([2, 3])("windows of at most %i numbers if no longer ones are requested", async (maxOrder) => {
    const rows = await rowsFrom(complexityEntropyPlane, contextOfSymbols(values, 128), { maxOrder });
    expect(rows.map(([order]) => order)).toEqual([2, 3].slice(0, maxOrder - 1));
  });

  // Windows of three need 30 places and two more, of two 10 and one more.
  it.each([
    [11, [2]],
    [31, [2]],
    [32, [2, 3]],
    [122, [2, 3]],
    [123, [2, 3, 4]],
  ])("%i numbers are enough for windows of %j", async (n, orders) => {
    const rows = await rowsFrom(complexityEntropyPlane, contextOfSymbols(values.slice(0, n), 128));
    expect(rows.map(([order]) => order)).toEqual(orders);
  });

  it("gives a reason where it is undefined", async () => {
    expect(
      await reasonFrom(complexityEntropyPlane, contextOfSymbols(values.slice(0, 11), 128), { delay: 2 }),
    ).toBe("fewer than 10 windows of 2 symbols");
    expect(await reasonFrom(complexityEntropyPlane, wordsOf("to be or not to be ".repeat(9)))).toMatch(
      /numbered, but not ordered/,
    );
    expect(await reasonFrom(complexityEntropyPlane, contextOfSymbols(values.slice(0, 10), 128))).toMatch(
      /11/,
    );
  });

  it("accepts windows of 2 to 7 numbers, 6 by default", () => {
    const { params } = complexityEntropyPlane;
    expect(params!.parse({})).toEqual({ maxOrder: 6, delay: 1 });
    expect([2, 7].map((maxOrder) => params!.safeParse({ maxOrder }).success)).toEqual([true, true]);
    expect([1, 8].map((maxOrder) => params!.safeParse({ maxOrder }).success)).toEqual([false, false]);
  });
});
