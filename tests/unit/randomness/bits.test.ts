// @module-tag thorough
import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import {
  chiSquareTail,
  complementaryError,
  logGamma,
  upperGamma,
} from "../../../src/math/special-functions.ts";
import {
  expectedLinearComplexity,
  linearComplexityPValue,
} from "../../../src/randomness/linear-complexity.ts";
import { spectralTest } from "../../../src/randomness/spectral-test.ts";
import { fourierTransform } from "../../../src/wasm/fourier-transform.ts";
import { linearComplexity } from "../../../src/wasm/register.ts";

const coins = (n: number, seed: number) => {
  const random = Random.fromSeed(seed);
  return Uint8Array.from({ length: n }, () => random.below(2));
};

/** Fifty digits of mpmath, cut. */
test.each([
  [0.5, 0.1, 0.654720846018577],
  [0.5, 2, 0.04550026389635842],
  [0.5, 20, 2.539628589470865e-10],
  [127.5, 100, 0.9954254445419519],
  [127.5, 127.5, 0.48822252177040637],
  [127.5, 200, 1.6600025244124518e-8],
  [3, 0.5, 0.9856123220330293],
  [50000, 50500, 0.012868840377233669],
])("Q(%d, %d)", (a, x, reference) => {
  expect(Math.abs(upperGamma(a, x) / reference - 1)).toBeLessThan(1e-11);
});

test.each([
  [0.1, 2.252712651734206],
  [0.5, 0.5723649429247001],
  [1, 0],
  [2, 0],
  [3.5, 1.2009736023470743],
  [11.9, 17.25847745059552],
  [12, 17.502307845873887],
  [100, 359.1342053695754],
  [1e6, 12815504.569147611],
])("ln Gamma(%d)", (x, reference) => {
  expect(Math.abs(logGamma(x) - reference)).toBeLessThan(1e-14 * Math.max(1, Math.abs(reference)));
});

test("tails in closed form: chi-square with two degrees of freedom, erfc(0)", () => {
  expect(chiSquareTail(3, 2)).toBeCloseTo(Math.exp(-1.5), 14);
  expect(complementaryError(0)).toBe(1);
});

test.each([1, 2, 3, 8, 12, 100, 127, 256])("a transform of %i numbers is its definition", (n) => {
  const random = Random.fromSeed(n);
  const re = Float64Array.from({ length: n }, () => random.uniform() - 0.5);
  const im = Float64Array.from({ length: n }, () => random.uniform() - 0.5);
  const output = fourierTransform({ re, im });
  for (let k = 0; k < n; k++) {
    let [x, y] = [0, 0];
    for (let j = 0; j < n; j++) {
      const angle = (-2 * Math.PI * ((j * k) % n)) / n;
      x += re[j]! * Math.cos(angle) - im[j]! * Math.sin(angle);
      y += re[j]! * Math.sin(angle) + im[j]! * Math.cos(angle);
    }
    expect(output.re[k]).toBeCloseTo(x, 10);
    expect(output.im[k]).toBeCloseTo(y, 10);
  }
});

test("a transform of more numbers than the kernel takes: that of one is a wave", () => {
  const n = 2 ** 19;
  const re = new Float64Array(n);
  re[3] = 1;
  const output = fourierTransform({ re, im: new Float64Array(n) });
  for (let k = 0; k < n; k += 997) {
    expect(output.re[k]).toBeCloseTo(Math.cos((6 * Math.PI * k) / n), 12);
    expect(output.im[k]).toBeCloseTo(-Math.sin((6 * Math.PI * k) / n), 12);
  }
});

/** Least L for which some register of L cells gives the bits, by trying all of them. */
function shortestRegister(bits: Uint8Array): number {
  for (let length = 0; length <= bits.length; length++) {
    for (let taps = 0; taps < 1 << length; taps++) {
      const holds = bits.every((bit, i) => {
        if (i < length) return true;
        let sum = 0;
        for (let j = 1; j <= length; j++) sum ^= (taps >>> (j - 1)) & 1 & bits[i - j]!;
        return sum === bit;
      });
      if (holds) return length;
    }
  }
  return bits.length;
}

test("linear complexity of every word of up to 10 bits, by trying all registers; its law is the exact one", () => {
  for (let n = 1; n <= 10; n++) {
    const seen = new Array<number>(n + 1).fill(0);
    for (let word = 0; word < 1 << n; word++) {
      const bits = Uint8Array.from({ length: n }, (_, i) => (word >>> i) & 1);
      const complexity = linearComplexity(bits);
      if (n <= 8) expect(complexity).toBe(shortestRegister(bits));
      seen[complexity]!++;
    }
    const total = 1 << n;
    expect(seen.reduce((sum, count, l) => sum + (count / total) * l, 0)).toBeCloseTo(
      expectedLinearComplexity(n),
      12,
    );
    for (let l = 0; l <= n; l++) {
      const tail = seen.filter((count) => count <= seen[l]!).reduce((sum, count) => sum + count / total, 0);
      expect(linearComplexityPValue(n, l)).toBeCloseTo(tail, 12);
    }
  }
});

test.each([
  [16, 0xb400],
  [31, 0x4800_0000],
])("a maximal register of degree %i has that complexity, whatever its start", (degree, taps) => {
  for (const start of [1, 12_345]) {
    let state = start;
    const bits = Uint8Array.from({ length: 3000 }, () => {
      const bit = state & 1;
      state >>>= 1;
      if (bit === 1) state ^= taps;
      return bit;
    });
    expect(linearComplexity(bits)).toBe(degree);
    expect(linearComplexity(bits.subarray(7, 7 + 2 * degree))).toBe(degree);
  }
});

test("noise: n/2 + 2/9 with variance 86/81; one bit at the end needs the whole length", () => {
  const n = 2000;
  const runs = Array.from({ length: 400 }, (_, seed) => linearComplexity(coins(n, seed)) - n / 2);
  const mean = runs.reduce((a, b) => a + b) / runs.length;
  const variance = runs.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / runs.length;
  expect(Math.abs(mean - 2 / 9)).toBeLessThan(4 * Math.sqrt(86 / 81 / 400));
  expect(Math.abs(variance - 86 / 81)).toBeLessThan(0.45);
  expect(linearComplexity(Uint8Array.from({ length: 99 }, (_, i) => (i === 98 ? 1 : 0)))).toBe(99);
  expect(linearComplexity(new Uint8Array(500))).toBe(0);
});

test("ten bits and the first hundred of pi, by the definition of the transform", () => {
  // Peaks 0, 2, 4.47, 2, 4.47 lie below 5.47; the examples printed with the standard are of an older threshold.
  const ten = spectralTest(Uint8Array.from("1001010011", Number));
  expect(ten.below).toBe(5);
  expect(ten.deviation).toBeCloseTo(0.25 / Math.sqrt(0.1253198518), 9);
  const pi =
    "1100100100001111110110101010001000100001011010001100001000110100110001001100011001100010100010111000";
  const hundred = spectralTest(Uint8Array.from(pi, Number));
  expect(hundred.below).toBe(48);
  // The standard's p-value has n .95 .05/4 for the variance.
  const standard = (hundred.deviation * Math.sqrt(1.253198518)) / Math.sqrt(1.1875);
  expect(complementaryError(standard / Math.SQRT2)).toBeCloseTo(0.646355195539, 9);
});

test("fair bits: the number of peaks has the variance that the spectral test divides by", {
  tags: ["slow"],
  timeout: 60_000,
}, () => {
  const runs = 20_000;
  const squares = Array.from({ length: runs }, (_, seed) => spectralTest(coins(256, seed)).deviation ** 2);
  const mean = squares.reduce((sum, one) => sum + one, 0) / runs;
  // Its standard error is .01; with the variance of the standard it would be 1.055.
  expect(Math.abs(mean - 1)).toBeLessThan(0.035);
});

test("fair bits: p-values of the spectral test are nearly uniform", { tags: ["slow"] }, () => {
  const runs = 1000;
  const p = Array.from({ length: runs }, (_, seed) => spectralTest(coins(4096, seed)).pValue);
  // Three standard deviations of the count.
  expect(Math.abs(p.filter((x) => x < 0.05).length / runs - 0.05)).toBeLessThan(0.021);
  expect(Math.abs(p.filter((x) => x < 0.5).length / runs - 0.5)).toBeLessThan(0.048);
});
