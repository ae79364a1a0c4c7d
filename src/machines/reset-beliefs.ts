import type { Machine } from "../core/source.ts";
import { lawEntropy } from "../statistics/entropy.ts";
import { around, countedBeliefs } from "./counted-beliefs.ts";
import { createMachine, type Edge, machineLimits } from "./create-machine.ts";
import { beliefDistance, nextBeliefs, sameBelief } from "./next-beliefs.ts";
import type { Bounds } from "./process-bounds.ts";
import { unifilarEntropyRate } from "./unifilar-entropy-rate.ts";

/** Beliefs farther apart than this are certainly not the same. */
const apart = 1e-6;
/** Most entries of beliefs compared. */
const mostWork = 8_000_000;

/**
 * What can be said of a machine some of whose symbols tell all about the state that the past can tell: after such a
 * reset the belief is always the same, so that beliefs are counted by the words since the last reset.
 */
export interface ResetBeliefs {
  /** the machine on beliefs, where there are finitely many; unifilar, of the same process */
  readonly machine: Machine | undefined;
  /** entropy of the law of beliefs, in bits */
  readonly beliefEntropy: Bounds;
  /** mean entropy of the state given the belief, in bits */
  readonly stateEntropy: Bounds;
  /** mean entropy of the next symbol given the belief, the entropy rate, in bit/symbol */
  readonly entropyRate: Bounds;
}

/**
 * Follows beliefs from the resets on, until hardly any mass is left.
 *
 * @param machine without transient states
 * @returns undefined when no symbol resets it
 * Cost: bounded, some 0.1 s at most.
 * Source: Marzen & Crutchfield 2015, Entropy 17(7) (renewal processes, of which this is the general case).
 */
export function resetBeliefs(machine: Machine): ResetBeliefs | undefined {
  const resets = resetLaws(machine);
  if (resets.size === 0) return undefined;
  const closed = closedBeliefs(machine, resets);
  if (closed !== undefined) {
    const { stationary } = closed.machine;
    const mean = closed.beliefs.reduce((sum, law, i) => sum + stationary[i]! * lawEntropy(law), 0);
    return {
      machine: closed.machine,
      beliefEntropy: around(lawEntropy(stationary)),
      stateEntropy: around(mean),
      entropyRate: around(unifilarEntropyRate(closed.machine)),
    };
  }
  return { machine: undefined, ...countedBeliefs(machine, resets) };
}

/** The belief after each symbol that fixes it: all rows of its matrix are proportional. */
function resetLaws({
  states,
  alphabetSize,
  from,
  to,
  symbol,
  probability,
}: Machine): Map<number, Float64Array> {
  const resets = new Map<number, Float64Array>();
  const rows = Array.from({ length: alphabetSize }, () => new Map<number, Map<number, number>>());
  for (let e = 0; e < from.length; e++) {
    const row = rows[symbol[e]!]!.get(from[e]!) ?? new Map<number, number>();
    row.set(to[e]!, probability[e]!);
    rows[symbol[e]!]!.set(from[e]!, row);
  }
  rows.forEach((matrix, x) => {
    const laws = [...matrix.values()].map((row) => {
      const law = new Float64Array(states);
      const total = [...row.values()].reduce((sum, mass) => sum + mass, 0);
      for (const [state, mass] of row) law[state] = mass / total;
      return law;
    });
    if (laws.length > 0 && laws.every((law) => beliefDistance(law, laws[0]!) < sameBelief))
      resets.set(x, laws[0]!);
  });
  return resets;
}

/** The machine on beliefs, unless there are too many of them or some lie so near that rounding could join them. */
function closedBeliefs(
  machine: Machine,
  resets: ReadonlyMap<number, Float64Array>,
): { machine: Machine; beliefs: Float64Array[] } | undefined {
  const beliefs: Float64Array[] = [];
  let work = 0;
  const place = (law: Float64Array): number | undefined => {
    work += beliefs.length * machine.states;
    for (let i = 0; i < beliefs.length; i++) {
      const gap = beliefDistance(beliefs[i]!, law);
      if (gap < sameBelief) return i;
      if (gap < apart) return undefined;
    }
    return beliefs.push(law) - 1;
  };
  for (const law of resets.values()) if (place(law) === undefined) return undefined;
  const edges: Edge[] = [];
  for (let i = 0; i < beliefs.length; i++) {
    if (beliefs.length > machineLimits.states || work > mostWork) return undefined;
    for (const [symbol, probability, law] of nextBeliefs(machine, beliefs[i]!)) {
      const to = place(law);
      if (to === undefined) return undefined;
      edges.push({ from: i, symbol, to, probability });
    }
  }
  const whole = createMachine(machine.alphabetSize, beliefs.length, edges);
  return whole && { machine: whole, beliefs };
}
