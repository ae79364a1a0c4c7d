import { drawMultinomial } from "../math/sampling.ts";
import { compressedSpectrum, spectrumFrom } from "./counts.ts";

/** Points with their logarithms and weights. */
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

/** A fitted rank-frequency law p_r proportional to r^-s over ranks 1..V. */
interface ZipfFit {
  /** s >= 0. */
  readonly exponent: number;
  /** From the Fisher information of n independent tokens; correlated tokens make it too small. */
  readonly standardError: number;
  /** V, number of types. */
  readonly types: number;
}

/**
 * Zipf exponent of the finite rank-frequency law by maximum likelihood.
 *
 * The ranks are those of the sample itself, which sorts chance fluctuations into the law: with few tokens per type the exponent
 * is too large.
 *
 * @param counts occurrences of each type, in any order; zeros are ignored
 * @returns the fit, or undefined with fewer than two types
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
  const logs = Float64Array.from({ length: types }, (_, r) => Math.log(r + 1));
  const { exponent, variance } = exponentWithMean({ logs }, weighted / tokens);
  return { exponent, standardError: 1 / Math.sqrt(tokens * variance), types };
}

/** A fitted law p_r proportional to (r + q)^-s over ranks 1..V. */
interface ZipfMandelbrotFit {
  /** s >= 0 */
  readonly exponent: number;
  /** q >= 0 */
  readonly shift: number;
  /** largest distance between the two distribution functions of the rank (Kolmogorov-Smirnov) */
  readonly distance: number;
}

/**
 * Zipf-Mandelbrot law of a sample by maximum likelihood over the ranks of the sample itself.
 *
 * Newton's method gives the exponent for each shift, golden sections give the shift. Sums over ranks use some 22 points per
 * octave.
 *
 * @param ranked positive counts in descending order, shape (V,), V >= 2
 * @param enough the distance is exact below this value, and else at least this value
 * Cost: O(22 V), then some 500 sums over a few hundred points.
 * Source: Mandelbrot 1953, An informational theory of the statistical structure of language; Izsak 2006, Scientometrics 67
 * (maximum likelihood).
 */
export function fitZipfMandelbrot(
  ranked: Float64Array,
  enough = Number.POSITIVE_INFINITY,
): ZipfMandelbrotFit {
  const ranks = Float64Array.from(ranked, (_, r) => r + 1);
  const places = compressedSpectrum(spectrumFrom(ranks, new Float64Array(ranks.length).fill(1)));
  const observed = compressedSpectrum(spectrumFrom(ranks, ranked));
  let tokens = 0;
  for (let r = 0; r < ranked.length; r++) tokens += ranked[r]!;
  const fitAt = (shift: number): { exponent: number; total: number; loss: number } => {
    let mean = 0;
    for (let i = 0; i < observed.counts.length; i++)
      mean += (observed.weights[i]! / tokens) * Math.log(observed.counts[i]! + shift);
    const logs = places.counts.map((rank) => Math.log(rank + shift));
    const { exponent, total } = exponentWithMean({ logs, weights: places.weights }, mean);
    return { exponent, total, loss: exponent * mean + Math.log(total) };
  };
  const shift = bestShift((q) => fitAt(q).loss, ranked.length);
  const { exponent, total } = fitAt(shift);
  let distance = 0;
  let expected = 0;
  let seen = 0;
  for (let r = 0; r < ranked.length && distance < enough; r++) {
    expected += Math.exp(-exponent * Math.log(r + 1 + shift)) / total;
    seen += ranked[r]! / tokens;
    distance = Math.max(distance, Math.abs(expected - seen));
  }
  return { exponent, shift, distance };
}

/** Golden sections over ln(1 + q) from a coarse grid; 0 where a shift gains nothing. */
function bestShift(loss: (shift: number) => number, types: number): number {
  const grid = 16;
  const width = Math.log1p(types) / grid;
  const at = (x: number): number => loss(Math.expm1(x * width));
  const coarse = Float64Array.from({ length: grid + 1 }, (_, i) => at(i));
  const best = coarse.indexOf(Math.min(...coarse));
  let low = Math.max(0, best - 1);
  let high = Math.min(grid, best + 1);
  const golden = 0.5 * (Math.sqrt(5) - 1);
  let left = high - golden * (high - low);
  let right = low + golden * (high - low);
  let [atLeft, atRight] = [at(left), at(right)];
  while (high - low > 1e-7) {
    if (atLeft <= atRight) {
      high = right;
      [right, atRight] = [left, atLeft];
      left = high - golden * (high - low);
      atLeft = at(left);
    } else {
      low = left;
      [left, atLeft] = [right, atRight];
      right = low + golden * (high - low);
      atRight = at(right);
    }
  }
  return low < 1e-6 ? 0 : Math.expm1(0.5 * (low + high) * width);
}

/**
 * Share of samples of a fitted law that are at least as far from their own fit as the sample is from its.
 *
 * Samples have the size of the sample, and are ranked by their own counts and fitted again, so that the effects of ranking and
 * fitting on the distance are in both.
 *
 * @param tokens size of the sample
 * @param types number of ranks of the law
 * @param uniform draws from [0, 1)
 * @returns in [1 / (replicates + 1), 1]
 * Cost: O(22 replicates types), whatever the number of tokens.
 * Source: Clauset, Shalizi & Newman 2009, SIAM Review 51 (parametric bootstrap of the distance).
 */
export function bootstrapFit(
  { exponent, shift, distance }: ZipfMandelbrotFit,
  tokens: number,
  types: number,
  replicates: number,
  uniform: () => number,
): number {
  const weights = Float64Array.from({ length: types }, (_, r) =>
    Math.exp(-exponent * Math.log(r + 1 + shift)),
  );
  let farther = 1;
  for (let run = 0; run < replicates; run++) {
    const ranked = drawMultinomial(tokens, weights, uniform)
      .filter((count) => count > 0)
      .sort()
      .reverse();
    if (ranked.length < 2 || fitZipfMandelbrot(ranked, distance).distance >= distance) farther++;
  }
  return farther / (replicates + 1);
}
