import { type ArcTable, mixtureArcTable } from "./mixture-arc-table.ts";

/**
 * The structure that plain mixtures of order and noise reach at some randomness: the largest of three families measured
 * at that length and alphabet. What stands above the arc has more to learn than noisy patterns of 27 symbols do.
 *
 * Between measured lengths and alphabets the arc is linear in their logarithms; beyond them the nearest alphabet is
 * taken, and lengths go on as the last two do.
 *
 * @param x randomness, 0 to 1
 * @param n symbols of the sample
 * @param alphabetSize A >= 2
 * @returns y, doublings
 * @throws never
 */
export function arcHeight(
  x: number,
  n: number,
  alphabetSize: number,
  table: ArcTable = mixtureArcTable,
): number {
  const { lengths, alphabets, families } = table;
  const [a, alphabetShare] = place(alphabets, alphabetSize, false);
  const [b, lengthShare] = place(lengths, n, true);
  const at = (alphabet: number, length: number) => highest(families[alphabet]![length]!, x);
  const along = (length: number) =>
    at(a, length) + alphabetShare * (at(Math.min(a + 1, alphabets.length - 1), length) - at(a, length));
  return Math.max(0, along(b) + lengthShare * (along(b + 1) - along(b)));
}

const pointsDrawn = 101;

/** The arc as points to draw, x ascending from 0 to 1. */
export function arcPoints(n: number, alphabetSize: number): { x: number; y: number }[] {
  return Array.from({ length: pointsDrawn }, (_, i) => {
    const x = i / (pointsDrawn - 1);
    return { x, y: arcHeight(x, n, alphabetSize) };
  });
}

/** Where a value lies in an ascending grid, by logarithms: index of the cell, and the share of it. */
function place(grid: readonly number[], value: number, beyond: boolean): [cell: number, share: number] {
  let cell = 0;
  while (cell < grid.length - 2 && grid[cell + 1]! <= value) cell++;
  const share = Math.log(value / grid[cell]!) / Math.log(grid[cell + 1]! / grid[cell]!);
  return [cell, beyond ? Math.max(0, share) : Math.min(1, Math.max(0, share))];
}

/** The largest of some polylines at x; outside its own range a polyline says nothing. */
function highest(polylines: readonly (readonly (readonly [x: number, y: number])[])[], x: number): number {
  let most = 0;
  for (const points of polylines) {
    for (let i = 1; i < points.length; i++) {
      const [x0, y0] = points[i - 1]!;
      const [x1, y1] = points[i]!;
      if (x < x0 || x > x1) continue;
      most = Math.max(most, x1 === x0 ? Math.max(y0, y1) : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0));
    }
  }
  return most;
}
