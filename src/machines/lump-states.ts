import type { Machine } from "../core/source.ts";
import { createMachine, type Edge } from "./create-machine.ts";

/** Probabilities that agree to this many digits count as equal. */
const significantDigits = 11;

/**
 * The machine with states of equal futures taken together and transient states dropped. For a unifilar machine
 * its states are the causal states, so the entropy of its stationary law is the statistical complexity.
 *
 * Cost: O(states * edges) at worst, a few passes over the edges as a rule.
 * Source: Paige & Tarjan 1987, SIAM J. Comput. 16(6) (coarsest stable partition); Shalizi & Crutchfield 2001,
 * J. Stat. Phys. 104.
 */
export function lumpStates(machine: Machine): Machine {
  const classOf = coarsestPartition(machine);
  const classes = 1 + classOf.reduce((highest, id) => Math.max(highest, id), 0);
  const stationary = new Float64Array(classes);
  const start = new Float64Array(classes);
  const representative = new Int32Array(classes).fill(-1);
  for (let state = 0; state < machine.states; state++) {
    const id = classOf[state]!;
    if (id < 0) continue;
    if (representative[id]! < 0) representative[id] = state;
    stationary[id]! += machine.stationary[state]!;
    start[id]! += machine.start[state]!;
  }
  const edges: Edge[] = [];
  for (let e = 0; e < machine.from.length; e++) {
    const from = classOf[machine.from[e]!]!;
    if (from < 0 || representative[from] !== machine.from[e]) continue;
    const to = classOf[machine.to[e]!]!;
    edges.push({ from, to, symbol: machine.symbol[e]!, probability: machine.probability[e]! });
  }
  return createMachine(machine.alphabetSize, classes, edges, { start, stationary })!;
}

/** Class of each state, numbered by first appearance; -1 for transient states. */
function coarsestPartition(machine: Machine): Int32Array {
  const { states, from, to, symbol, probability, stationary } = machine;
  let classOf = Int32Array.from(stationary, (mass) => (mass > 0 ? 0 : -1));
  for (let classes = 1; ; ) {
    const masses = Array.from({ length: states }, () => new Map<number, number>());
    for (let e = 0; e < from.length; e++) {
      if (classOf[from[e]!]! < 0) continue;
      const move = symbol[e]! * classes + classOf[to[e]!]!;
      const moves = masses[from[e]!]!;
      moves.set(move, (moves.get(move) ?? 0) + probability[e]!);
    }
    const ids = new Map<string, number>();
    const refined = classOf.map((id, state) => {
      if (id < 0) return -1;
      const moves = [...masses[state]!].sort((a, b) => a[0] - b[0]);
      const key = moves.map(([move, mass]) => `${move}:${mass.toPrecision(significantDigits)}`).join();
      const known = ids.get(`${id};${key}`) ?? ids.size;
      ids.set(`${id};${key}`, known);
      return known;
    });
    classOf = refined;
    if (ids.size === classes) return classOf;
    classes = ids.size;
  }
}
