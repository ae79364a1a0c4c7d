import { describe, expect, test } from "vitest";
import { gatedExcessEntropy } from "../../../src/statistics/gated-excess-entropy.ts";
import { shuffled, shuffledExcessEntropies } from "../../../src/statistics/shuffle.ts";
import { goldenMean, periodic, uniformIntegers } from "./inputs.ts";

describe("shuffled", () => {
  test("keeps the array type, the symbols and the original", () => {
    const symbols = Uint16Array.of(5, 5, 300, 7, 1, 0);
    const copy = shuffled(symbols, uniformIntegers(3));
    expect(copy).toBeInstanceOf(Uint16Array);
    expect([...copy].sort()).toEqual([...symbols].sort());
    expect([...symbols]).toEqual([5, 5, 300, 7, 1, 0]);
  });

  test("every arrangement of 4 symbols comes from exactly one sequence of draws", () => {
    const seen = new Set<string>();
    for (let a = 0; a < 4; a++)
      for (let b = 0; b < 3; b++)
        for (let c = 0; c < 2; c++) {
          const draws = [a, b, c];
          const bounds: number[] = [];
          const copy = shuffled(Uint8Array.of(0, 1, 2, 3), (bound) => {
            bounds.push(bound);
            return draws[bounds.length - 1]!;
          });
          expect(bounds).toEqual([4, 3, 2]);
          seen.add(copy.join(""));
        }
    expect(seen.size).toBe(24);
  });
});

test("shuffles of a structured sequence have an excess entropy near 0, each by its own gate", () => {
  const symbols = goldenMean(20_000, 4);
  const original = gatedExcessEntropy(symbols, [20_000], 2, 6);
  const values = shuffledExcessEntropies(symbols, [20_000], 2, 6, 0.98, 19, uniformIntegers(1));
  expect(values.length).toBe(19);
  if (!original.covered) throw new Error(original.reason);
  for (const value of values) expect(Math.abs(value)).toBeLessThan(0.03);
  expect(Math.abs(original.excessEntropy - 0.2516)).toBeLessThan(0.05);
});

test("each value is the statistic of the shuffle drawn with the same randomness", () => {
  const symbols = periodic("0010111", 3000);
  const ends = [700, 3000];
  const values = shuffledExcessEntropies(symbols, ends, 2, 12, 0.98, 3, uniformIntegers(8));
  const uniform = uniformIntegers(8);
  for (const value of values) {
    const statistic = gatedExcessEntropy(shuffled(symbols, uniform), ends, 2, 12);
    expect(statistic).toMatchObject({ covered: true, excessEntropy: value });
  }
});

test("an original that is not covered is refused", () => {
  expect(() =>
    shuffledExcessEntropies(Uint8Array.of(0, 1, 2), [3], 3, 1, 0.98, 19, uniformIntegers(1)),
  ).toThrow("undersampled");
});
