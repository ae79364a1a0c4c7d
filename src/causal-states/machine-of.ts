import type { Machine } from "../core/source.ts";
import { createMachine, type Edge } from "../machines/create-machine.ts";
import type { CausalStates } from "./causal-states.ts";

/** The reconstructed machine with the probabilities it was seen to have; undefined where it is not one closed whole. */
export function machineOf({ shape, run }: CausalStates): Machine | undefined {
  const alphabetSize = run.counts.length / shape.states;
  const edges: Edge[] = [];
  for (let from = 0; from < shape.states; from++) {
    const counts = run.counts.subarray(from * alphabetSize, (from + 1) * alphabetSize);
    // Of what was never seen the probability is 0, or no number at all; such edges are dropped.
    const total = counts.reduce((sum, count) => sum + count, 0);
    for (let symbol = 0; symbol < alphabetSize; symbol++) {
      const to = shape.next[from * alphabetSize + symbol]!;
      edges.push({ from, symbol, to, probability: counts[symbol]! / total });
    }
  }
  return createMachine(alphabetSize, shape.states, edges);
}
