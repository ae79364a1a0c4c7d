import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { complementaryError, logGamma, upperGamma } from "../../../src/math/special-functions.ts";
import {
  bitPlane,
  chiSquareAgainstUniform,
  expectedLinearComplexity,
  linearComplexityPValue,
  monteCarloPi,
  serialBits,
  serialCorrelation,
  spectralTest,
} from "../../../src/statistics/randomness.ts";
import { noveltyCurve } from "../../../src/statistics/repeats.ts";
import { fourierTransform } from "../../../src/wasm/fourier-transform.ts";
import { linearComplexity } from "../../../src/wasm/register.ts";

describe("bits", () => {
  // @module-tag thorough

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
});

describe("numbers of bytes", () => {
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
});
