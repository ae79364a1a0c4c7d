import { expect, test } from "vitest";
import { chiSquareAgainstUniform } from "../../../src/randomness/chi-square.ts";
import { monteCarloPi } from "../../../src/randomness/monte-carlo-pi.ts";
import { serialCorrelation } from "../../../src/randomness/serial-correlation.ts";
import { bitPlane, serialBits } from "../../../src/randomness/symbol-bits.ts";
import { noveltyCurve } from "../../../src/words/novelty-curve.ts";

test("chi-square of 1, 2 and 3 against 2 each", () => {
  expect(chiSquareAgainstUniform([1, 2, 3])).toBe(1);
  expect(chiSquareAgainstUniform([0, 8, 0, 0])).toBe(24);
});

test("points in the circle: its rim belongs to it, and no point crosses a segment end", () => {
  const [full, none] = [
    [255, 255, 255],
    [0, 0, 0],
  ];
  expect(monteCarloPi([...full!, ...none!], [6])).toEqual({ value: 4, points: 1 });
  expect(monteCarloPi([...none!, ...full!], [6])).toEqual({ value: 4, points: 1 });
  expect(monteCarloPi([...full!, 0, 0, 1], [6])).toEqual({ value: 0, points: 1 });
  expect(monteCarloPi([0, 0, 1, ...full!], [6])).toEqual({ value: 0, points: 1 });
  // 0xb504f3^2 + 0xb504f3^2 is below 0xffffff^2, with a last byte more above.
  expect(monteCarloPi([0xb5, 0x04, 0xf2, 0xb5, 0x04, 0xf2], [6])).toEqual({ value: 4, points: 1 });
  expect(monteCarloPi([0xb5, 0x04, 0xf3, 0xb5, 0x04, 0xf3], [6])).toEqual({ value: 0, points: 1 });
  const bytes = [9, ...full!, ...full!, 1, ...none!, ...none!, 7, 7];
  expect(monteCarloPi(bytes, [1, 8, 16])).toEqual({ value: 2, points: 2 });
  expect(monteCarloPi(bytes, [5, 10, 15])).toBeUndefined();
});

test("correlation with the next number, round each segment", () => {
  // Deviations -1 0 1: products 0 + 0 - 1 over squares 2.
  expect(serialCorrelation([1, 2, 3], [3])).toBeCloseTo(-1 / 2, 14);
  expect(serialCorrelation([1, 3, 1, 3], [4])).toBe(-1);
  // Each segment of equal numbers follows itself.
  expect(serialCorrelation([1, 1, 3, 3], [2, 4])).toBe(1);
  expect(serialCorrelation([1, 1, 3, 3], [4])).toBe(0);
  expect(serialCorrelation([4, 4, 4], [3])).toBeUndefined();
});

test("bits of symbols, most significant first, and one of each", () => {
  const symbols = Uint8Array.of(0b101, 0b010, 0b110);
  expect([...serialBits(symbols, 3, 100)]).toEqual([1, 0, 1, 0, 1, 0, 1, 1, 0]);
  expect([...serialBits(symbols, 2, 3)]).toEqual([0, 1, 1]);
  expect([...bitPlane(symbols, 0, 100)]).toEqual([1, 0, 0]);
  expect([...bitPlane(symbols, 2, 2)]).toEqual([1, 0]);
});

test("new bigrams of abab abcb in two parts", () => {
  // Longest previous factors of ababcab, whole: 0 0 2 1 0 2 1.
  const factors = [0, 0, 2, 1, 0, 2, 1];
  expect(noveltyCurve(factors, [7], 2, 2)).toEqual([
    { x: 4, value: 3 / 4 },
    { x: 7, value: 1 / 2 },
  ]);
  expect(noveltyCurve(factors, [7], 1, 1)).toEqual([{ x: 7, value: 3 / 7 }]);
  // Segments abab, c and ab: no bigram begins in c, or at the ends.
  expect(noveltyCurve([0, 0, 2, 1, 0, 2, 1], [4, 5, 7], 2, 7)).toEqual([
    { x: 1, value: 1 },
    { x: 2, value: 1 },
    { x: 3, value: 0 },
    { x: 6, value: 0 },
  ]);
});
