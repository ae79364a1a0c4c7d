import { expect, test } from "vitest";
import { Random } from "../../../../../src/core/random.ts";
import { Columns } from "../../../../../src/observer/members/series/columns.ts";

const random = Random.fromSeed(1);
const fill = (count: number, of: (i: number) => number) => Array.from({ length: count }, (_, i) => of(i));
/** Rows of a table whose columns are polynomials of a degree. */
function tableOf(columns: number, degree: number, rows: number): number[] {
  const factors = fill(columns, () => 0).map(() => fill(degree + 1, () => 1 + random.below(9)));
  return fill(rows * columns, (i) =>
    factors[i % columns]!.reduce((sum, factor, power) => sum + factor * Math.floor(i / columns) ** power, 0),
  );
}
/** What was expected of each number before it came; null: nothing. */
function foretold(
  numbers: readonly number[],
  series: Columns,
  gap: (i: number) => number,
): (number | null)[] {
  return numbers.map((number, i) => {
    const expected = series.columns > 0 ? series.expected : null;
    series.push(number, gap(i));
    return expected;
  });
}

test("tables of up to sixteen columns are continued by polynomials of up to the requested degree", () => {
  const told: unknown[] = [];
  const wanted: unknown[] = [];
  for (const columns of [1, 2, 3, 7, 16])
    for (const degree of [1, 2, 3])
      for (const mostDegree of [1, 2, 3]) {
        const numbers = tableOf(columns, degree, degree + 4);
        const all = foretold(numbers, new Columns(Number.POSITIVE_INFINITY, mostDegree), (i) => i % columns);
        // A row is known by as many before it as its degree says, and one more by which that is seen.
        const known = (degree + 2) * columns;
        told.push([columns, degree, mostDegree, degree <= mostDegree ? all.slice(known) : null]);
        wanted.push([columns, degree, mostDegree, degree <= mostDegree ? numbers.slice(known) : null]);
      }
  expect(told).toEqual(wanted);
});

test("more than sixteen columns, and columns after other text, are not continued", () => {
  const numbers = tableOf(17, 1, 8);
  const none = foretold(numbers, new Columns(Number.POSITIVE_INFINITY, 3), (i) => i % 17);
  expect(none.every((one) => one === null)).toBe(true);
  const counter = fill(30, (i) => i);
  const gaps = fill(30, (i) => i * i);
  expect(foretold(counter, new Columns(Number.POSITIVE_INFINITY, 1), (i) => gaps[i]!)).toEqual(
    Array(30).fill(null),
  );
  expect(foretold(counter, new Columns(Number.POSITIVE_INFINITY, 1), () => 5).slice(3)).toEqual(
    counter.slice(3),
  );
});

test("numbers wrap at the end of their range, and without a range go below 0", () => {
  for (const step of [1, 7, 255, 129]) {
    const numbers = fill(60, (i) => (step * i) % 256);
    expect(foretold(numbers, new Columns(256, 1), () => 0).slice(3)).toEqual(numbers.slice(3));
  }
  // Without a modulus they go below 0.
  const falling = fill(10, (i) => 12 - 5 * i);
  expect(foretold(falling, new Columns(Number.POSITIVE_INFINITY, 1), () => 0).slice(3)).toEqual(
    falling.slice(3),
  );
});

test("a number that continues nothing ends a table, and what follows begins another", () => {
  const series = new Columns(Number.POSITIVE_INFINITY, 1);
  const first = fill(6, (i) => 10 * i);
  foretold(first, series, () => 0);
  expect([series.columns, series.expected, series.count]).toEqual([1, 60, 6]);
  series.push(999, 0);
  expect([series.columns, series.count]).toEqual([0, 7]);
  const second = fill(6, (i) => 7 * i);
  expect(foretold(second, series, () => 0).slice(3)).toEqual(second.slice(3));
  series.restart();
  expect([series.columns, series.count]).toEqual([0, 0]);
  expect(foretold(first, series, () => 0)).toEqual([null, null, null, ...first.slice(3)]);
});
