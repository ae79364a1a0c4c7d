import type { Machine } from "../../core/source.ts";
import { createMachine, type Edge, machineLimits } from "./create-machine.ts";

/**
 * Two machines of which one runs while the other waits; after each symbol they change places with probability
 * 1 - stay.
 *
 * @param stay in [0, 1)
 * @returns undefined when it would exceed a machine's limits or falls apart into several processes
 * @throws never
 * Cost: O(states^3) for stay = 0, otherwise O(edges).
 */
export function switchedMachine(a: Machine, b: Machine, stay: number): Machine | undefined {
  const pairs = a.states * b.states;
  const alphabetSize = Math.max(a.alphabetSize, b.alphabetSize);
  if (2 * pairs > machineLimits.states) return undefined;
  const edges: Edge[] = [];
  for (const { side, from, to, symbol, probability } of pairEdges(a, b)) {
    edges.push(
      { from: side * pairs + from, symbol, to: side * pairs + to, probability: stay * probability },
      {
        from: side * pairs + from,
        symbol,
        to: (1 - side) * pairs + to,
        probability: (1 - stay) * probability,
      },
    );
    if (edges.length > machineLimits.edges) return undefined;
  }
  // Whoever waits keeps its law, so the law of the pair is stationary; unless both move in step it is the only one.
  const stationary = new Float64Array(2 * pairs);
  for (let i = 0; i < 2 * pairs; i++) {
    const pair = i % pairs;
    stationary[i] = 0.5 * a.stationary[Math.floor(pair / b.states)]! * b.stationary[pair % b.states]!;
  }
  return createMachine(alphabetSize, 2 * pairs, edges, stay > 0 ? { stationary } : {});
}

/**
 * Two machines by turns of a fixed length; the first begins a turn from its start law.
 *
 * @param length symbols a turn
 * @returns the process from a random moment on; undefined when it would exceed a machine's limits, or when phases
 *   that never mix make several processes of it
 * @throws never
 * Cost: O(states^3).
 */
export function scheduledMachine(a: Machine, b: Machine, length: number): Machine | undefined {
  const pairs = a.states * b.states;
  const cycle = 2 * length;
  const states = cycle * pairs;
  if (states > machineLimits.states) return undefined;
  const start = new Float64Array(states);
  for (let pair = 0; pair < pairs; pair++) {
    start[pair] = a.start[Math.floor(pair / b.states)]! * b.start[pair % b.states]!;
  }
  const edges: Edge[] = [];
  for (const { side, from, to, symbol, probability } of pairEdges(a, b)) {
    for (let place = side * length; place < (side + 1) * length; place++) {
      const next = (place + 1) % cycle;
      edges.push({ from: place * pairs + from, symbol, to: next * pairs + to, probability });
    }
    if (edges.length > machineLimits.edges) return undefined;
  }
  const machine = createMachine(Math.max(a.alphabetSize, b.alphabetSize), states, edges, { start });
  return machine && { ...machine, start: machine.stationary };
}

/**
 * Two machines of which each begins anew, from its start law, when its turn comes; turns end after each symbol
 * with probability 1 - stay.
 *
 * @param stay in [0, 1)
 * @returns undefined when it would exceed a machine's limits or falls apart into several processes
 * @throws never
 * Cost: O(states^3).
 */
export function restartedMachine(a: Machine, b: Machine, stay: number): Machine | undefined {
  const states = a.states + b.states;
  if (states > machineLimits.states) return undefined;
  const edges: Edge[] = [];
  for (const [own, offset, other, otherOffset] of [
    [a, 0, b, a.states],
    [b, a.states, a, 0],
  ] as const) {
    for (let e = 0; e < own.from.length; e++) {
      const from = offset + own.from[e]!;
      const symbol = own.symbol[e]!;
      edges.push({ from, symbol, to: offset + own.to[e]!, probability: stay * own.probability[e]! });
      other.start.forEach((mass, state) => {
        const probability = (1 - stay) * own.probability[e]! * mass;
        if (probability > 0) edges.push({ from, symbol, to: otherOffset + state, probability });
      });
      if (edges.length > machineLimits.edges) return undefined;
    }
  }
  return createMachine(Math.max(a.alphabetSize, b.alphabetSize), states, edges);
}

/** Edges of the pair of machines when one of them (side 0 or 1) moves and the other waits. */
function* pairEdges(a: Machine, b: Machine): Generator<Edge & { readonly side: 0 | 1 }> {
  for (let e = 0; e < a.from.length; e++) {
    for (let j = 0; j < b.states; j++) {
      const [from, to] = [a.from[e]! * b.states + j, a.to[e]! * b.states + j];
      yield { side: 0, from, to, symbol: a.symbol[e]!, probability: a.probability[e]! };
    }
  }
  for (let e = 0; e < b.from.length; e++) {
    for (let i = 0; i < a.states; i++) {
      const [from, to] = [i * b.states + b.from[e]!, i * b.states + b.to[e]!];
      yield { side: 1, from, to, symbol: b.symbol[e]!, probability: b.probability[e]! };
    }
  }
}
