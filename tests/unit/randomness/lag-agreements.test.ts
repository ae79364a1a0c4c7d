import { expect, test } from "vitest";
import { shuffled } from "../../../src/math/sampling.ts";
import { projectedAgreements } from "../../../src/randomness/lag-agreements.ts";
import { uniformIntegers, uniformSymbols } from "../words/inputs.ts";

const plane = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

/** sum over i of the product of deviations at i and at i + lag. */
function correlation(points: readonly (readonly [number, number])[], lag: number): number {
  const mean = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis]!, 0) / points.length);
  let sum = 0;
  for (let i = lag; i < points.length; i++)
    for (const axis of [0, 1])
      sum += (points[i]![axis]! - mean[axis]!) * (points[i - lag]![axis]! - mean[axis]!);
  return sum;
}

const countsOf = (symbols: ArrayLike<number>, size: number) =>
  Array.from({ length: size }, (_, a) => Array.from(symbols).filter((symbol) => symbol === a).length);

test.each([1, 2, 3, 4])("%i symbols: the most frequent are opposite, no draw is needed", (size) => {
  // Later symbols are the more frequent.
  const symbols = uniformSymbols(100, 1 << size, 3).map((x) => Math.min(size - 1, 31 - Math.clz32(x + 1)));
  const counts = countsOf(symbols, size);
  const order = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
  const points = Array.from(symbols, (symbol) => plane[order.indexOf(symbol)]!);
  const found = projectedAgreements(symbols, counts, 33, () => expect.fail("a draw"));
  expect(found.length).toBe(34);
  found.forEach((value, lag) => {
    expect(value).toBeCloseTo(correlation(points, lag), 10);
  });
});

test("more symbols: four in a row get directions in an order that is drawn", () => {
  const size = 7;
  const symbols = uniformSymbols(200, size, 5);
  const counts = countsOf(symbols, size);
  const order = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
  const draws = uniformIntegers(8);
  const directions = [0, 4].flatMap(() => [...shuffled(Uint8Array.of(0, 1, 2, 3), draws)]);
  const points = Array.from(symbols, (symbol) => plane[directions[order.indexOf(symbol)]!]!);
  projectedAgreements(symbols, counts, 56, uniformIntegers(8)).forEach((value, lag) => {
    expect(value).toBeCloseTo(correlation(points, lag), 10);
  });
});
