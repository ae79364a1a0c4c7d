import type { Machine } from "../core/source.ts";
import { createMachine, type Edge, machineLimits } from "./create-machine.ts";

/**
 * The machine seen through replacement noise: with probability eps a symbol becomes a uniform draw from the
 * alphabet, T'_x = (1 - eps) T_x + (eps / A) sum over y of T_y.
 *
 * @param eps in [0, 1]
 * @returns undefined when it would exceed a machine's limits
 * Cost: O(A * moves), moves the pairs of states that follow each other.
 */
export function replacementChannel(machine: Machine, eps: number): Machine | undefined {
  const { from, to, symbol, probability, alphabetSize, states, start, stationary } = machine;
  const moves = new Map<number, number>();
  const edges: Edge[] = [];
  for (let e = 0; e < from.length; e++) {
    const move = from[e]! * states + to[e]!;
    moves.set(move, (moves.get(move) ?? 0) + probability[e]!);
    edges.push({
      from: from[e]!,
      to: to[e]!,
      symbol: symbol[e]!,
      probability: (1 - eps) * probability[e]!,
    });
  }
  if (moves.size * alphabetSize > machineLimits.edges) return undefined;
  for (const [move, mass] of moves) {
    const noise = (eps / alphabetSize) * mass;
    for (let x = 0; x < alphabetSize; x++) {
      edges.push({ from: Math.floor(move / states), to: move % states, symbol: x, probability: noise });
    }
  }
  return createMachine(alphabetSize, states, edges, { start, stationary });
}
