import { compressedSpectrum } from "../entropy/compressed-spectrum.ts";
import { spectrumFrom } from "../entropy/frequency-spectrum.ts";
import { drawMultinomial } from "../math/sampling.ts";
import { exponentWithMean } from "./power-law-exponent.ts";

/** A fitted law p_r proportional to (r + q)^-s over ranks 1..V. */
interface ZipfMandelbrotFit {
  /** s >= 0 */
  readonly exponent: number;
  /** q >= 0 */
  readonly shift: number;
  /** largest distance of the two distribution functions of the rank, Kolmogorov and Smirnov's */
  readonly distance: number;
}

/**
 * Zipf-Mandelbrot law of a sample by maximum likelihood over the ranks of the sample itself.
 *
 * For each shift the exponent follows by Newton's method, the shift by golden sections. Sums over ranks are those of
 * some 22 points an octave.
 *
 * @param ranked positive counts in descending order, shape (V,), V >= 2
 * @param enough the distance is not followed beyond this one: it is exact below, and else no smaller
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

/** Golden sections over ln(1 + q) from a coarse grid; 0 where nothing is gained by a shift. */
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
 * Share of samples of a fitted law that lie at least as far from their own fit as the sample does from its.
 *
 * Samples have the size of the sample, are ranked by their own counts and fitted anew, so that what ranking and
 * fitting do to the distance is in both.
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
