import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chaoShenEntropy } from "../../../src/entropy/chao-shen-entropy.ts";
import { chaoWangJostEntropy } from "../../../src/entropy/chao-wang-jost-entropy.ts";
import { chaoJostCoverage, goodTuringCoverage } from "../../../src/entropy/good-turing-coverage.ts";
import { grassbergerEntropy, grassbergerG } from "../../../src/entropy/grassberger-entropy.ts";
import { millerMadowEntropy } from "../../../src/entropy/miller-madow-entropy.ts";
import { plugInEntropy } from "../../../src/entropy/plug-in-entropy.ts";

const repeat = (count: number, times: number): number[] => new Array<number>(times).fill(count);
const relative = (value: number, expected: number): number => Math.abs(value - expected) / Math.abs(expected);

describe("plug-in entropy", () => {
  test("is log2 S for equal counts and exactly 0 for one type", () => {
    expect(plugInEntropy(repeat(7, 64))).toBe(6);
    expect(plugInEntropy([1_234_567])).toBe(0);
    expect(plugInEntropy([3, 0, 1])).toBe((3 * Math.log2(4 / 3) + 2) / 4);
  });
  test("does not depend on the numbering of the types, to the last bit", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 60 }), (counts) => {
        const reversed = [...counts].reverse();
        for (const f of [plugInEntropy, grassbergerEntropy, chaoShenEntropy, chaoWangJostEntropy])
          expect(f(reversed)).toBe(f([0, ...counts, 0]));
      }),
    );
  });
});

test("Miller-Madow adds (S - 1)/(2 n) nats, not bits", () => {
  // K = 64, n = 200: 56 types of 3 and 8 of 4.
  const counts = [...repeat(3, 56), ...repeat(4, 8)];
  expect(millerMadowEntropy(counts) - plugInEntropy(counts)).toBeCloseTo(63 / 400 / Math.LN2, 14);
});

describe("Grassberger", () => {
  // psi(c) + (-1)^c/2 (psi((c+1)/2) - psi(c/2)) in 30-digit arithmetic.
  test.each([
    [1, -1.2703628454614782],
    [2, 0.7296371545385218],
    [3, 0.7296371545385218],
    [10, 2.3042403291416966],
    [100, 4.605186851488337],
    [2046, 7.623641986325719],
    [2047, 7.623641986325719],
    [2048, 7.6246190258958215],
    [2051, 7.62559511179138],
    [1_000_001, 13.81551055796444],
    [1_000_000_000, 20.72326583694641],
  ])("G(%i)", (c, expected) => expect(relative(grassbergerG(c), expected)).toBeLessThan(4e-15));

  test("is ln n - G(n/S) for equal counts", () => {
    expect(grassbergerEntropy(repeat(10, 8))).toBeCloseTo((Math.log(80) - 2.3042403291416966) / Math.LN2, 13);
  });
});

describe("Chao-Shen", () => {
  test("all singletons: one fewer singleton, never NaN", () => {
    const p = 1 / 16;
    expect(chaoShenEntropy([1, 1, 1, 1])).toBeCloseTo((4 * p * 4) / (1 - (1 - p) ** 4), 13);
  });
  test("one type is 0", () => {
    expect(chaoShenEntropy([1])).toBe(0);
    expect(Object.is(chaoShenEntropy([17]), 0)).toBe(true);
  });
});

describe("Chao-Wang-Jost", () => {
  // Closed form in 60-digit arithmetic, confirmed by quadrature of the integral form.
  test.each<[string, number[], number]>([
    ["8 singletons", repeat(1, 8), 5.468042224335782],
    ["11 letters", [4, 2, 3, 0, 2, 4, 0, 0, 2, 1, 1], 3.169768413747911],
    ["mixed", [...repeat(1, 50), ...repeat(2, 10), ...repeat(3, 5), 40, 40, 40], 4.9855186671556275],
    ["no doubletons", [1, 1, 1, 5, 9], 2.064699238668544],
    ["one singleton", [1, 7, 9], 1.346092062071151],
    ["n = 32", [...repeat(1, 4), 2, 2, ...repeat(3, 8)], 4.112546668711009],
    ["mostly doubletons", [...repeat(1, 3), ...repeat(2, 400)], 9.043818818016627],
    ["30 000 singletons", [...repeat(1, 30_000), ...repeat(2, 7), ...repeat(50, 20)], 25.447611860234243],
    ["1 000 singletons", repeat(1, 1000), 18.94787155920731],
    ["100 000 singletons", repeat(1, 100_000), 32.21957649310322],
  ])("%s", (_, counts, expected) =>
    expect(relative(chaoWangJostEntropy(counts), expected)).toBeLessThan(1e-13),
  );

  test("one type is 0", () => {
    expect(chaoWangJostEntropy([1])).toBe(0);
    expect(chaoWangJostEntropy([400])).toBe(0);
  });
});

describe("coverage", () => {
  test("Good-Turing is the share of tokens that are not singletons", () => {
    expect(goodTuringCoverage([1, 1, 2, 4])).toBe(0.75);
    expect(goodTuringCoverage([1, 1])).toBe(0);
    expect(goodTuringCoverage([9])).toBe(1);
  });
  test("Chao-Jost discounts by the doubletons", () => {
    expect(chaoJostCoverage([1, 1, 2, 4])).toBeCloseTo(1 - (2 / 8) * (14 / 16), 15);
    expect(chaoJostCoverage([1, 1, 3])).toBeCloseTo(1 - (2 / 5) * (4 / 6), 15);
    expect(chaoJostCoverage([3, 3])).toBe(1);
  });
});
