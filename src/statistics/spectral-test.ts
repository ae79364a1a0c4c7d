import { fourierTransform } from "./fourier-transform.ts";
import { complementaryError } from "./incomplete-gamma.ts";

/** What the discrete Fourier transform of bits says of them. */
export interface SpectralTest {
  /** N1: peaks below the height that 95 % of those of fair bits stay below */
  readonly below: number;
  /** N0 = .95 n/2 */
  readonly expected: number;
  /** d = (N1 - N0)/sqrt(n .95 .05/4) */
  readonly deviation: number;
  readonly pValue: number;
}

/**
 * The discrete Fourier transform test of NIST SP 800-22 revision 1a: bits as -1 and 1, their first n/2 peaks against
 * sqrt(n ln 20).
 *
 * @param bits shape (n,), each 0 or 1
 * @throws RangeError when the tables exceed what the platform can allocate
 * Cost: O(n log n).
 * Source: Rukhin et al. 2010, NIST SP 800-22 rev. 1a, 2.6; Kim, Umeno & Hasegawa 2004, arXiv:nlin/0401040 (variance).
 */
export function spectralTest(bits: Uint8Array): SpectralTest {
  const n = bits.length;
  const { re, im } = fourierTransform({
    re: Float64Array.from(bits, (bit) => 2 * bit - 1),
    im: new Float64Array(n),
  });
  const threshold = n * Math.log(20);
  const peaks = n >>> 1;
  let below = 0;
  for (let k = 0; k < peaks; k++) if (re[k]! * re[k]! + im[k]! * im[k]! < threshold) below++;
  const expected = (0.95 * n) / 2;
  const deviation = (below - expected) / Math.sqrt((n * 0.95 * 0.05) / 4);
  return { below, expected, deviation, pValue: complementaryError(Math.abs(deviation) / Math.SQRT2) };
}
