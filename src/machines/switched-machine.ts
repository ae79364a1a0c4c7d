import type { Machine } from "../core/source.ts";
import { createMachine, type Edge, machineLimits } from "./create-machine.ts";

/**
 * Machines of which one runs while the others wait; after each symbol another one, any of them, takes over with
 * probability 1 - stay.
 *
 * @param parts at least two
 * @param stay in [0, 1)
 * @returns undefined when it would exceed a machine's limits or falls apart into several processes
 * Cost: O(states^3) for stay = 0, otherwise O(edges).
 */
export function switchedMachine(parts: readonly Machine[], stay: number): Machine | undefined {
  const tuples = productStates(parts);
  const states = parts.length * tuples;
  if (states > machineLimits.states) return undefined;
  const leave = (1 - stay) / (parts.length - 1);
  const edges: Edge[] = [];
  for (const { side, from, to, symbol, probability } of tupleEdges(parts)) {
    for (let next = 0; next < parts.length; next++) {
      edges.push({
        from: side * tuples + from,
        symbol,
        to: next * tuples + to,
        probability: probability * (next === side ? stay : leave),
      });
    }
    if (edges.length > machineLimits.edges) return undefined;
  }
  // Whoever waits keeps its law, so the product law is stationary; unless all move in step it is the only one.
  const tuple = productLaw(parts, ({ stationary }) => stationary);
  const stationary = Float64Array.from({ length: states }, (_, i) => tuple[i % tuples]! / parts.length);
  return createMachine(widest(parts), states, edges, stay > 0 ? { stationary } : {});
}

/**
 * Machines by turns of a fixed length; the first begins a turn, and all begin from their start laws.
 *
 * @param turn symbols a turn
 * @returns the process from a random moment on; undefined when it would exceed a machine's limits, or when phases
 *   that never mix make several processes of it
 * Cost: O(states^3).
 */
export function scheduledMachine(parts: readonly Machine[], turn: number): Machine | undefined {
  const tuples = productStates(parts);
  const cycle = parts.length * turn;
  const states = cycle * tuples;
  if (states > machineLimits.states) return undefined;
  const start = new Float64Array(states);
  start.set(productLaw(parts, (part) => part.start));
  const edges: Edge[] = [];
  for (const { side, from, to, symbol, probability } of tupleEdges(parts)) {
    for (let place = side * turn; place < (side + 1) * turn; place++) {
      const next = (place + 1) % cycle;
      edges.push({ from: place * tuples + from, symbol, to: next * tuples + to, probability });
    }
    if (edges.length > machineLimits.edges) return undefined;
  }
  const machine = createMachine(widest(parts), states, edges, { start });
  return machine && { ...machine, start: machine.stationary };
}

/**
 * Machines of which each begins anew, from its start law, when its turn comes; after each symbol another one, any of
 * them, takes over with probability 1 - stay.
 *
 * @param parts at least two
 * @param stay in [0, 1)
 * @returns undefined when it would exceed a machine's limits or falls apart into several processes
 * Cost: O(states^3).
 */
export function restartedMachine(parts: readonly Machine[], stay: number): Machine | undefined {
  const offsets = parts.map((_, index) => parts.slice(0, index).reduce((sum, { states }) => sum + states, 0));
  const states = parts.reduce((sum, part) => sum + part.states, 0);
  if (states > machineLimits.states) return undefined;
  const leave = (1 - stay) / (parts.length - 1);
  const edges: Edge[] = [];
  for (const [side, own] of parts.entries()) {
    const offset = offsets[side]!;
    for (let e = 0; e < own.from.length; e++) {
      const from = offset + own.from[e]!;
      const symbol = own.symbol[e]!;
      edges.push({ from, symbol, to: offset + own.to[e]!, probability: stay * own.probability[e]! });
      parts.forEach((other, next) => {
        if (next === side) return;
        other.start.forEach((mass, state) => {
          const probability = leave * own.probability[e]! * mass;
          if (probability > 0) edges.push({ from, symbol, to: offsets[next]! + state, probability });
        });
      });
      if (edges.length > machineLimits.edges) return undefined;
    }
  }
  return createMachine(widest(parts), states, edges);
}

const widest = (parts: readonly Machine[]): number =>
  parts.reduce((most, { alphabetSize }) => Math.max(most, alphabetSize), 0);

const productStates = (parts: readonly Machine[]): number =>
  parts.reduce((product, { states }) => product * states, 1);

/** Law of independent states, the last machine's running fastest. */
function productLaw(parts: readonly Machine[], lawOf: (part: Machine) => Float64Array): number[] {
  return parts.reduce<number[]>(
    (law, part) => law.flatMap((mass) => Array.from(lawOf(part), (own) => mass * own)),
    [1],
  );
}

/** Edges of the tuple of machines when one of them, `side`, moves and the others wait. */
function* tupleEdges(parts: readonly Machine[]): Generator<Edge & { readonly side: number }> {
  for (const [side, part] of parts.entries()) {
    const before = productStates(parts.slice(0, side));
    const after = productStates(parts.slice(side + 1));
    for (let e = 0; e < part.from.length; e++) {
      for (let head = 0; head < before; head++) {
        for (let tail = 0; tail < after; tail++) {
          const from = (head * part.states + part.from[e]!) * after + tail;
          const to = (head * part.states + part.to[e]!) * after + tail;
          yield { side, from, to, symbol: part.symbol[e]!, probability: part.probability[e]! };
        }
      }
    }
  }
}
