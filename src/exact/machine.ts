import type { Machine } from "../core/source.ts";

/** The moves of a chain, one per entry; several may connect the same states. */
interface ChainMoves {
  readonly states: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly probability: Float64Array;
}

/**
 * Stationary law of a finite chain, zero on transient states.
 *
 * @param start law of the initial state; only its support matters; by default all states
 * @returns shape (states,); undefined when several closed classes can be reached
 * Cost: O(m^3) for a closed class of m states.
 * Source: Grassmann, Taksar & Heyman 1985, Oper. Res. 33(5): elimination without subtraction, so that small probabilities keep
 * their relative accuracy.
 */
export function stationaryLaw(moves: ChainMoves, start?: Float64Array): Float64Array | undefined {
  const classes = closedClasses(moves, start);
  const members = classes.length === 1 ? classes[0] : undefined;
  if (members === undefined) return undefined;
  const law = new Float64Array(moves.states);
  const local = eliminate(denseMatrix(moves, members), members.length);
  members.forEach((state, index) => {
    law[state] = local[index]!;
  });
  return law;
}

/** Row-major transition matrix of the chain among the members of one closed class. */
function denseMatrix(moves: ChainMoves, members: readonly number[]): Float64Array {
  const size = members.length;
  const place = new Int32Array(moves.states).fill(-1);
  members.forEach((state, index) => {
    place[state] = index;
  });
  const matrix = new Float64Array(size * size);
  for (let e = 0; e < moves.from.length; e++) {
    const row = place[moves.from[e]!]!;
    if (row >= 0) matrix[row * size + place[moves.to[e]!]!]! += moves.probability[e]!;
  }
  return matrix;
}

function eliminate(matrix: Float64Array, size: number): Float64Array {
  for (let last = size - 1; last > 0; last--) {
    let leaving = 0;
    for (let j = 0; j < last; j++) leaving += matrix[last * size + j]!;
    for (let i = 0; i < last; i++) {
      const factor = matrix[i * size + last]! / leaving;
      matrix[i * size + last] = factor;
      if (factor === 0) continue;
      for (let j = 0; j < last; j++) matrix[i * size + j]! += factor * matrix[last * size + j]!;
    }
  }
  const law = new Float64Array(size);
  law[0] = 1;
  let total = 1;
  for (let j = 1; j < size; j++) {
    let mass = 0;
    for (let i = 0; i < j; i++) mass += law[i]! * matrix[i * size + j]!;
    law[j] = mass;
    total += mass;
  }
  for (let j = 0; j < size; j++) law[j]! /= total;
  return law;
}

/** The possible moves of a chain, without probabilities. */
interface PossibleMoves {
  readonly states: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/**
 * Closed communicating classes that can be reached: sets of states that are never left and in which every state leads to every
 * other.
 *
 * @param start law of the initial state; only its support matters; by default all states
 * @returns members of each class, ascending
 * Cost: O(classes * edges).
 */
export function closedClasses(moves: PossibleMoves, start?: Float64Array): number[][] {
  const forward = neighbours(moves.states, moves.from, moves.to);
  const backward = neighbours(moves.states, moves.to, moves.from);
  const roots = Array.from({ length: moves.states }, (_, state) => state);
  const open = reach(forward, start === undefined ? roots : roots.filter((state) => start[state]! > 0));
  const classes: number[][] = [];
  for (let root = 0; root < moves.states; root++) {
    if (open[root] === 0) continue;
    const after = reach(forward, [root]);
    const before = reach(backward, [root]);
    // All states that lead to the root are settled with it: either the root's class is closed, or they are all transient.
    const isClosed = roots.every((state) => after[state] === 0 || before[state] !== 0);
    if (isClosed) classes.push(roots.filter((state) => after[state] !== 0));
    for (const state of roots) if (before[state] !== 0) open[state] = 0;
  }
  return classes;
}

function neighbours(states: number, from: Uint32Array, to: Uint32Array): number[][] {
  const lists = Array.from({ length: states }, (): number[] => []);
  for (let e = 0; e < from.length; e++) lists[from[e]!]!.push(to[e]!);
  return lists;
}

/** 1 for each state that can be reached from the roots, including these. */
function reach(lists: readonly (readonly number[])[], roots: readonly number[]): Uint8Array {
  const seen = new Uint8Array(lists.length);
  const stack = [...roots];
  for (const root of roots) seen[root] = 1;
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    for (const next of lists[state]!) {
      if (seen[next] !== 0) continue;
      seen[next] = 1;
      stack.push(next);
    }
  }
  return seen;
}

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
 * A machine from its edges. Sums parallel edges, drops impossible ones.
 *
 * @param edges probabilities that leave a state sum to 1
 * @param laws `start`: law of the first state, where it is not the stationary one; `stationary`: where it is known
 * @returns undefined when the states that can be reached fall into several closed classes, so that no single stationary law
 *   exists
 * Cost: O(edges log edges), and O(states^3) where the stationary law must be computed.
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

/**
 * Stationary law of one symbol.
 *
 * @returns shape (A,)
 * Cost: O(edges).
 */
export function symbolLaw(machine: Machine): Float64Array {
  const law = new Float64Array(machine.alphabetSize);
  for (let e = 0; e < machine.from.length; e++) {
    law[machine.symbol[e]!]! += machine.stationary[machine.from[e]!]! * machine.probability[e]!;
  }
  return law;
}

/**
 * The machine of independent draws from one law.
 *
 * @param law shape (A,), sums to 1
 * @returns undefined when the alphabet is larger than a machine's limit
 */
export function singleStateMachine(law: ArrayLike<number>): Machine | undefined {
  if (law.length > machineLimits.edges) return undefined;
  const edges = Array.from(law, (probability, symbol) => ({ from: 0, to: 0, symbol, probability }));
  return createMachine(law.length, 1, edges, { stationary: Float64Array.of(1) });
}

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

/** Probabilities that agree to this many digits count as equal. */
const significantDigits = 11;

/**
 * The machine with states of equal futures merged and transient states dropped. For a unifilar machine its states are the
 * causal states, so the entropy of its stationary law is the statistical complexity.
 *
 * Cost: O(states * edges) at worst, usually a few passes over the edges.
 * Source: Paige & Tarjan 1987, SIAM J. Comput. 16(6) (coarsest stable partition); Shalizi & Crutchfield 2001, J. Stat. Phys.
 * 104.
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

/**
 * Whether state and symbol always determine the next state.
 *
 * Cost: O(edges).
 */
export function isUnifilar(machine: Machine): boolean {
  const { from, symbol } = machine;
  for (let e = 1; e < from.length; e++) {
    if (from[e] === from[e - 1] && symbol[e] === symbol[e - 1]) return false;
  }
  return true;
}

/**
 * Whether all edges with the same number lead to the same state.
 *
 * @param of number of each edge, shape (edges,), below `count`
 */
export function fixNext({ to }: Machine, of: ArrayLike<number>, count: number): boolean {
  const after = new Int32Array(count).fill(-1);
  for (let e = 0; e < to.length; e++) {
    const known = after[of[e]!]!;
    if (known >= 0 && known !== to[e]) return false;
    after[of[e]!] = to[e]!;
  }
  return true;
}

/**
 * Entropy rate of a unifilar machine in closed form: sum of pi(i) H(symbol | state i).
 *
 * @param machine unifilar; the formula is wrong for others
 * @returns bit/symbol
 * Cost: O(edges).
 * Source: Shannon 1948, Bell Syst. Tech. J. 27, theorem 5.
 */
export function unifilarEntropyRate(machine: Machine): number {
  const { from, probability, stationary } = machine;
  let sum = 0;
  for (let e = 0; e < from.length; e++) {
    sum += stationary[from[e]!]! * probability[e]! * Math.log2(probability[e]!);
  }
  return sum === 0 ? 0 : -sum;
}
