/** Kolmogorov's distance of some p-values from uniform ones; 1.63 / sqrt(n) is exceeded in 1 % of the cases. */
export function distanceFromUniform(pValues: readonly number[]): number {
  const sorted = [...pValues].sort((a, b) => a - b);
  const n = sorted.length;
  return Math.max(...sorted.map((p, i) => Math.max(p - i / n, (i + 1) / n - p)));
}
