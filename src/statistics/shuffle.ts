import type { Symbols } from "../core/sequence.ts";
import { gatedExcessEntropy } from "./gated-excess-entropy.ts";

/** A uniform integer in [0, bound), bound a positive integer. */
export type UniformInteger = (bound: number) => number;

/**
 * A copy in uniformly random order: every arrangement of the symbols is equally likely.
 *
 * @param symbols shape (n,)
 * @param uniformInteger source of randomness, called n - 1 times
 * @returns shape (n,), the same symbols
 * @throws RangeError when n exceeds what the platform can allocate
 * Cost: O(n).
 * Source: Durstenfeld 1964, Commun. ACM 7 (Fisher-Yates).
 */
export function shuffled<T extends Symbols>(symbols: T, uniformInteger: UniformInteger): T {
  const copy = symbols.slice() as T;
  for (let i = copy.length - 1; i > 0; i--) {
    const j = uniformInteger(i + 1);
    const kept = copy[i]!;
    copy[i] = copy[j]!;
    copy[j] = kept;
  }
  return copy;
}

/**
 * The gated excess entropy of symbol shuffles: its distribution when order does not matter.
 *
 * Symbols move across segments, segment lengths stay. Each shuffle passes its own coverage gate.
 *
 * @param symbols shape (n,), each below `alphabetSize`
 * @param segmentEnds ascending, the last one n
 * @param alphabetSize A
 * @param maxOrder L* of the original, so that no shuffle looks further than it did
 * @param coverageFloor the floor of the original
 * @param replicates number of shuffles; 19 make the largest a one-sided test at level 0.05
 * @param uniformInteger source of randomness
 * @returns shape (replicates,), bits, in the order drawn
 * @throws RangeError when the original itself is not covered at order 1 (shuffling cannot change that)
 * Cost: replicates times O(n maxOrder).
 * Source: Theiler et al. 1992, Physica D 58 (surrogates); Barnard 1963, J. R. Stat. Soc. B 25 (Monte Carlo tests).
 */
export function shuffledExcessEntropies(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
  maxOrder: number,
  coverageFloor: number,
  replicates: number,
  uniformInteger: UniformInteger,
): Float64Array {
  const values = new Float64Array(replicates);
  for (let r = 0; r < replicates; r++) {
    const copy = shuffled(symbols, uniformInteger);
    const statistic = gatedExcessEntropy(copy, segmentEnds, alphabetSize, maxOrder, coverageFloor);
    if (!statistic.covered) throw new RangeError(statistic.reason);
    values[r] = statistic.excessEntropy;
  }
  return values;
}
