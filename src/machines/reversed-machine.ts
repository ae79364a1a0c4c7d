import type { Machine } from "../core/source.ts";
import { createMachine } from "./create-machine.ts";

/**
 * The machine that runs backwards in time: P(before, symbol | after) = pi(before) P(symbol, after | before) / pi(after).
 *
 * @param machine without transient states
 * Cost: O(edges log edges).
 * Source: Crutchfield, Ellison & Mahoney 2009, Phys. Rev. Lett. 103.
 */
export function reversedMachine(machine: Machine): Machine {
  const { states, alphabetSize, from, to, symbol, probability, stationary } = machine;
  const edges = Array.from(from, (before, e) => ({
    from: to[e]!,
    symbol: symbol[e]!,
    to: before,
    probability: (stationary[before]! * probability[e]!) / stationary[to[e]!]!,
  }));
  return createMachine(alphabetSize, states, edges, { stationary })!;
}
