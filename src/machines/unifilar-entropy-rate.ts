import type { Machine } from "../core/source.ts";

/**
 * Whether the state and the symbol always fix the next state.
 *
 * Cost: O(edges).
 */
export function isUnifilar(machine: Machine): boolean {
  const { from, symbol } = machine;
  for (let e = 1; e < from.length; e++) {
    if (from[e] === from[e - 1] && symbol[e] === symbol[e - 1]) return false;
  }
  return true;
}

/**
 * Entropy rate of a unifilar machine in closed form: sum of pi(i) H(symbol | state i).
 *
 * @param machine unifilar; the formula is wrong for others
 * @returns bit/symbol
 * Cost: O(edges).
 * Source: Shannon 1948, Bell Syst. Tech. J. 27, theorem 5.
 */
export function unifilarEntropyRate(machine: Machine): number {
  const { from, probability, stationary } = machine;
  let sum = 0;
  for (let e = 0; e < from.length; e++) {
    sum += stationary[from[e]!]! * probability[e]! * Math.log2(probability[e]!);
  }
  return sum === 0 ? 0 : -sum;
}
