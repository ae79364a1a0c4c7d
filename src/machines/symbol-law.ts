import type { Machine } from "../core/source.ts";

/**
 * Stationary law of one symbol.
 *
 * @returns shape (A,)
 * Cost: O(edges).
 */
export function symbolLaw(machine: Machine): Float64Array {
  const law = new Float64Array(machine.alphabetSize);
  for (let e = 0; e < machine.from.length; e++) {
    law[machine.symbol[e]!]! += machine.stationary[machine.from[e]!]! * machine.probability[e]!;
  }
  return law;
}
