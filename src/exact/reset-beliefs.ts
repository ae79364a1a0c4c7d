import type { Machine } from "../core/source.ts";
import { lawEntropy } from "../statistics/entropy.ts";
import type { Bounds } from "./block-entropies.ts";
import { createMachine, type Edge, machineLimits, unifilarEntropyRate } from "./machine.ts";

/** Beliefs this close are equal up to rounding. */
const sameBelief = 1e-13;

/**
 * The probabilities of the states together with each symbol that may follow a belief, and their sum.
 *
 * Cost: O(edges + symbols * states).
 */
function* nextMasses(
  machine: Machine,
  law: Float64Array,
): Generator<[symbol: number, mass: number, states: Float64Array]> {
  const { states, from, to, symbol, probability } = machine;
  for (let e = 0; e < from.length; ) {
    const x = symbol[e]!;
    const next = new Float64Array(states);
    for (; e < from.length && symbol[e] === x; e++) next[to[e]!]! += law[from[e]!]! * probability[e]!;
    const mass = next.reduce((sum, part) => sum + part, 0);
    if (mass > 0) yield [x, mass, next];
  }
}

/** The belief after each symbol that may follow a belief, with that symbol's probability. */
function* nextBeliefs(machine: Machine, law: Float64Array): ReturnType<typeof nextMasses> {
  for (const [symbol, mass, next] of nextMasses(machine, law))
    yield [symbol, mass, next.map((part) => part / mass)];
}

/** Largest difference between the entries of two laws. */
function beliefDistance(a: Float64Array, b: Float64Array): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}

/** Most beliefs, and most moves of probability along an edge. */
const mostBeliefs = 50_000;
const mostSubsets = 8_000_000;
/** Most entries of beliefs held. */
const mostEntries = 4_000_000;

/** A word since the last reset, or several with the same belief. */
interface Node {
  readonly law: Float64Array;
  /** the last symbols, which may begin the next reset */
  readonly recent: number;
  /** probability of these words since the last reset */
  mass: number;
  /** minus the sum of p log2 p over the single words */
  surprise: number;
}

/** Laws of the state after words of one length, as numbers in base A, first symbol highest: after each, one belief. */
interface Resets {
  readonly length: number;
  readonly laws: ReadonlyMap<number, Float64Array>;
}

/** Entropies of possibly infinitely many beliefs: the entropy of words bounds them from above. */
export function countableBeliefs(machine: Machine, laws: ReadonlyMap<number, Float64Array>, length = 1) {
  const { alphabetSize } = machine;
  const resets: Resets = { length, laws };
  const most = Math.min(mostBeliefs, mostEntries / machine.states);
  const contexts = wordsOf(length - 1, alphabetSize);
  let level: Node[] = [];
  for (const [word, law] of laws) {
    const mass = wordMass(machine, word, length);
    join(level, { law, recent: word % contexts, mass, surprise: -mass * Math.log2(mass) });
  }
  const nodes: Node[] = [];
  let work = 0;
  let depth = 0;
  let distinct = level.length === 1;
  while (nodes.length + level.length < most && work < mostSubsets && level.some(({ mass }) => mass > 1e-18)) {
    for (const one of level) nodes.push(one);
    const next: Node[] = [];
    for (const { law, recent, mass, surprise } of level) {
      if (work > mostSubsets) break; // subsets that were not listed count as the rest
      for (const [symbol, share, after] of nextBeliefs(machine, law)) {
        const word = recent * alphabetSize + symbol;
        if (laws.has(word)) continue;
        work += next.length * machine.states;
        join(next, {
          law: after,
          recent: word % contexts,
          mass: mass * share,
          surprise: share * (surprise - mass * Math.log2(share)),
        });
      }
      work += machine.from.length;
    }
    // With one belief per level that does not repeat within as many steps as there are states, none ever repeats.
    if (next.length > 1) distinct = false;
    else if (nodes.length <= machine.states + 1 && next.length === 1)
      distinct &&= beliefDistance(next[0]!.law, level[0]!.law) > 1e-9;
    level = next;
    depth++;
  }
  const listed = nodes.reduce((sum, { mass }) => sum + mass, 0);
  const rest = Math.max(0, 1 - listed) + 1e-15;
  const words = nodes.reduce((sum, { surprise }) => sum + surprise, 0);
  const states = nodes.reduce((sum, { law, mass }) => sum + mass * lawEntropy(law), 0);
  const rate = nodes.reduce((sum, { law, mass }) => sum + mass * nextEntropy(machine, law), 0);
  return {
    beliefEntropy: around(
      // Several words may have one belief even so.
      distinct ? lawEntropy(nodes.map(({ mass }) => mass)) : clusteredEntropy(nodes),
      words + tailEntropy(machine, resets, depth, rest),
    ),
    stateEntropy: around(states, states + rest * Math.log2(machine.states)),
    entropyRate: around(rate, rate + rest * Math.log2(machine.alphabetSize)),
  };
}

/** Bounds widened for rounding. */
export function around(lower: number, upper = lower): Bounds {
  const rounding = 2e-14 * (1 + lower);
  return { lower: Math.max(0, lower - rounding), upper: upper + rounding };
}

function nextEntropy(machine: Machine, law: Float64Array): number {
  return lawEntropy([...nextBeliefs(machine, law)].map(([, mass]) => mass));
}

/** Adds a node, joining it with one of the same belief. */
function join(level: Node[], node: Node): void {
  for (const other of level) {
    if (other.recent !== node.recent || beliefDistance(other.law, node.law) >= sameBelief) continue;
    other.mass += node.mass;
    other.surprise += node.surprise;
    return;
  }
  level.push(node);
}

/** The entropy when beliefs that are nearly equal along a line count as one. */
function clusteredEntropy(nodes: readonly Node[]): number {
  const places = nodes.map(({ law, mass }) => ({
    place: law.reduce((sum, part, i) => sum + part * (1 + (((i + 1) * 0.6180339887498949) % 1)), 0),
    mass,
  }));
  places.sort((a, b) => a.place - b.place);
  const masses: number[] = [];
  places.forEach(({ place, mass }, i) => {
    if (i > 0 && place - places[i - 1]!.place < 1e-10) masses[masses.length - 1]! += mass;
    else masses.push(mass);
  });
  return lawEntropy(masses);
}

/**
 * Largest contribution of unlisted words to the entropy of words: with their mass r, their mean length L and a choice of A
 * symbols at each position, -r log2 r + r (log2(e (L + 1)) + L log2 A) and the choice of a reset.
 */
function tailEntropy(machine: Machine, resets: Resets, depth: number, rest: number): number {
  const wait = meanWait(machine, resets);
  if (wait === undefined) return Number.POSITIVE_INFINITY;
  const length = depth + wait;
  const symbols = new Set(machine.symbol).size;
  const choices = resets.length === 1 ? Math.max(1, symbols - resets.laws.size) : symbols;
  const word = Math.log2(Math.E * (length + 1)) + length * Math.log2(choices) + Math.log2(resets.laws.size);
  return rest * (word - Math.log2(rest));
}

/** Bound on the mean number of further symbols in a word without a reset; undefined when it takes too long to find. */
function meanWait(machine: Machine, { length, laws }: Resets): number | undefined {
  const { states, from, to, symbol, probability, alphabetSize } = machine;
  // After n blocks a reset has happened with probability 1/2, from any state; then the mean is below 4 n blocks.
  let waiting: Float64Array = new Float64Array(states).fill(1);
  const words = wordsOf(length - 1, alphabetSize);
  for (let n = 1; n * from.length * words < mostSubsets; n++) {
    /** by the word so far: what is left of waiting before it, from the last symbol of a block to its first */
    let left = new Map<number, Float64Array>([[0, waiting]]);
    for (let k = 0; k < length; k++) {
      const longer = new Map<number, Float64Array>();
      for (const [word, after] of left)
        for (let e = 0; e < from.length; e++) {
          const code = symbol[e]! * wordsOf(k, alphabetSize) + word;
          if (k === length - 1 && laws.has(code)) continue;
          const before = longer.get(code) ?? new Float64Array(states);
          before[from[e]!]! += probability[e]! * after[to[e]!]!;
          longer.set(code, before);
        }
      left = longer;
    }
    const next = new Float64Array(states);
    for (const before of left.values()) for (let s = 0; s < states; s++) next[s]! += before[s]!;
    waiting = next;
    if (waiting.every((mass) => mass <= 0.5)) return 4 * n * length;
  }
  return undefined;
}

/** The number of words of a length. */
function wordsOf(length: number, alphabetSize: number): number {
  let words = 1;
  for (let k = 0; k < length; k++) words *= alphabetSize;
  return words;
}

/** Stationary probability of a word. */
function wordMass(machine: Machine, word: number, length: number): number {
  let law = machine.stationary;
  let mass = 1;
  for (let k = length - 1; k >= 0; k--) {
    const wanted = Math.floor(word / wordsOf(k, machine.alphabetSize)) % machine.alphabetSize;
    const found = [...nextBeliefs(machine, law)].find(([symbol]) => symbol === wanted);
    if (found === undefined) return 0;
    mass *= found[1];
    law = found[2];
  }
  return mass;
}

/** Beliefs farther apart than this are certainly different. */
const apart = 1e-6;
/** Most entries of beliefs compared. */
const mostWork = 8_000_000;

/**
 * Properties of a machine with resets: symbols after which the belief is always the same, so that the words since the last
 * reset determine the belief.
 */
export interface ResetBeliefs {
  /** the machine on beliefs, if there are finitely many; unifilar, of the same process */
  readonly machine: Machine | undefined;
  /** entropy of the law of beliefs, in bits */
  readonly beliefEntropy: Bounds;
  /** mean entropy of the state given the belief, in bits */
  readonly stateEntropy: Bounds;
  /** mean entropy of the next symbol given the belief, the entropy rate, in bit/symbol */
  readonly entropyRate: Bounds;
}

/**
 * Follows beliefs from the resets on, until almost no mass is left.
 *
 * @param machine without transient states
 * @param byWords whether to look for longer words where no symbol resets it
 * @returns undefined when nothing resets it
 * Cost: bounded, some 0.1 s at most.
 * Source: Marzen & Crutchfield 2015, Entropy 17(7) (renewal processes, of which this is the general case).
 */
export function resetBeliefs(machine: Machine, byWords = false): ResetBeliefs | undefined {
  const symbols = resetLaws(machine);
  const resets = symbols.size > 0 ? { length: 1, laws: symbols } : byWords ? resetWords(machine) : undefined;
  if (resets === undefined) return undefined;
  const closed = closedBeliefs(machine, resets.laws);
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
  return { machine: undefined, ...countableBeliefs(machine, resets.laws, resets.length) };
}

/** The belief after each symbol that determines it: all rows of its matrix are proportional. */
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

/** Longest words that are tried, and most moves of probability along an edge. */
const longestReset = 10;
const mostMoves = 1_000_000;

/**
 * The shortest words after each of which the belief is always the same: all rows of their matrices are proportional. A word that only
 * makes beliefs converge must not be taken for one, so probabilities have to be quarters, with which everything here is exact.
 *
 * Cost: O(words * states * edges).
 */
function resetWords(machine: Machine): Resets | undefined {
  const { states, alphabetSize, probability } = machine;
  if (probability.some((p) => !Number.isInteger(4 * p))) return undefined;
  const total = (row: Float64Array) => row.reduce((sum, part) => sum + part, 0);
  const areProportional = (a: Float64Array, b: Float64Array) => {
    const [ofA, ofB] = [total(a), total(b)];
    return a.every((part, k) => part * ofB === b[k]! * ofA);
  };
  const pure = Array.from({ length: states }, (_, s) =>
    Float64Array.from({ length: states }, (_, k) => Number(k === s)),
  );
  /** by word: the rows of its matrix that are not proportional */
  let words = new Map<number, Float64Array[]>([[0, pure]]);
  for (let [length, moves] = [1, 0]; length <= longestReset; length++) {
    const longer = new Map<number, Float64Array[]>();
    for (const [word, rows] of words) {
      moves += rows.length * machine.from.length;
      if (moves > mostMoves) return undefined;
      for (const row of rows)
        for (const [symbol, , next] of nextMasses(machine, row)) {
          const code = word * alphabetSize + symbol;
          const known = longer.get(code) ?? [];
          if (!known.some((one) => areProportional(one, next))) known.push(next);
          longer.set(code, known);
        }
    }
    const resets = [...longer].flatMap(([word, [row, ...others]]): [number, Float64Array][] =>
      others.length === 0 ? [[word, row!.map((part) => part / total(row!))]] : [],
    );
    if (resets.length > 0) return { length, laws: new Map(resets) };
    words = longer;
  }
  return undefined;
}

/** The machine on beliefs, unless there are too many of them or some are so close that rounding could merge them. */
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
