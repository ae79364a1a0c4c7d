import { complementEntropy, lawEntropy } from "../../statistics/entropy.ts";

/**
 * Entropy of a symbol that is kept, or with probability eps replaced by a uniform draw, when the symbol is known.
 *
 * @returns H(1 - eps + eps/A, eps/A, ...), in bits
 */
export function noiseEntropy(alphabetSize: number, eps: number): number {
  const other = eps / alphabetSize;
  if (eps > 0 && eps < 1e-3) {
    return complementEntropy((alphabetSize - 1) * other) - (alphabetSize - 1) * other * Math.log2(other);
  }
  const row = new Float64Array(alphabetSize).fill(eps / alphabetSize);
  row[0] = 1 - eps + eps / alphabetSize;
  return lawEntropy(row);
}
