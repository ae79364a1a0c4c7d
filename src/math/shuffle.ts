import type { Symbols } from "../core/sequence.ts";

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
  // A Buffer would slice without a copy.
  const copy = Uint8Array.prototype.slice.call(symbols) as T;
  for (let i = copy.length - 1; i > 0; i--) {
    const j = uniformInteger(i + 1);
    const kept = copy[i]!;
    copy[i] = copy[j]!;
    copy[j] = kept;
  }
  return copy;
}
