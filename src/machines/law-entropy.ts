/**
 * Shannon entropy of a law, in bits; 0 log 0 = 0.
 *
 * @param law shape (n,), non-negative, sums to 1
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
  const rare = Math.min(p, 1 - p);
  if (rare === 0 || rare > 1e-3) return lawEntropy([p, 1 - p]);
  return complementEntropy(rare) - rare * Math.log2(rare);
}

/**
 * -(1 - q) log2(1 - q), accurate where q is so small that 1 - q has lost its digits.
 *
 * @param q in [0, 1)
 * Source: the logarithm of 1 + x by Kahan's correction, Goldberg 1991, ACM Comput. Surv. 23(1), theorem 4.
 */
export function complementEntropy(q: number): number {
  const rest = 1 - q;
  const log = rest === 1 ? -q : (Math.log(rest) * q) / (1 - rest);
  return (-rest * log) / Math.LN2;
}
