import type { Machine } from "../core/source.ts";
import { BeliefRecursion } from "./belief-recursion.ts";

/**
 * Exact block entropies of a machine.
 *
 * @param longest K
 * @param tolerance most bits of error admitted in any of them
 * @returns H(1..K) in bits, shape (K,), or fewer where more beliefs than the capacity would be needed
 * Cost: O(K * beliefs * edges); beliefs grow at worst like A^k, but equal ones are merged.
 */
export function blockEntropies(machine: Machine, longest: number, tolerance = 1e-11): Float64Array {
  const capacity = Math.max(2, Math.floor(524_288 / machine.states));
  const recursion = new BeliefRecursion(machine, [machine.stationary], capacity);
  const entropies = new Float64Array(longest);
  let total = 0;
  let error = 0;
  for (let k = 0; k < longest; k++) {
    error += recursion.lost;
    if (error > tolerance) return entropies.subarray(0, k);
    total += recursion.advance();
    entropies[k] = total;
  }
  return entropies;
}
