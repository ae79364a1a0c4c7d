import { describe, expect, test } from "vitest";
import { shuffled } from "../../../src/math/shuffle.ts";
import { uniformIntegers } from "../words/inputs.ts";

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
