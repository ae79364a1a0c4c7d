/**
 * Solves A X = B by elimination with partial pivoting.
 *
 * @param matrix shape (n, n), row after row; left as it is
 * @param right shape (n, columns), row after row; left as it is
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
