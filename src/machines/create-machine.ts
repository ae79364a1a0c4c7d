import type { Machine } from "../core/source.ts";
import { stationaryLaw } from "./stationary-law.ts";

/** P(next state `to`, `symbol` | state `from`). */
export interface Edge {
  readonly from: number;
  readonly symbol: number;
  readonly to: number;
  readonly probability: number;
}

/** Machines beyond these sizes are not built: their truths would take too long. */
export const machineLimits = { states: 512, edges: 65_536 } as const;

/**
 * A machine from its edges. Parallel edges are added up, impossible ones dropped.
 *
 * @param edges probabilities that leave a state sum to 1
 * @param laws `start`: law of the first state, where it is not the stationary one; `stationary`: where it is known
 * @returns undefined when the states that can be reached fall into several closed classes, so that no single
 *   stationary law exists
 * Cost: O(edges log edges), and O(states^3) where the stationary law has to be computed.
 */
export function createMachine(
  alphabetSize: number,
  states: number,
  edges: Iterable<Edge>,
  laws: { readonly start?: Float64Array; readonly stationary?: Float64Array } = {},
): Machine | undefined {
  const merged = mergeParallel(edges);
  const list = {
    states,
    alphabetSize,
    from: Uint32Array.from(merged, (edge) => edge.from),
    to: Uint32Array.from(merged, (edge) => edge.to),
    symbol: Uint32Array.from(merged, (edge) => edge.symbol),
    probability: Float64Array.from(merged, (edge) => edge.probability),
  };
  const stationary = laws.stationary ?? stationaryLaw(list, laws.start);
  if (stationary === undefined) return undefined;
  return { ...list, stationary, start: laws.start ?? stationary };
}

function mergeParallel(edges: Iterable<Edge>): Edge[] {
  const sorted = [...edges].filter((edge) => edge.probability > 0);
  sorted.sort((a, b) => a.symbol - b.symbol || a.from - b.from || a.to - b.to);
  const merged: Edge[] = [];
  for (const edge of sorted) {
    const last = merged.at(-1);
    if (last?.symbol === edge.symbol && last.from === edge.from && last.to === edge.to) {
      merged[merged.length - 1] = { ...last, probability: last.probability + edge.probability };
    } else {
      merged.push(edge);
    }
  }
  return merged;
}
