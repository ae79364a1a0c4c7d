import { expect, test } from "vitest";
import {
  chiSquareTail,
  complementaryError,
  upperGamma,
  upperGammaQuantile,
} from "../../../src/math/incomplete-gamma.ts";

/** Q(a, x) for whole a: a Poisson variable of mean x stays below a. */
function poissonBelow(a: number, x: number): number {
  let term = Math.exp(-x);
  let sum = term;
  for (let k = 1; k < a; k++) {
    term *= x / k;
    sum += term;
  }
  return sum;
}

test("whole shapes are sums of Poisson probabilities, on either side of the mean", () => {
  for (let a = 1; a <= 40; a++)
    for (const x of [1e-3, 0.1, 0.5 * a, a - 0.5, a, a + 0.9, a + 1, a + 1.1, 2 * a, 5 * a + 20])
      expect(upperGamma(a, x) / poissonBelow(a, x)).toBeCloseTo(1, 11);
});

test("halves are error functions: erfc(1), and Q(3/2, x) = erfc(sqrt x) + 2 sqrt(x/pi) e^-x", () => {
  expect(complementaryError(1)).toBeCloseTo(0.157_299_207_050_285_13, 14);
  expect(complementaryError(0)).toBe(1);
  for (const x of [0.2, 1, 2.4, 2.6, 9]) {
    const expected = complementaryError(Math.sqrt(x)) + 2 * Math.sqrt(x / Math.PI) * Math.exp(-x);
    expect(upperGamma(1.5, x) / expected).toBeCloseTo(1, 11);
  }
});

test("nothing is below 0", () => {
  for (const a of [0.5, 1, 11.9, 12, 1000]) expect(upperGamma(a, 0)).toBe(1);
});

test("two degrees of freedom are an exponential law", () => {
  for (const x of [0, 1, 10, 600]) expect(chiSquareTail(x, 2)).toBeCloseTo(Math.exp(-x / 2), 12);
  // The table's 5 % value for ten.
  expect(chiSquareTail(18.307_038_053_275_146, 10)).toBeCloseTo(0.05, 12);
});

test("quantiles are where so much is above", () => {
  for (const p of [0.999, 0.5, 0.05, 1e-4, 1e-30]) {
    expect(upperGammaQuantile(1, p) / -Math.log(p)).toBeCloseTo(1, 11);
    for (const a of [0.5, 3, 60, 5000]) expect(upperGamma(a, upperGammaQuantile(a, p)) / p).toBeCloseTo(1, 9);
  }
});
