import type { Machine } from "../core/source.ts";

/** Beliefs this near are the same, up to rounding. */
export const sameBelief = 1e-13;

/**
 * The belief after each symbol that may follow a belief, with that symbol's probability.
 *
 * Cost: O(edges + symbols * states).
 */
export function* nextBeliefs(
  machine: Machine,
  law: Float64Array,
): Generator<[symbol: number, mass: number, law: Float64Array]> {
  const { states, from, to, symbol, probability } = machine;
  for (let e = 0; e < from.length; ) {
    const x = symbol[e]!;
    const next = new Float64Array(states);
    for (; e < from.length && symbol[e] === x; e++) next[to[e]!]! += law[from[e]!]! * probability[e]!;
    const mass = next.reduce((sum, part) => sum + part, 0);
    if (mass > 0) yield [x, mass, next.map((part) => part / mass)];
  }
}

/** Largest difference between the entries of two laws. */
export function beliefDistance(a: Float64Array, b: Float64Array): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}
