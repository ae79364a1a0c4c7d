import type { Symbols } from "../core/sequence.ts";
import { complementaryError } from "../math/special-functions.ts";
import { fourierTransform } from "../wasm/fourier-transform.ts";

/**
 * The bits of symbols, most significant first.
 *
 * @param width bits a symbol
 * @param most largest number of bits
 * @returns shape (min(most, width n),), each 0 or 1
 */
export function serialBits(symbols: Symbols, width: number, most: number): Uint8Array {
  const bits = new Uint8Array(Math.min(most, width * symbols.length));
  for (let i = 0, at = 0; at < bits.length; i++) {
    const symbol = symbols[i]!;
    for (let plane = width - 1; plane >= 0 && at < bits.length; plane--) bits[at++] = (symbol >>> plane) & 1;
  }
  return bits;
}

/**
 * One bit of every symbol.
 *
 * @param plane 0 is the least significant
 * @returns shape (min(most, n),), each 0 or 1
 */
export function bitPlane(symbols: Symbols, plane: number, most: number): Uint8Array {
  const bits = new Uint8Array(Math.min(most, symbols.length));
  for (let i = 0; i < bits.length; i++) bits[i] = (symbols[i]! >>> plane) & 1;
  return bits;
}

/**
 * Pearson's chi-square of counts against equally likely types.
 *
 * @param counts shape (A,), zeros included
 * Cost: O(A).
 * Source: Pearson 1900, Philos. Mag. 50.
 */
export function chiSquareAgainstUniform(counts: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  const expected = total / counts.length;
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += (counts[i]! - expected) * (counts[i]! - expected);
  return sum / expected;
}

/** Mean linear complexity of n fair bits. Source: Rueppel 1986, Analysis and Design of Stream Ciphers, ch. 4. */
export function expectedLinearComplexity(n: number): number {
  const vanishing = n > 1000 ? 0 : Math.exp(-n * Math.LN2) * (n / 3 + 2 / 9);
  return n / 2 + (4 + (n % 2)) / 18 - vanishing;
}

/**
 * Probability that n fair bits have a linear complexity no more likely than this one, from the exact law
 * P(L = l) = 2^(min(2n - 2l, 2l - 1) - n), and 2^-n for l = 0.
 *
 * Cost: O(n).
 * Source: Rueppel 1986, Analysis and Design of Stream Ciphers, ch. 4.
 */
export function linearComplexityPValue(n: number, complexity: number): number {
  const { less, equal } = linearComplexityLaw(n, complexity);
  return Math.min(1, less + equal);
}

/** The probability that n fair bits have a linear complexity less likely than this one, and one as likely. Cost: O(n). */
export function linearComplexityLaw(
  n: number,
  complexity: number,
): { readonly less: number; readonly equal: number } {
  const exponent = (l: number): number => (l === 0 ? -n : Math.min(2 * n - 2 * l, 2 * l - 1) - n);
  const own = exponent(complexity);
  let [less, equal] = [0, 0];
  for (let l = 0; l <= n; l++) {
    const chance = Math.exp(exponent(l) * Math.LN2);
    if (exponent(l) < own) less += chance;
    else if (exponent(l) === own) equal += chance;
  }
  return { less, equal };
}

/** Results of the spectral test. */
interface SpectralTest {
  /** N1: number of peaks below the height that 95 % of the peaks of fair bits stay below */
  readonly below: number;
  /** N0 = .95 n/2 */
  readonly expected: number;
  /** d = (N1 - N0)/sqrt(n/2 (.95 .05 - (.05 ln 20)^2)) */
  readonly deviation: number;
  readonly pValue: number;
}

const share = 0.95;
/** Square of the height in units of n: fair bits exceed it with probability 1 - share. */
const height = -Math.log(1 - share);
/** Variance a peak of N1, see `spectralTest`. */
const variance = share * (1 - share) - (1 - share) * height * (1 - share) * height;

/**
 * The discrete Fourier transform test of NIST SP 800-22 revision 1a: bits as -1 and 1, their first n/2 peaks against sqrt(n ln
 * 20).
 *
 * The variance is not the standard's. The squares of all peaks sum to n^2 (Parseval), and a peak below the height has less than
 * the mean square: this removes (.05 ln 20)^2 from the variance .95 .05 of each count. The rest, n .95 .05/3.79, is more than
 * the standard's n .95 .05/4, which makes p-values too small.
 *
 * @param bits shape (n,), each 0 or 1
 * Cost: O(n log n).
 * Source: Rukhin et al. 2010, NIST SP 800-22 rev. 1a, 2.6; Iwasaki 2018, arXiv:1806.10357 (variance).
 */
export function spectralTest(bits: Uint8Array): SpectralTest {
  const n = bits.length;
  const signs = new Float64Array(n);
  for (let i = 0; i < n; i++) signs[i] = 2 * bits[i]! - 1;
  const { re, im } = fourierTransform({ re: signs, im: new Float64Array(n) });
  const threshold = n * height;
  const peaks = n >>> 1;
  let below = 0;
  for (let k = 0; k < peaks; k++) if (re[k]! * re[k]! + im[k]! * im[k]! < threshold) below++;
  const expected = (share * n) / 2;
  const deviation = (below - expected) / Math.sqrt((n / 2) * variance);
  return { below, expected, deviation, pValue: complementaryError(Math.abs(deviation) / Math.SQRT2) };
}

/**
 * Correlation of each number with the next. In a single segment the first number follows the last, as in ent; several segments
 * are not joined.
 *
 * @returns undefined when all numbers are equal or no segment has two of them; in [-1, 1] for one segment
 * Cost: O(n).
 * Source: Knuth 1997, The Art of Computer Programming 2, 3.3.2 K.
 */
export function serialCorrelation(
  values: ArrayLike<number>,
  segmentEnds: ArrayLike<number>,
): number | undefined {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]!;
  mean /= n;
  let products = 0;
  let pairs = 0;
  let squares = 0;
  for (let s = 0, start = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    for (let i = start; i < end; i++) {
      const deviation = values[i]! - mean;
      squares += deviation * deviation;
      if (i + 1 === end) continue;
      products += deviation * (values[i + 1]! - mean);
      pairs++;
    }
    start = end;
  }
  const [first, last] = [segmentEnds[0]!, n - 1];
  if (first === n && n > 1) {
    products += (values[last]! - mean) * (values[0]! - mean);
    pairs++;
  }
  return squares > 0 && pairs > 0 ? (products / squares) * (n / pairs) : undefined;
}

/**
 * Four times the share of points inside the circle: six bytes a point, three for each coordinate.
 *
 * @param segmentEnds ascending, the last one n; no point crosses a segment end
 * @returns undefined with fewer than six bytes in every segment
 * Cost: O(n).
 * Source: Walker 2008, ent (the convention).
 */
export function monteCarloPi(
  bytes: ArrayLike<number>,
  segmentEnds: ArrayLike<number>,
): { readonly value: number; readonly points: number } | undefined {
  const radius = 0xff_ffff;
  let points = 0;
  let inside = 0;
  for (let s = 0, start = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    for (let i = start; i + 6 <= end; i += 6) {
      const x = (bytes[i]! * 256 + bytes[i + 1]!) * 256 + bytes[i + 2]!;
      const y = (bytes[i + 3]! * 256 + bytes[i + 4]!) * 256 + bytes[i + 5]!;
      points++;
      if (x * x + y * y <= radius * radius) inside++;
    }
    start = end;
  }
  return points === 0 ? undefined : { value: (4 * inside) / points, points };
}
