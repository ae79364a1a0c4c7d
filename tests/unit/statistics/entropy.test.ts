import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { chaoJostCoverage, goodTuringCoverage } from "../../../src/statistics/counts.ts";
import {
  binaryEntropy,
  chaoShenEntropy,
  chaoWangJostEntropy,
  collisionEntropy,
  complementEntropy,
  extropy,
  fluctuationComplexity,
  grassbergerEntropy,
  grassbergerG,
  lawEntropy,
  millerMadowEntropy,
  plugInEntropy,
  renyiEntropy,
} from "../../../src/statistics/entropy.ts";

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

const someCounts = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 2, maxLength: 20 });

describe("Renyi entropy", () => {
  test("of (1/2, 1/4, 1/4), written out", () => {
    const counts = [2, 1, 1];
    expect(renyiEntropy(counts, 0)).toBeCloseTo(Math.log2(3), 14);
    expect(renyiEntropy(counts, 0.5)).toBeCloseTo(2 * Math.log2(Math.SQRT1_2 + 1), 14);
    expect(renyiEntropy(counts, 1)).toBe(1.5);
    expect(renyiEntropy(counts, 2)).toBeCloseTo(-Math.log2(3 / 8), 14);
    expect(renyiEntropy(counts, 3)).toBeCloseTo(-0.5 * Math.log2(1 / 8 + 2 / 64), 14);
    expect(renyiEntropy(counts, 1000)).toBeCloseTo(1000 / 999, 12);
    expect(renyiEntropy(counts, Number.POSITIVE_INFINITY)).toBe(1);
  });

  test("next to q = 1 it differs from the plug-in entropy by half the variance of the surprise", () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        const surprise = fluctuationComplexity(counts);
        const slope = -0.5 * Math.LN2 * surprise * surprise;
        for (const step of [1e-7, -1e-7])
          expect(renyiEntropy(counts, 1 + step) - plugInEntropy(counts)).toBeCloseTo(slope * step, 12);
      }),
    );
  });

  test("falls with q, from log2 S, and is the same above and below the change of formula", () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        const values = [0, 0.3, 0.5, 0.500001, 0.9, 1, 1.2, 1.499999, 1.5, 2, 5, 60].map((q) =>
          renyiEntropy(counts, q),
        );
        expect(values[0]).toBeCloseTo(Math.log2(counts.length), 12);
        for (let i = 1; i < values.length; i++)
          expect(values[i]!).toBeLessThanOrEqual(values[i - 1]! + 1e-12);
        expect(values[2]!).toBeCloseTo(values[3]!, 4);
        expect(values[7]!).toBeCloseTo(values[8]!, 4);
      }),
    );
  });

  test("one type is exactly 0 at every order", () => {
    for (const q of [0, 0.7, 1, 2, 700]) expect(Object.is(renyiEntropy([9], q), 0)).toBe(true);
  });
});

describe("collision entropy", () => {
  test("is the share of equal pairs and triples, by counting them", () => {
    const symbols = [0, 0, 1, 2, 0, 1, 1, 0];
    let pairs = 0;
    let triples = 0;
    for (const [i, a] of symbols.entries())
      for (const [j, b] of symbols.entries()) {
        if (i === j || a !== b) continue;
        pairs++;
        for (const [k, c] of symbols.entries()) if (k !== i && k !== j && c === a) triples++;
      }
    expect(collisionEntropy([4, 3, 1], 2)).toBeCloseTo(-Math.log2(pairs / (8 * 7)), 14);
    expect(collisionEntropy([4, 3, 1], 3)).toBeCloseTo(-0.5 * Math.log2(triples / (8 * 7 * 6)), 14);
  });

  test("one type is exactly 0; without a collision there is none", () => {
    expect(Object.is(collisionEntropy([9], 2), 0)).toBe(true);
    expect(collisionEntropy([1, 1, 1], 2)).toBeUndefined();
    expect(collisionEntropy([2, 2], 3)).toBeUndefined();
    expect(collisionEntropy([1], 2)).toBeUndefined();
  });
});

describe("extropy and fluctuation complexity", () => {
  test("equal counts: (S - 1) log2(S / (S - 1)), and no fluctuation", () => {
    for (const types of [2, 3, 40]) {
      const counts = new Array<number>(types).fill(7);
      expect(extropy(counts)).toBeCloseTo((types - 1) * Math.log2(types / (types - 1)), 13);
      expect(fluctuationComplexity(counts)).toBe(0);
    }
    expect(extropy([5])).toBe(0);
  });

  test("two types: the extropy is the entropy", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 900 }), (a, b) => {
        expect(extropy([a, b])).toBeCloseTo(plugInEntropy([a, b]), 13);
      }),
    );
  });

  test("of (3/4, 1/4): half the spread of the surprise", () => {
    expect(fluctuationComplexity([3, 1])).toBeCloseTo((Math.sqrt(3) / 4) * Math.log2(3), 14);
  });
});

/** -(1 - q) ln(1 - q) = q - q^2/2 - q^3/6 - ... - q^n/(n (n - 1)), in bits. */
function bySeries(q: number): number {
  let sum = 0;
  for (let n = 40; n >= 2; n--) sum += q ** n / (n * (n - 1));
  return (q - sum) / Math.LN2;
}

const relativeError = (value: number, truth: number): number => Math.abs(value / truth - 1);

describe("lawEntropy", () => {
  it.each<[number[], number]>([
    [[0.5, 0.25, 0.125, 0.125], 1.75],
    [[0.25, 0, 0.75], 2 - 0.75 * Math.log2(3)],
    [Array.from({ length: 1024 }, () => 2 ** -10), 10],
    [[0, 1, 0], 0],
    [[], 0],
  ])("of %j", (law, truth) => {
    const entropy = lawEntropy(law);
    expect(entropy).toBeCloseTo(truth, 14);
    expect(Object.is(entropy, -0)).toBe(false);
  });
});

describe("binaryEntropy", () => {
  it.each([
    [0, 0],
    [1, 0],
    [0.5, 1],
    [0.25, 2 - 0.75 * Math.log2(3)],
    [0.75, 2 - 0.75 * Math.log2(3)],
  ])("of a coin of %f", (p, truth) => {
    expect(binaryEntropy(p)).toBeCloseTo(truth, 15);
  });

  it.each([1e-2, 1e-3, 9e-4, 1e-5, 1e-10, 3e-17, 1e-300])("keeps its digits at %f", (p) => {
    const truth = bySeries(p) - p * Math.log2(p);
    expect(relativeError(binaryEntropy(p), truth)).toBeLessThan(1e-15);
  });

  it("has one side like the other, where 1 - p is exact", () => {
    for (const p of [2 ** -3, 2 ** -12, 2 ** -50]) expect(binaryEntropy(1 - p)).toBe(binaryEntropy(p));
  });
});

describe("complementEntropy", () => {
  it.each([0.3, 0.1, 1e-3, 1e-8, 1.3e-12, 4e-16, 1e-17, 1e-200])("keeps its digits at %f", (q) => {
    expect(relativeError(complementEntropy(q), bySeries(q))).toBeLessThan(1e-15);
  });

  it("is half a bit at a half, and 0 at 0", () => {
    expect(complementEntropy(0.5)).toBe(0.5);
    expect(complementEntropy(0)).toBe(0);
  });
});
