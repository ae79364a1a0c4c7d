import type { Machine } from "../core/source.ts";
import { createMachine, type Edge, machineLimits } from "./create-machine.ts";

/** Moves of probability after which the machine counts as too large. */
const mostMoves = 4_000_000;

/**
 * The machine whose symbols are written as bits, which are then read in groups of another size. Its states are
 * those of the original with the bits of the next symbol that are out already, so it is unifilar where the
 * original is.
 *
 * @param width bits a symbol: whole bytes, the lowest byte first and in each the highest bit first
 * @param group bits a new symbol
 * @param codes shape (2^group,): the byte that each group is written as
 * @returns undefined when it is larger than the limits of a machine
 * Cost: as many moves as pairs of edges of the original, at worst.
 */
export function regroupedMachine(
  machine: Machine,
  width: number,
  group: number,
  codes: ArrayLike<number>,
): Machine | undefined {
  const leaving = leavingBits(machine, width);
  const ids = new Map<string, number>();
  const states: { readonly state: number; readonly seen: number; readonly prefix: number }[] = [];
  const idOf = (state: number, seen: number, prefix: number): number => {
    const key = `${state},${seen},${prefix}`;
    const known = ids.get(key) ?? ids.size;
    if (known === ids.size) {
      ids.set(key, known);
      states.push({ state, seen, prefix });
    }
    return known;
  };
  let edges: Map<number, number> = new Map();
  let moves = 0;
  /** The next `missing` bits after `bits`, from a state that has let out `seen` bits of its symbol. */
  const emit = (
    state: number,
    seen: number,
    prefix: number,
    bits: number,
    missing: number,
    probability: number,
  ): void => {
    const open = leaving[state]!.filter((edge) => edge.written >>> (width - seen) === prefix);
    const total = open.reduce((sum, edge) => sum + edge.probability, 0);
    const taken = Math.min(missing, width - seen);
    moves += open.length;
    for (const edge of open) {
      if (moves > mostMoves) return;
      const start = edge.written >>> (width - seen - taken);
      const out = (bits << taken) | (start & ((1 << taken) - 1));
      const share = (probability * edge.probability) / total;
      const complete = seen + taken === width;
      if (taken < missing) {
        emit(edge.to, 0, 0, out, missing - taken, share);
        continue;
      }
      const to = complete ? idOf(edge.to, 0, 0) : idOf(state, seen + taken, start);
      const key = to * codes.length + out;
      edges.set(key, (edges.get(key) ?? 0) + share);
    }
  };
  for (let state = 0; state < machine.states; state++) idOf(state, 0, 0);
  const list: Edge[] = [];
  for (let from = 0; from < states.length; from++) {
    const { state, seen, prefix } = states[from]!;
    edges = new Map();
    emit(state, seen, prefix, 0, group, 1);
    for (const [key, probability] of edges) {
      const out = key % codes.length;
      list.push({ from, symbol: codes[out]!, to: (key - out) / codes.length, probability });
    }
    const tooLarge = states.length > machineLimits.states || list.length > machineLimits.edges;
    if (tooLarge || moves > mostMoves) return undefined;
  }
  const start = new Float64Array(states.length);
  start.set(machine.start);
  return createMachine(256, states.length, list, { start });
}

interface WrittenEdge {
  readonly written: number;
  readonly to: number;
  readonly probability: number;
}

/** The edges that leave each state, their symbols as bits. */
function leavingBits({ states, from, to, symbol, probability }: Machine, width: number): WrittenEdge[][] {
  const leaving: WrittenEdge[][] = Array.from({ length: states }, () => []);
  for (let e = 0; e < from.length; e++) {
    const x = symbol[e]!;
    const written = width === 8 ? x : ((x & 0xff) << 8) | (x >>> 8);
    leaving[from[e]!]!.push({ written, to: to[e]!, probability: probability[e]! });
  }
  return leaving;
}
