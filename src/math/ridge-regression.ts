import { solveLinear } from "./solve-linear.ts";

/** One observation. */
export interface WeighedRow {
  /** shape (p,) */
  readonly x: ArrayLike<number>;
  readonly y: number;
  readonly weight: number;
}

/**
 * Weighed least squares with a penalty on coefficients, each in units of the root mean square of its column; the first one
 * is free.
 *
 * @param rows at least one
 * @param penalty per unit of weight, above 0
 * @returns shape (p,)
 * Cost: O(rows p^2 + p^3).
 * Source: Hoerl & Kennard 1970, Technometrics 12(1).
 */
export function ridgeRegression(rows: readonly WeighedRow[], penalty: number): Float64Array {
  const p = rows[0]!.x.length;
  const scale = new Float64Array(p);
  let total = 0;
  for (const { x, weight } of rows) {
    total += weight;
    for (let j = 0; j < p; j++) scale[j]! += (x[j]! * x[j]!) / rows.length;
  }
  for (let j = 0; j < p; j++) scale[j] = scale[j]! > 0 ? Math.sqrt(scale[j]!) : 1;
  const matrix = new Float64Array(p * p);
  const right = new Float64Array(p);
  for (const { x, y, weight } of rows) {
    for (let i = 0; i < p; i++) {
      const scaled = (weight * x[i]!) / scale[i]!;
      right[i]! += scaled * y;
      for (let j = 0; j < p; j++) matrix[i * p + j]! += (scaled * x[j]!) / scale[j]!;
    }
  }
  for (let i = 1; i < p; i++) matrix[i * p + i]! += penalty * total;
  const solved = solveLinear(matrix, right, p) ?? new Float64Array(p);
  return solved.map((value, j) => value / scale[j]!);
}
