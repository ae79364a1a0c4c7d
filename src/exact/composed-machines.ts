import type { Machine } from "../core/source.ts";
import { logMultinomial } from "../math/special-functions.ts";
import { gcd } from "../math/sums.ts";
import { createMachine, type Edge, machineLimits } from "./machine.ts";

/** Moves of probability after which the machine counts as too large. */
const mostMoves = 4_000_000;

/**
 * The machine whose symbols are written as bits, which are then read in groups of another size. Its states are those of the
 * original with the bits of the next symbol that were already written, so it is unifilar where the original is.
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
  /** The next `missing` bits after `bits`, from a state that has written `seen` bits of its symbol. */
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

/** The edges that leave each state, with their symbols as bits. */
function leavingBits({ states, from, to, symbol, probability }: Machine, width: number): WrittenEdge[][] {
  const leaving: WrittenEdge[][] = Array.from({ length: states }, () => []);
  for (let e = 0; e < from.length; e++) {
    const x = symbol[e]!;
    const written = width === 8 ? x : ((x & 0xff) << 8) | (x >>> 8);
    leaving[from[e]!]!.push({ written, to: to[e]!, probability: probability[e]! });
  }
  return leaving;
}

/**
 * Machines of which one runs while the others wait; after each symbol one of the others takes over with probability 1 - stay,
 * all equally likely.
 *
 * @param parts at least two
 * @param stay in [0, 1)
 * @returns undefined when it would exceed a machine's limits or has several closed classes
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
  // A waiting machine keeps its law, so the product law is stationary; it is the only one unless all move in step.
  const tuple = productLaw(parts, ({ stationary }) => stationary);
  const stationary = Float64Array.from({ length: states }, (_, i) => tuple[i % tuples]! / parts.length);
  return createMachine(widest(parts), states, edges, stay > 0 ? { stationary } : {});
}

/**
 * Machines in turns of a fixed length; the first machine starts, and all begin from their start laws.
 *
 * @param turn symbols a turn
 * @returns the process from a random moment on; undefined when it would exceed a machine's limits, or when phases that never
 *   mix make several processes of it
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
 * Machines that restart from their start laws at each of their turns; after each symbol one of the others takes over with
 * probability 1 - stay, all equally likely.
 *
 * @param parts at least two
 * @param stay in [0, 1)
 * @returns undefined when it would exceed a machine's limits or has several closed classes
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

/** Law of independent states; the last machine's state is the fastest index. */
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

/**
 * The machine of concatenated independent records of one length: its states are the prefixes of a record.
 *
 * @param records different words of equal length, with probabilities that sum to 1
 * @returns undefined when there are too many prefixes
 * Cost: O(symbols of all records).
 */
export function recordMachine(
  alphabetSize: number,
  records: Iterable<readonly [word: ArrayLike<number>, chance: number]>,
): Machine | undefined {
  const states = new Map([["", 0]]);
  const moves = new Map<string, { from: number; to: number; symbol: number; mass: number }>();
  const masses: number[] = [0];
  for (const [word, chance] of records) {
    let [state, read] = [0, ""];
    for (let i = 0; i < word.length; i++) {
      masses[state]! += chance;
      read += `${word[i]},`;
      let next = 0;
      if (i + 1 < word.length) {
        next = states.get(read) ?? states.size;
        if (next === states.size) {
          if (next === machineLimits.states) return undefined;
          states.set(read, next);
          masses.push(0);
        }
      }
      const move = moves.get(read) ?? { from: state, to: next, symbol: word[i]!, mass: 0 };
      move.mass += chance;
      moves.set(read, move);
      state = next;
    }
  }
  const edges = [...moves.values()].map(
    ({ from, to, symbol, mass }): Edge => ({ from, to, symbol, probability: mass / masses[from]! }),
  );
  return createMachine(alphabetSize, states.size, edges);
}

/**
 * Period of the chain of states: the greatest common divisor of the lengths of all cycles through a state.
 *
 * @returns 1 for an aperiodic chain
 * Cost: O(edges).
 * Source: Denardo 1977, Math. Oper. Res. 2(1).
 */
export function chainPeriod(machine: Machine): number {
  const { states, from, to, stationary } = machine;
  const successors = Array.from({ length: states }, (): number[] => []);
  for (let e = 0; e < from.length; e++) successors[from[e]!]!.push(to[e]!);
  const root = stationary.findIndex((mass) => mass > 0);
  const depth = new Int32Array(states).fill(-1);
  depth[root] = 0;
  let period = 0;
  const queue = [root];
  for (let i = 0; i < queue.length; i++) {
    const state = queue[i]!;
    for (const next of successors[state]!) {
      if (depth[next]! < 0) {
        depth[next] = depth[state]! + 1;
        queue.push(next);
      } else period = gcd(period, Math.abs(depth[state]! + 1 - depth[next]!));
    }
  }
  return period;
}

/** The symbol counts of consecutive windows of a machine, as a machine. */
export interface WindowTypes {
  /** one step per window; its symbols are the types of windows, which count each symbol */
  readonly machine: Machine;
  /** mean of log2 of the number of arrangements of a window, in bits */
  readonly arrangementEntropy: number;
}

/** Most steps of types along edges: some seconds. Wide windows have too many types, which only shows after most of the work. */
const mostWork = 2 ** 23;

/**
 * The process of window types, summing over all words of a window with the same counts.
 *
 * @param width symbols a window
 * @returns undefined when there are too many types, or finding them is too much work
 * Cost: O(width * states * types * edges).
 */
export function windowTypes(machine: Machine, width: number): WindowTypes | undefined {
  const { states, alphabetSize, from, to, symbol, probability, stationary, start } = machine;
  // Types are numbers in base width + 1, one digit per symbol.
  const weight = Array.from({ length: alphabetSize }, () => 1);
  for (let x = 1; x < alphabetSize; x++) weight[x] = weight[x - 1]! * (width + 1);
  if (weight.at(-1)! * (width + 1) > Number.MAX_SAFE_INTEGER) return undefined;
  let work = 0;
  const ids = new Map<number, number>();
  const edges: Edge[] = [];
  for (let origin = 0; origin < states; origin++) {
    if (stationary[origin] === 0) continue;
    let reached = new Map([[0, unitVector(states, origin)]]);
    for (let step = 0; step < width; step++) {
      work += reached.size * from.length;
      if (work > mostWork) return undefined;
      const next = new Map<number, Float64Array>();
      for (const [type, law] of reached) {
        for (let e = 0; e < from.length; e++) {
          const mass = law[from[e]!]! * probability[e]!;
          if (mass === 0) continue;
          const counted = type + weight[symbol[e]!]!;
          const target = next.get(counted) ?? new Float64Array(states);
          next.set(counted, target);
          target[to[e]!]! += mass;
        }
        if (next.size * states > machineLimits.edges / 4) return undefined;
      }
      reached = next;
    }
    for (const [type, law] of reached) {
      const id = ids.get(type) ?? ids.size;
      ids.set(type, id);
      law.forEach((mass, state) => {
        if (mass > 0) edges.push({ from: origin, symbol: id, to: state, probability: mass });
      });
    }
    if (edges.length > machineLimits.edges) return undefined;
  }
  const types = createMachine(ids.size, states, edges, { stationary, start });
  if (types === undefined) return undefined;
  return {
    machine: types,
    arrangementEntropy: meanArrangements(types, [...ids.keys()], width, alphabetSize),
  };
}

function meanArrangements(
  types: Machine,
  keys: readonly number[],
  width: number,
  alphabetSize: number,
): number {
  const bits = keys.map((key) => {
    const counts = new Float64Array(alphabetSize);
    for (let x = 0, rest = key; x < alphabetSize; x++) {
      counts[x] = rest % (width + 1);
      rest = (rest - counts[x]!) / (width + 1);
    }
    return logMultinomial(counts);
  });
  let sum = 0;
  for (let e = 0; e < types.from.length; e++)
    sum += types.stationary[types.from[e]!]! * types.probability[e]! * bits[types.symbol[e]!]!;
  return sum;
}

function unitVector(length: number, place: number): Float64Array {
  const vector = new Float64Array(length);
  vector[place] = 1;
  return vector;
}
