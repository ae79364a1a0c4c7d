import { confidenceLevel } from "../../core/constants.ts";
import { defineShared } from "../../core/shared-value.ts";
import { longRunDeviation, slowWaves, studentQuantile } from "../../math/intervals.ts";
import { typesWithFrequency } from "../../statistics/counts.ts";
import { chaoWangJostEntropy } from "../../statistics/entropy.ts";
import { stretchCounts } from "./stretch-counts.ts";
import { symbolCounts } from "./symbol-counts.ts";
import { symbolSpectrum } from "./symbol-spectrum.ts";

/** Where the symbol entropy lies, by its best estimate; bits. */
export interface EntropyInterval {
  /** of Chao, Wang and Jost, whose bias is the smallest */
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/** Symbols that a sample must have. */
const fewest = 100;
/** What may be wrong beside chance, as a share of the half-width for independent symbols. Chosen on laws unlike those of the calibration. */
const shareOfHalfWidth = 0.35;
/** Frequencies are compared between parts of this many stretches, and between ten parts, which show longer memory. */
const joined = 4;
const fewestParts = 10;

/**
 * The interval of the symbol entropy H, or why there is none.
 *
 * To first order the error of H is the mean of what each symbol tells, -ln p - H, whose variance V is taken from its slow waves, so that it
 * holds with memory. Deviations of frequencies add (S - 1)/(2n^2), and lower or raise V itself: along p^b, V changes by
 * s = k/V - 2 for each nat of H, k the third central moment of what symbols tell. All H are in the interval for which
 * (estimate - H)^2 <= t^2 (V + s (H - estimate))/n, which holds for uniform laws, too, where V is 0.
 *
 * Source: Wilson 1927, J. Am. Stat. Assoc. 22 (intervals by the variance at the end, not at the estimate).
 */
export const entropyInterval = defineShared(
  "entropy-interval",
  (_sequence, access): EntropyInterval | { readonly reason: string } => {
    const spectrum = access.get(symbolSpectrum);
    const { frequencies, multiplicities, tokens: n, types } = spectrum;
    const stretched = access.get(stretchCounts);
    if (n < fewest) return { reason: `${n} symbols, an interval needs ${fewest}` };
    if (stretched === undefined) return { reason: "too many kinds of symbols to look for memory" };
    const mean = (of: (told: number) => number) =>
      frequencies.reduce((sum, c, i) => sum + multiplicities[i]! * (c / n) * of(-Math.log(c / n)), 0);
    const plugIn = mean((told) => told);
    const variance = mean((told) => (told - plugIn) * (told - plugIn));
    const third = mean((told) => (told - plugIn) * (told - plugIn) * (told - plugIn));
    const { deviation, inflation } = memoryOf(
      stretched.counts,
      stretched.stretches,
      access.get(symbolCounts),
      n,
    );
    // Equal frequencies tell nothing, with or without memory.
    const level = variance > 1e-12;
    const design = level ? (deviation * deviation) / (n * variance) : inflation;
    const slope = level ? third / variance - 2 : -2;
    const quadratic = (types - 1) / (2 * n);
    const t = studentQuantile(confidenceLevel, slowWaves);
    const shift = (t * t * design * slope) / n;
    const square = shift * shift + (4 * t * t * design * (variance - quadratic)) / n;
    const unseen = Math.max(...[1, 2, 3].map((j) => j * typesWithFrequency(spectrum, j)));
    const half = t * Math.sqrt(Math.max(variance, quadratic) / n);
    if ((Math.sqrt(unseen) * Math.log(n)) / n > shareOfHalfWidth * half)
      return { reason: "undersampled: what rare symbols hide is not small beside the error" };
    if ((inflation - 1) * quadratic > shareOfHalfWidth * half)
      return { reason: "neighbouring symbols depend on each other, which biases the entropy" };
    if (!(square > 0)) return { reason: "frequencies are more even than chance makes them" };
    const estimate = chaoWangJostEntropy(spectrum);
    const root = Math.sqrt(square);
    return {
      estimate,
      lower: estimate + (shift - root) / 2 / Math.LN2,
      upper: estimate + (shift + root) / 2 / Math.LN2,
    };
  },
);

/** Of stretches: the deviation of the total of -ln p, and how much more frequencies vary than those of independent symbols. */
function memoryOf(counts: Uint32Array, stretches: number, totals: Float64Array, n: number) {
  const size = totals.length;
  const told = totals.map((c) => (c > 0 ? -Math.log(c / n) : 0));
  const plugIn = totals.reduce((sum, c, a) => sum + (c / n) * told[a]!, 0);
  const sums = new Float64Array(stretches);
  for (let s = 0; s < stretches; s++)
    for (let a = 0; a < size; a++) sums[s]! += counts[s * size + a]! * (told[a]! - plugIn);
  const short = inflationOf(counts, stretches, totals, n, joined);
  const long = inflationOf(counts, stretches, totals, n, Math.ceil(stretches / fewestParts));
  return { deviation: longRunDeviation(sums), inflation: Math.max(1, short, long) };
}

/** Chi-square of the counts in parts of `length` stretches, in units of its degrees of freedom. */
function inflationOf(
  counts: Uint32Array,
  stretches: number,
  totals: Float64Array,
  n: number,
  length: number,
): number {
  const size = totals.length;
  const part = new Float64Array(size);
  let [squares, parts] = [0, 0];
  for (let first = 0; first < stretches; first += length, parts++) {
    part.fill(0);
    for (let at = first * size; at < Math.min(stretches, first + length) * size; at++)
      part[at % size]! += counts[at]!;
    const tokens = part.reduce((sum, c) => sum + c, 0);
    for (let a = 0; a < size; a++) {
      const expected = (tokens * totals[a]!) / n;
      const off = part[a]! - expected;
      if (expected > 0) squares += (off * off) / expected;
    }
  }
  const types = totals.reduce((sum, c) => sum + Math.sign(c), 0);
  return squares / ((parts - 1) * Math.max(1, types - 1));
}
