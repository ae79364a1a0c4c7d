/** Squarings after which the norm of a power tells the radius to rounding. */
const squarings = 54;

/**
 * Spectral radius of a non-negative matrix: the limit of |M^k|^(1/k), by repeated squaring, which neither periods nor
 * reducible matrices slow down.
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
    power = squareOf(
      power.map((entry) => entry / norm),
      n,
    );
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

function squareOf(a: Float64Array, n: number): Float64Array<ArrayBuffer> {
  const product = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < n; j++) product[i * n + j]! += factor * a[k * n + j]!;
    }
  }
  return product;
}
