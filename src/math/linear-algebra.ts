/**
 * Solves A X = B by elimination with partial pivoting.
 *
 * @param matrix shape (n, n), row after row; not changed
 * @param right shape (n, columns), row after row; not changed
 * @returns X, shape (n, columns), or undefined when A is singular
 * Cost: O(n^2 (n + columns)).
 * Source: Golub & Van Loan 2013, Matrix Computations, section 3.4.
 */
export function solveLinear(matrix: Float64Array, right: Float64Array, n: number): Float64Array | undefined {
  const a = matrix.slice();
  const x = right.slice();
  const columns = n === 0 ? 0 : x.length / n;
  for (let pivot = 0; pivot < n; pivot++) {
    let best = pivot;
    for (let row = pivot + 1; row < n; row++)
      if (Math.abs(a[row * n + pivot]!) > Math.abs(a[best * n + pivot]!)) best = row;
    if (a[best * n + pivot] === 0) return undefined;
    if (best !== pivot) {
      swapRows(a, n, best, pivot);
      swapRows(x, columns, best, pivot);
    }
    for (let row = pivot + 1; row < n; row++) {
      const factor = a[row * n + pivot]! / a[pivot * n + pivot]!;
      if (factor === 0) continue;
      for (let j = pivot; j < n; j++) a[row * n + j]! -= factor * a[pivot * n + j]!;
      for (let j = 0; j < columns; j++) x[row * columns + j]! -= factor * x[pivot * columns + j]!;
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let j = 0; j < columns; j++) {
      let sum = x[row * columns + j]!;
      for (let k = row + 1; k < n; k++) sum -= a[row * n + k]! * x[k * columns + j]!;
      x[row * columns + j] = sum / a[row * n + row]!;
    }
  }
  return x;
}

function swapRows(values: Float64Array, width: number, a: number, b: number): void {
  for (let j = 0; j < width; j++) {
    const kept = values[a * width + j]!;
    values[a * width + j] = values[b * width + j]!;
    values[b * width + j] = kept;
  }
}

/** One observation. */
export interface WeighedRow {
  /** shape (p,) */
  readonly x: ArrayLike<number>;
  readonly y: number;
  readonly weight: number;
}

/**
 * Weighted least squares with a penalty on coefficients, each in units of the root mean square of its column; the first one has
 * no penalty.
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

/**
 * Weighted least squares with non-negative coefficients, by coordinate descent until convergence.
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
  for (let sweep = 0; sweep < 500; sweep++) {
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

/**
 * The line of least squares of y on x.
 *
 * @param x shape (m,), not all equal
 * @param y shape (m,)
 * Cost: O(m).
 */
export function leastSquaresLine(x: Float64Array, y: Float64Array): { slope: number; intercept: number } {
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < x.length; i++) {
    meanX += x[i]! / x.length;
    meanY += y[i]! / x.length;
  }
  let covariance = 0;
  let variance = 0;
  for (let i = 0; i < x.length; i++) {
    covariance += (x[i]! - meanX) * (y[i]! - meanY);
    variance += (x[i]! - meanX) * (x[i]! - meanX);
  }
  const slope = covariance / variance;
  return { slope, intercept: meanY - slope * meanX };
}

/** Squarings after which the norm of a power gives the radius to rounding. */
const squarings = 54;

/**
 * Spectral radius of a non-negative matrix: the limit of |M^k|^(1/k), by repeated squaring, which also converges for periodic
 * and reducible matrices.
 *
 * @param matrix shape (n, n), row after row, entries at least 0
 * @returns at least 0, relative error some n eps
 * Cost: O(n^3), 54 products.
 * Source: Gelfand 1941, Mat. Sb. 9(51).
 */
export function spectralRadius(matrix: Float64Array, n: number): number {
  let power = Float64Array.from(matrix);
  let logNorm = 0;
  let exponent = 1;
  for (let step = 0; step < squarings; step++) {
    const norm = largestRowSum(power, n);
    if (norm === 0) return 0;
    logNorm += Math.log(norm) / exponent;
    const scaled = power.map((entry) => entry / norm);
    power = squareProduct(scaled, scaled, n);
    exponent *= 2;
  }
  return Math.exp(logNorm);
}

function largestRowSum(matrix: Float64Array, n: number): number {
  let largest = 0;
  for (let row = 0; row < n; row++) {
    let sum = 0;
    for (let column = 0; column < n; column++) sum += matrix[row * n + column]!;
    if (sum > largest) largest = sum;
  }
  return largest;
}

/** The product of two matrices of shape (n, n), row after row. */
export function squareProduct(a: Float64Array, b: Float64Array, n: number): Float64Array<ArrayBuffer> {
  const product = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < n; j++) product[i * n + j]! += factor * b[k * n + j]!;
    }
  }
  return product;
}
