import { expect, test } from "vitest";
import { testLevel } from "../../../src/core/constants.ts";
import { certificates, certifiesOrder, levelOfEach } from "../../../src/spectrum/certificates.ts";

test("what a code saves is the most that it can be by chance, against equal symbols and against orders", () => {
  expect(certificates(12.5, 3, 700)).toEqual([
    { against: "uniform", savedBits: 12.5, log2P: -12.5, symbols: 700 },
    { against: "exchangeable", savedBits: 3, log2P: -3, symbols: 700 },
  ]);
  // A code that saves nothing says nothing: no chance is above 1.
  expect(certificates(-4, 0, 9).map(({ savedBits, log2P }) => [savedBits, Math.abs(log2P)])).toEqual([
    [-4, 0],
    [0, 0],
  ]);
});

test("order is certified by what is saved against orders alone, and by more than the level asks for", () => {
  const isCertified = (uniform: number, orders: number) =>
    certifiesOrder(certificates(uniform, orders, 9), 1 / 8);
  expect([isCertified(99, 3), isCertified(0, 3.001), isCertified(99, 0), certifiesOrder([], 1)]).toEqual([
    false,
    true,
    false,
    false,
  ]);
});

test("seven tests and the code together err at the level of a test", () => {
  expect(levelOfEach * 8).toBe(testLevel);
});
