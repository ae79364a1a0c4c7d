/** A fitted rank-frequency law p_r proportional to r^-s over ranks 1..V. */
export interface ZipfFit {
  /** s >= 0. */
  readonly exponent: number;
  /** From the Fisher information of the n tokens taken as independent; correlated tokens make it too small. */
  readonly standardError: number;
  /** V, number of types. */
  readonly types: number;
}

/**
 * Zipf exponent of the finite rank-frequency law by maximum likelihood.
 *
 * The ranks are those of the sample itself, which sorts chance fluctuations into the law: at few tokens a type the
 * exponent comes out too large.
 *
 * @param counts occurrences of each type, in any order; zeros are ignored
 * @returns the fit, or undefined with fewer than two types
 * @throws never
 * Cost: O(V log V) to rank, then O(V) for each of some 10 Newton steps.
 * Source: Goldstein, Morris & Yen 2004, Eur. Phys. J. B 41 (maximum likelihood for power laws), for finite V.
 */
export function maximumLikelihoodZipf(counts: ArrayLike<number>): ZipfFit | undefined {
  const ranked = Float64Array.from(counts).sort().reverse();
  let types = 0;
  let tokens = 0;
  let weighted = 0;
  for (let r = 0; r < ranked.length && ranked[r]! > 0; r++) {
    types++;
    tokens += ranked[r]!;
    weighted += ranked[r]! * Math.log(r + 1);
  }
  if (types < 2) return undefined;
  const logRanks = Float64Array.from({ length: types }, (_, r) => Math.log(r + 1));
  const target = weighted / tokens;
  // The likelihood is concave in s, its slope n (E_s[ln r] - target) falls: bracket the root and keep Newton inside.
  let low = 0;
  let high = 1;
  while (moments(logRanks, high).mean > target) {
    low = high;
    high *= 2;
  }
  let exponent = 0.5 * (low + high);
  let { mean, variance } = moments(logRanks, exponent);
  for (let step = 0; step < 100; step++) {
    if (mean > target) low = exponent;
    else high = exponent;
    const newton = exponent + (mean - target) / variance;
    const next = newton >= low && newton <= high ? newton : 0.5 * (low + high);
    const settled = Math.abs(next - exponent) <= 1e-14 * Math.max(1, next);
    exponent = next;
    ({ mean, variance } = moments(logRanks, exponent));
    if (settled) break;
  }
  return { exponent, standardError: 1 / Math.sqrt(tokens * variance), types };
}

/** Mean and variance of ln r under p_r proportional to r^-s. */
function moments(logRanks: Float64Array, s: number): { mean: number; variance: number } {
  let total = 0;
  let first = 0;
  let second = 0;
  // From the smallest terms to the largest.
  for (let r = logRanks.length - 1; r >= 0; r--) {
    const weight = Math.exp(-s * logRanks[r]!);
    total += weight;
    first += weight * logRanks[r]!;
    second += weight * logRanks[r]! * logRanks[r]!;
  }
  const mean = first / total;
  return { mean, variance: second / total - mean * mean };
}
