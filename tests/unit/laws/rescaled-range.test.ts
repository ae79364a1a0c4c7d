import { expect, test } from "vitest";
import { logSlope } from "../../../src/laws/detrended-fluctuation.ts";
import { expectedRescaledRange, hurstExponent } from "../../../src/laws/rescaled-range.ts";
import { uniformSymbols } from "../words/inputs.ts";

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
