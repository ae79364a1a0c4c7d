/** Points with their logarithms and how often each counts. */
interface WeighedLogs {
  /** ascending, shape (m,) */
  readonly logs: ArrayLike<number>;
  /** shape (m,); all 1 where absent */
  readonly weights?: ArrayLike<number>;
}

/** An exponent with the mean and variance of the logarithm under it. */
interface PowerLaw {
  readonly exponent: number;
  readonly total: number;
  readonly variance: number;
}

/**
 * The exponent s >= 0 at which the law e^(-s log) / Z has a given mean logarithm: the maximum of its likelihood.
 *
 * @param target mean logarithm, between that of s = 0 and the smallest; s is 0 when it is above
 * Cost: O(m), some 10 times.
 */
export function exponentWithMean(points: WeighedLogs, target: number): PowerLaw {
  // The likelihood is concave in s, its slope E_s[log] - target falls: bracket the root and keep Newton inside.
  let low = 0;
  let high = 1;
  while (high < 1e3 && moments(points, high).mean > target) {
    low = high;
    high *= 2;
  }
  let exponent = 0.5 * (low + high);
  let { mean, variance, total } = moments(points, exponent);
  for (let step = 0; step < 100; step++) {
    if (mean > target) low = exponent;
    else high = exponent;
    const newton = exponent + (mean - target) / variance;
    const next = newton >= low && newton <= high ? newton : 0.5 * (low + high);
    const settled = Math.abs(next - exponent) <= 1e-14 * Math.max(1, next);
    exponent = next;
    ({ mean, variance, total } = moments(points, exponent));
    if (settled) break;
  }
  return { exponent, variance, total };
}

/** Sum of e^(-s log), and mean and variance of the logarithm under the law proportional to it. */
function moments(
  { logs, weights }: WeighedLogs,
  s: number,
): { mean: number; variance: number; total: number } {
  let total = 0;
  let first = 0;
  let second = 0;
  // From the smallest terms to the largest.
  for (let r = logs.length - 1; r >= 0; r--) {
    const weight = Math.exp(-s * logs[r]!) * (weights === undefined ? 1 : weights[r]!);
    total += weight;
    first += weight * logs[r]!;
    second += weight * logs[r]! * logs[r]!;
  }
  const mean = first / total;
  return { mean, variance: second / total - mean * mean, total };
}
