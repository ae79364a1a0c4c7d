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
