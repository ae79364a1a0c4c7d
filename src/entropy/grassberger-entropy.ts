import { type Counts, spectrumOf } from "./frequency-spectrum.ts";

const EULER_GAMMA = 0.577_215_664_901_532_9;

/** G(2m) for m < 1024 by the recursion of the paper: exact differences and no digamma. */
const table = new Float64Array(1024);
table[0] = -EULER_GAMMA - Math.LN2;
for (let m = 1; m < table.length; m++) table[m] = table[m - 1]! + 2 / (2 * m - 1);

/**
 * Grassberger's G(c), which replaces ln c: psi(c) + (-1)^c/2 (psi((c + 1)/2) - psi(c/2)).
 *
 * On integers it depends on m = floor(c/2) alone and equals ln 2 + psi(m + 1/2), so that beyond the table
 * an asymptotic series is exact to double precision.
 *
 * @param count a positive integer
 * @returns nats
 * Cost: O(1).
 * Source: Grassberger 2003, arXiv:physics/0307138, eqs. 30 and 35.
 */
export function grassbergerG(count: number): number {
  const m = Math.floor(count / 2);
  if (m < table.length) return table[m]!;
  const square = m * m;
  return Math.log(2 * m) + (1 - 7 / (40 * square)) / (24 * square);
}

/**
 * Entropy by Grassberger's estimator of 2003, ln n - (1/n) sum c G(c).
 *
 * Its bias is exponentially small once n exceeds the number of equally likely types.
 *
 * @param counts occurrences of each type; zeros are ignored
 * @returns bits; may exceed log2 S, and is of order 1/n rather than 0 for one type
 * @throws RangeError when nothing was counted
 * Cost: O(S).
 * Source: Grassberger 2003, Entropy estimates from insufficient samplings, arXiv:physics/0307138.
 */
export function grassbergerEntropy(counts: Counts): number {
  const { frequencies, multiplicities, tokens } = spectrumOf(counts);
  let sum = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const j = frequencies[i]!;
    sum += multiplicities[i]! * j * grassbergerG(j);
  }
  return (Math.log(tokens) - sum / tokens) / Math.LN2;
}
