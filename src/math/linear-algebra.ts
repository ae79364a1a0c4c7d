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
