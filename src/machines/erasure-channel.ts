import type { Machine } from "../core/source.ts";
import { createMachine, type Edge, machineLimits } from "./create-machine.ts";

/**
 * The machine seen through erasures: with probability eps a symbol becomes a mark, one symbol more than it has.
 *
 * @param eps in [0, 1]
 * @returns undefined when it would exceed a machine's limits
 * Cost: O(edges log edges).
 */
export function erasureChannel(machine: Machine, eps: number): Machine | undefined {
  const { from, to, symbol, probability, alphabetSize, states, start, stationary } = machine;
  if (2 * from.length > machineLimits.edges) return undefined;
  const edges: Edge[] = [];
  for (let e = 0; e < from.length; e++) {
    const move = { from: from[e]!, to: to[e]! };
    edges.push({ ...move, symbol: symbol[e]!, probability: (1 - eps) * probability[e]! });
    edges.push({ ...move, symbol: alphabetSize, probability: eps * probability[e]! });
  }
  return createMachine(alphabetSize + 1, states, edges, { start, stationary });
}
