/**
 * Shannon entropy of a law, in bits; 0 log 0 = 0.
 *
 * @param law shape (n,), non-negative, sums to 1
 * @throws never
 * Cost: O(n).
 */
export function lawEntropy(law: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < law.length; i++) {
    const p = law[i]!;
    if (p > 0) sum += p * Math.log2(p);
  }
  return sum === 0 ? 0 : -sum;
}

/** Entropy of a coin that shows one side with probability p, in bits. */
export function binaryEntropy(p: number): number {
  return lawEntropy([p, 1 - p]);
}
