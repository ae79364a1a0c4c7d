import { describe, expect, it, test } from "vitest";
import {
  chiSquareTail,
  complementaryError,
  digamma,
  hurwitzZeta,
  logMultinomial,
  logRisingFactorial,
  scaledExponentialIntegral,
  trigamma,
  upperGamma,
  upperGammaQuantile,
} from "../../../src/math/special-functions.ts";
import references from "../../vectors/special-functions.json" with { type: "json" };

describe("special functions", () => {
  // References: mpmath with 30 digits.
  test.each([
    [0.25, -4.2274535333762655],
    [0.5, -1.9635100260214235],
    [1, -0.5772156649015329],
    [3.7, 1.1671535393615113],
    [11.999, 2.442574774329119],
    [12, 2.442661679975812],
    [1000, 6.907255195648812],
  ])("digamma(%d)", (x, expected) =>
    expect(Math.abs(digamma(x) - expected)).toBeLessThan(2e-15 * Math.max(1, Math.abs(expected))),
  );

  test.each([
    [0.01, 4.078511443456426],
    [0.5, 0.9229106324837305],
    [1, 0.5963473623231941],
    [1.0000001, 0.5963473219579333],
    [2, 0.3613286168882226],
    [5, 0.1704221762847322],
    [20, 0.04771854549596084],
    [500, 0.001996015904760411],
  ])("e^x E1(x) at %d", (x, expected) =>
    expect(Math.abs(scaledExponentialIntegral(x) / expected - 1)).toBeLessThan(3e-15),
  );

  /** Relative error, or absolute where the function itself is small. */
  const error = (value: number, expected: number): number =>
    Math.abs(value - expected) / Math.max(Math.abs(expected), Number.MIN_VALUE);

  test.each(references.digamma)("digamma(%d), 60-digit reference", (x, expected) =>
    expect(error(digamma(x!), expected!)).toBeLessThan(1e-14),
  );
  test.each(references.trigamma)("trigamma(%d)", (x, expected) =>
    expect(error(trigamma(x!), expected!)).toBeLessThan(1e-14),
  );
  test.each(references.logRisingFactorial)("ln Gamma(%d + %d) - ln Gamma of the first", (x, m, expected) => {
    // ln(m!) vanishes for x = m = 1: there the error is absolute.
    const scale = Math.max(1, Math.abs(expected!));
    expect(Math.abs(logRisingFactorial(x!, m!) - expected!) / scale).toBeLessThan(1e-14);
  });
});

describe("log multinomial", () => {
  it("logMultinomial is log2(n! / prod n_i!), on both sides of Stirling's series", () => {
    const factorial = (n: number): bigint => (n < 2 ? 1n : BigInt(n) * factorial(n - 1));
    const log2 = (x: bigint): number => {
      const bits = x.toString(2).length;
      const drop = BigInt(Math.max(0, bits - 60));
      return Math.log2(Number(x >> drop)) + Number(drop);
    };
    for (const counts of [
      [3, 2],
      [127, 128, 1],
      [500, 499, 2, 0],
      [1000, 1000],
    ]) {
      const ways = counts.reduce(
        (rest, count) => rest / factorial(count),
        factorial(counts.reduce((a, b) => a + b)),
      );
      expect(logMultinomial(counts)).toBeCloseTo(log2(ways), 9);
    }
  });
});

describe("incomplete gamma", () => {
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
      for (const a of [0.5, 3, 60, 5000])
        expect(upperGamma(a, upperGammaQuantile(a, p)) / p).toBeCloseTo(1, 9);
    }
  });
});

describe("hurwitz zeta", () => {
  /** Computed with 30 digits by another tool. */
  it.each([
    [1.5, 1, 2.612375348685488, -3.932239737431101],
    [2.25, 0.3, 15.93871183908427, 17.4002123307727],
    [1.01, 256.5, 94.6057640650591, -9985.18221686876],
    [12, 1, 1.000246086553308, -0.000171382845854353],
    [3, 40, 0.000320410135917649, -0.001338171831116217],
  ])("zeta(%f, %f) and its derivative", (s, q, value, derivative) => {
    const zeta = hurwitzZeta(s, q);
    expect(zeta.value / value).toBeCloseTo(1, 13);
    expect(zeta.derivative / derivative).toBeCloseTo(1, 13);
  });
});
