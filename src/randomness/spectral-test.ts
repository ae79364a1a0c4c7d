import { complementaryError } from "../math/special-functions.ts";
import { fourierTransform } from "../wasm/fourier-transform.ts";

/** What the discrete Fourier transform of bits says of them. */
interface SpectralTest {
  /** N1: peaks below the height that 95 % of those of fair bits stay below */
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
 * The discrete Fourier transform test of NIST SP 800-22 revision 1a: bits as -1 and 1, their first n/2 peaks against
 * sqrt(n ln 20).
 *
 * The variance is not the standard's. The squares of all peaks sum to n^2 (Parseval), and a peak below the height goes with
 * less than the mean square: of the variance .95 .05 of each count, (.05 ln 20)^2 is taken away by that sum. What is left,
 * n .95 .05/3.79, is more than the standard's n .95 .05/4, with which p-values are too low.
 *
 * @param bits shape (n,), each 0 or 1
 * @throws RangeError when the tables exceed what the platform can allocate
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
