import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { extropy } from "../../../src/entropy/extropy.ts";
import { fluctuationComplexity } from "../../../src/entropy/fluctuation-complexity.ts";
import { plugInEntropy } from "../../../src/entropy/plug-in-entropy.ts";
import { collisionEntropy, renyiEntropy } from "../../../src/entropy/renyi-entropy.ts";

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
