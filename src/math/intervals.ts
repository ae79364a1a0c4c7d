import { confidenceLevel } from "../core/constants.ts";

/**
 * Half-width of a two-sided Student t interval in units of its standard error: P(|T| <= t) = level.
 *
 * @param level coverage, in (0, 1)
 * @param degreesOfFreedom a positive integer
 * @returns t > 0, relative error below 1e-12 for levels up to 0.999
 * @throws RangeError when an argument is outside its range
 * Cost: O(degrees of freedom), some ten times.
 * Source: Abramowitz & Stegun 1964, 26.7.3-4 (the probability as a finite sum in the angle atan(t / sqrt nu)).
 */
export function studentQuantile(level: number, degreesOfFreedom: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie in (0, 1), not ${level}`);
  if (!(Number.isSafeInteger(degreesOfFreedom) && degreesOfFreedom > 0))
    throw new RangeError(`degrees of freedom must be a positive integer, not ${degreesOfFreedom}`);
  // The probability is concave in the angle, so Newton's method from 0 climbs to the root and never passes it.
  let angle = 0;
  for (let step = 0; step < 100; step++) {
    const { probability, density } = withinAngle(angle, degreesOfFreedom);
    const next = angle + (level - probability) / density;
    if (!(next > angle)) break;
    angle = next;
  }
  return Math.sqrt(degreesOfFreedom) * Math.tan(angle);
}

/** P(|T| <= sqrt(nu) tan angle) and its derivative in the angle, c_nu cos^(nu - 1). */
function withinAngle(angle: number, nu: number): { probability: number; density: number } {
  const sine = Math.sin(angle);
  const cosine = Math.cos(angle);
  const odd = nu % 2 === 1;
  let density = odd ? 2 / Math.PI : cosine;
  let probability = odd ? (2 / Math.PI) * angle : sine;
  for (let k = odd ? 1 : 2; k < nu; k += 2) {
    // density is c_k cos^(k - 1) here, and c_(k + 2) = c_k (k + 1)/k.
    probability += (density * sine * cosine) / k;
    density *= ((k + 1) / k) * cosine * cosine;
  }
  return { probability, density };
}

/** The 97.5 % quantile of the normal law. */
export const normalQuantile = 1.959963984540054;

/**
 * Wilson's score interval of a probability.
 *
 * @param hits of `trials` independent trials, at least one trial
 * @param z half-width in standard deviations of the normal law
 * @returns [lower, upper] within [0, 1]
 * Source: Wilson 1927, J. Am. Stat. Assoc. 22(158).
 */
export function wilsonInterval(
  hits: number,
  trials: number,
  z: number,
): readonly [lower: number, upper: number] {
  const share = hits / trials;
  const squared = (z * z) / trials;
  const centre = (share + squared / 2) / (1 + squared);
  const half = (z * Math.sqrt((share * (1 - share)) / trials + squared / (4 * trials))) / (1 + squared);
  // Rounding must not leave 0 or 1 where one of them is the bound.
  return [hits === 0 ? 0 : centre - half, hits === trials ? 1 : centre + half];
}

/**
 * Standard error of a value from its leave-one-out values.
 *
 * @param without shape (pieces,)
 * Source: Quenouille 1956, Biometrika 43; Kunsch 1989, Ann. Statist. 17.
 */
export function jackknifeError(without: Float64Array): number {
  const centre = without.reduce((sum, value) => sum + value, 0) / without.length;
  const squares = without.reduce((sum, value) => sum + (value - centre) * (value - centre), 0);
  return Math.sqrt(((without.length - 1) / without.length) * squares);
}

/**
 * The influence of each document on the entropy of the words of all: to first order the entropy is a mean over documents, and
 * these are the deviations from it.
 *
 * @param documents shape (D,), sampled from all
 * @param counts shape (256^order,): words of all documents, first byte highest
 * @param order bytes a word, 1 or 2
 * @returns shape (D,), bits
 * Cost: 1 ns a byte and 20 ns for each kind of word.
 */
export function entropyInfluences(
  documents: readonly Uint8Array[],
  counts: Float64Array,
  order: 1 | 2,
): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  // Words across the joins of blocks have no count.
  const bits = counts.map((count) => (count > 0 ? Math.log2(total / count) : 0));
  const entropy = counts.reduce((sum, count, word) => sum + count * bits[word]!, 0) / total;
  return documents.map((bytes) => {
    let sum = 0;
    for (let i = order - 1, before = 0; i < bytes.length; i++) {
      if (order === 2) before = bytes[i - 1]! << 8;
      sum += bits[before | bytes[i]!]!;
    }
    return (sum - entropy * Math.max(0, bytes.length - order + 1)) / total;
  });
}

/**
 * Standard error of a sum over documents under resampling.
 *
 * @param influences shape (D,): of documents sampled from all
 * @param documents number of all documents
 * @returns undefined for fewer than two influences
 * Source: Cochran 1977, Sampling Techniques, 3rd ed., section 6.3 (ratios); Hampel 1974, J. Am. Stat. Assoc. 69.
 */
export function documentError(influences: readonly number[], documents: number): number | undefined {
  if (influences.length < 2) return undefined;
  const squares = influences.reduce((sum, influence) => sum + influence * influence, 0);
  return Math.sqrt((documents * squares) / (influences.length - 1));
}

/**
 * A ratio of sums over blocks, and the half-width of its interval.
 *
 * @param amounts shape (blocks,)
 * @param lengths shape (blocks,); empty blocks are ignored
 * @param times factor of the variance
 * @returns NaN where all blocks are empty; no half-width with fewer than two
 * Source: Cochran 1977, Sampling Techniques, ch. 6 (the ratio estimator).
 */
export function ratioOverBlocks(
  amounts: ArrayLike<number>,
  lengths: ArrayLike<number>,
  times = 1,
): { readonly value: number; readonly half: number | null } {
  let [sum, whole, blocks] = [0, 0, 0];
  for (let b = 0; b < lengths.length; b++) {
    if (lengths[b] === 0) continue;
    sum += amounts[b]!;
    whole += lengths[b]!;
    blocks++;
  }
  const value = sum / whole;
  if (blocks < 2) return { value, half: null };
  let squares = 0;
  for (let b = 0; b < lengths.length; b++) {
    if (lengths[b] === 0) continue;
    const off = amounts[b]! - value * lengths[b]!;
    squares += off * off;
  }
  const error = Math.sqrt((times * squares * blocks) / (blocks - 1)) / whole;
  return { value, half: studentQuantile(confidenceLevel, blocks - 1) * error };
}

/** Number of waves, and degrees of freedom of the estimate. */
export const slowWaves = 12;

/** The slowest cosines over stretches, shape (slowWaves, B). */
export function slowCosines(stretches: number): Float64Array {
  return Float64Array.from({ length: slowWaves * stretches }, (_, i) => {
    const wave = 1 + Math.floor(i / stretches);
    return Math.cos((Math.PI * wave * ((i % stretches) + 0.5)) / stretches);
  });
}

/**
 * Amounts of the slowest cosines in a series. Each has half the variance of the sum of a stationary series, and they are nearly
 * independent, where the memory is shorter than about a fortieth of the series, twice the limit of a jackknife over as many stretches.
 *
 * @param sums shape (B,), of equal stretches, their total 0
 * @returns shape (slowWaves,)
 * Source: Müller 2007, J. Econometrics 141; Lazarus, Lewis, Stock & Watson 2018, J. Bus. Econ. Stat. 36.
 */
export function slowAmounts(sums: Float64Array, cosines = slowCosines(sums.length)): Float64Array {
  const amounts = new Float64Array(slowWaves);
  for (let wave = 0; wave < slowWaves; wave++)
    for (let b = 0; b < sums.length; b++) amounts[wave]! += sums[b]! * cosines[wave * sums.length + b]!;
  return amounts;
}

/** Standard deviation of the sum of a stationary series, from its slowest cosines. */
export function longRunDeviation(sums: Float64Array): number {
  return Math.sqrt(
    slowAmounts(sums).reduce((squares, amount) => squares + 2 * amount * amount, 0) / slowWaves,
  );
}

/** Relative error beyond which a value cannot be distinguished from 0. */
const largestRelativeError = 3;

/**
 * Length of an interval above a value whose error grows with it, such as a count of rare events: the interval is symmetric in
 * the logarithm. A sample with few of the events has a small value and a small estimate of its error.
 *
 * @param value of a non-negative quantity; the estimate itself may be negative
 * @param below length of the symmetric interval below, at least 0
 * @returns at least `below`
 */
export function reachAbove(value: number, below: number): number {
  if (!(value > 0)) return below;
  return Math.max(below, value * Math.expm1(Math.min(below / value, largestRelativeError)));
}
