import { expect, test } from "vitest";
import { detrendedFluctuation, logSlope } from "../../../src/laws/detrended-fluctuation.ts";
import { uniformSymbols } from "../words/inputs.ts";

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
