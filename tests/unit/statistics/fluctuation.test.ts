import { describe, expect, test } from "vitest";
import {
  detrendedFluctuation,
  expectedRescaledRange,
  hurstExponent,
  logSlope,
} from "../../../src/statistics/fluctuation.ts";
import { uniformSymbols } from "./inputs.ts";

describe("detrended fluctuation", () => {
  /** Least squares by normal equations on -1..1, solved by elimination: the sum of squares that is left. */
  function leftByPolynomial(y: readonly number[], order: number): number {
    const m = order + 1;
    const x = y.map((_, i) => (2 * i) / (y.length - 1) - 1);
    const rows = Array.from({ length: m }, (_, a) => [
      ...Array.from({ length: m }, (_, b) => x.reduce((sum, one) => sum + one ** (a + b), 0)),
      x.reduce((sum, one, i) => sum + one ** a * y[i]!, 0),
    ]);
    for (let c = 0; c < m; c++)
      for (let r = 0; r < m; r++) {
        if (r === c) continue;
        const factor = rows[r]![c]! / rows[c]![c]!;
        rows[r] = rows[r]!.map((value, j) => value - factor * rows[c]![j]!);
      }
    const coefficients = rows.map((row, a) => row[m]! / row[a]!);
    return y.reduce((sum, value, i) => {
      const fitted = coefficients.reduce((f, coefficient, a) => f + coefficient * x[i]! ** a, 0);
      return sum + (value - fitted) ** 2;
    }, 0);
  }

  function byDefinition(values: readonly number[], segmentEnds: readonly number[], order: number) {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const points: [number, number][] = [];
    for (let j = 0; ; j++) {
      const size = Math.round(Math.max(16, 4 * (order + 2)) * 2 ** (j / 4));
      const left: number[] = [];
      segmentEnds.forEach((end, s) => {
        let sum = 0;
        const profile = values
          .slice(s === 0 ? 0 : segmentEnds[s - 1], end)
          .map((value) => (sum += value - mean));
        for (let at = 0; at + size <= profile.length; at += size)
          left.push(leftByPolynomial(profile.slice(at, at + size), order));
      });
      if (left.length < 10) return points;
      points.push([size, Math.sqrt(left.reduce((sum, one) => sum + one, 0) / (left.length * size))]);
    }
  }

  test.each([0, 1, 2, 3, 4])("polynomials of order %i, by normal equations", (order) => {
    const values = [...uniformSymbols(900, 256, 6)].map((value, i) => value + i / 7);
    for (const ends of [[900], [431, 900], [320, 320, 900]]) {
      const expected = byDefinition(values, ends, order);
      const { sizes, fluctuations, exponent } = detrendedFluctuation(values, ends, order)!;
      expect(sizes).toEqual(expected.map(([size]) => size));
      fluctuations.forEach((fluctuation, j) => {
        expect(fluctuation / expected[j]![1]).toBeCloseTo(1, 9);
      });
      expect(exponent).toBeCloseTo(
        logSlope(
          sizes,
          expected.map(([, fluctuation]) => fluctuation),
        ),
        9,
      );
    }
  });

  test("four lengths of ten windows each are needed: 16, 19, 23 and 27", () => {
    const values = [...uniformSymbols(270, 256, 7)];
    expect(detrendedFluctuation(values, [270], 1)?.sizes).toEqual([16, 19, 23, 27]);
    expect(detrendedFluctuation(values.slice(1), [269], 1)).toBeUndefined();
    expect(detrendedFluctuation(new Array<number>(270).fill(3), [270], 1)).toBeUndefined();
  });

  test("slopes of powers", () => {
    expect(logSlope([1, 2, 4, 8], [3, 12, 48, 192])).toBeCloseTo(2, 13);
    // log2 of x and y are 0, 1, 2 and 0, 2, 1.
    expect(logSlope([1, 2, 4], [1, 4, 2])).toBeCloseTo(1 / 2, 13);
    expect(logSlope([2, 8], [1, 1 / 2])).toBeCloseTo(-1 / 2, 13);
  });
});

describe("rescaled range", () => {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  /** R/S of a window by its definition; NaN without variance. */
  function ratioOf(window: readonly number[]): number {
    const center = mean(window);
    let sum = 0;
    const sums = window.map((value) => (sum += value - center));
    const deviation = Math.sqrt(mean(window.map((value) => (value - center) ** 2)));
    return (Math.max(0, ...sums) - Math.min(0, ...sums)) / deviation;
  }

  /** E[R/S] by gamma functions of halves, from Gamma(1/2) and Gamma(1) upwards. */
  function expectedRatio(n: number): number {
    // Gamma((n - 1)/2) / Gamma(n/2)
    let quotient = n % 2 === 0 ? Math.sqrt(Math.PI) : 1 / (Math.sqrt(Math.PI) / 2);
    for (let m = n % 2 === 0 ? 2 : 3; m < n; m += 2) quotient *= (m - 1) / m;
    let sum = 0;
    for (let r = 1; r < n; r++) sum += Math.sqrt((n - r) / r);
    return (quotient / Math.sqrt(Math.PI)) * sum;
  }

  function byDefinition(values: readonly number[], segmentEnds: readonly number[]): number | undefined {
    const points: [number, number][] = [];
    for (let j = 0; ; j++) {
      const size = Math.round(16 * 2 ** (j / 2));
      const ratios: number[] = [];
      segmentEnds.forEach((end, s) => {
        for (let at = s === 0 ? 0 : segmentEnds[s - 1]!; at + size <= end; at += size)
          ratios.push(ratioOf(values.slice(at, at + size)));
      });
      if (ratios.length < 8) break;
      const varied = ratios.filter((ratio) => !Number.isNaN(ratio));
      if (2 * varied.length >= ratios.length) points.push([size, mean(varied) / expectedRatio(size)]);
    }
    if (points.length < 4) return undefined;
    const column = (c: 0 | 1) => points.map((point) => point[c]);
    return 0.5 + logSlope(column(0), column(1));
  }

  test("ranges over deviations, by the definition", () => {
    const values = [...uniformSymbols(1000, 256, 3)];
    for (const ends of [[1000], [470, 1000], [333, 333, 1000]])
      expect(hurstExponent(values, ends)).toBeCloseTo(byDefinition(values, ends)!, 10);
  });

  test("four lengths of eight windows each are needed: 16, 23, 32 and 45", () => {
    const values = [...uniformSymbols(360, 256, 4)];
    expect(hurstExponent(values, [360])).toBeCloseTo(byDefinition(values, [360])!, 10);
    expect(hurstExponent(values.slice(1), [359])).toBeUndefined();
  });

  test("windows of one value do not count, lengths with most windows such neither", () => {
    // Half of each stretch of 64 is one value.
    const values = [...uniformSymbols(4096, 256, 5)].map((value, i) => (i % 64 < 32 ? 0 : value));
    expect(hurstExponent(values, [4096])).toBeCloseTo(byDefinition(values, [4096])!, 10);
    const rare = [...uniformSymbols(4096, 256, 5)].map((value, i) => (i % 64 < 40 ? 0 : value));
    expect(hurstExponent(rare, [4096])).toBeCloseTo(byDefinition(rare, [4096])!, 10);
    expect(hurstExponent(new Array<number>(400).fill(2), [400])).toBeUndefined();
  });

  test("the expected ratio of independent normal variables", () => {
    for (const n of [2, 3, 4, 5, 16, 45, 256, 1001])
      expect(expectedRescaledRange(n) / expectedRatio(n)).toBeCloseTo(1, 12);
  });
});
