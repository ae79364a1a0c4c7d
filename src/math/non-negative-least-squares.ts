import type { WeighedRow } from "./ridge-regression.ts";

const sweeps = 500;

/**
 * Weighed least squares with coefficients that are not below 0, by going round them until they rest.
 *
 * @param rows at least one
 * @returns shape (p,)
 * Cost: O(rows p^2).
 * Source: Franc, Hlaváč & Navara 2005, CAIP (sequential coordinate-wise algorithm).
 */
export function nonNegativeLeastSquares(rows: readonly WeighedRow[]): Float64Array {
  const p = rows[0]!.x.length;
  const matrix = new Float64Array(p * p);
  const right = new Float64Array(p);
  for (const { x, y, weight } of rows) {
    for (let i = 0; i < p; i++) {
      right[i]! += weight * x[i]! * y;
      for (let j = 0; j < p; j++) matrix[i * p + j]! += weight * x[i]! * x[j]!;
    }
  }
  const found = new Float64Array(p);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (let i = 0; i < p; i++) {
      const own = matrix[i * p + i]!;
      if (own === 0) continue;
      let rest = right[i]!;
      for (let j = 0; j < p; j++) if (j !== i) rest -= matrix[i * p + j]! * found[j]!;
      found[i] = Math.max(0, rest / own);
    }
  }
  return found;
}
