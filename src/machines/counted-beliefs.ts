import type { Machine } from "../core/source.ts";
import { lawEntropy } from "../statistics/entropy.ts";
import { beliefDistance, nextBeliefs, sameBelief } from "./next-beliefs.ts";
import type { Bounds } from "./process-bounds.ts";

/** Most beliefs followed, and most moves of probability along an edge. */
const mostBeliefs = 50_000;
const mostWork = 8_000_000;
/** Most entries of beliefs held. */
const mostEntries = 4_000_000;

/** A word since the last reset, or several that lead to the same belief. */
interface Node {
  readonly law: Float64Array;
  /** probability that the words since the last reset are these */
  mass: number;
  /** minus the sum of p log2 p over the single words */
  surprise: number;
}

/** Entropies of beliefs of which there may be infinitely many: what words tell apart bounds them from above. */
export function countedBeliefs(machine: Machine, resets: ReadonlyMap<number, Float64Array>) {
  let level: Node[] = [];
  for (const [symbol, law] of resets) {
    let mass = 0;
    for (let e = 0; e < machine.from.length; e++)
      if (machine.symbol[e] === symbol)
        mass += machine.stationary[machine.from[e]!]! * machine.probability[e]!;
    join(level, { law, mass, surprise: -mass * Math.log2(mass) });
  }
  const nodes: Node[] = [];
  let work = 0;
  let depth = 0;
  let distinct = level.length === 1;
  const most = Math.min(mostBeliefs, mostEntries / machine.states);
  while (nodes.length + level.length < most && work < mostWork && level.some(({ mass }) => mass > 1e-18)) {
    for (const one of level) nodes.push(one);
    const next: Node[] = [];
    for (const { law, mass, surprise } of level) {
      if (work > mostWork) break; // what is not listed counts as the rest
      for (const [symbol, share, after] of nextBeliefs(machine, law)) {
        if (resets.has(symbol)) continue;
        work += next.length * machine.states;
        join(next, {
          law: after,
          mass: mass * share,
          surprise: share * (surprise - mass * Math.log2(share)),
        });
      }
      work += machine.from.length;
    }
    // One belief a level, not yet at rest after as many steps as there are states, never comes back to an earlier one.
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
      distinct ? words : clusteredEntropy(nodes),
      words + tailEntropy(machine, resets, depth, rest),
    ),
    stateEntropy: around(states, states + rest * Math.log2(machine.states)),
    entropyRate: around(rate, rate + rest * Math.log2(machine.alphabetSize)),
  };
}

/** Bounds with room for rounding. */
export function around(lower: number, upper = lower): Bounds {
  const rounding = 2e-14 * (1 + lower);
  return { lower: Math.max(0, lower - rounding), upper: upper + rounding };
}

function nextEntropy(machine: Machine, law: Float64Array): number {
  return lawEntropy([...nextBeliefs(machine, law)].map(([, mass]) => mass));
}

/** Adds a node to those with the same belief, if there is one. */
function join(level: Node[], node: Node): void {
  for (const other of level) {
    if (beliefDistance(other.law, node.law) >= sameBelief) continue;
    other.mass += node.mass;
    other.surprise += node.surprise;
    return;
  }
  level.push(node);
}

/** Entropy that is left when beliefs that a line through them hardly tells apart count as one. */
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
 * Most that the words not listed can add to the entropy of words: with their mass r, their mean length L and a choice
 * of A symbols at each place, -r log2 r + r (log2(e (L + 1)) + L log2 A) and the choice of a reset.
 */
function tailEntropy(
  machine: Machine,
  resets: ReadonlyMap<number, Float64Array>,
  depth: number,
  rest: number,
): number {
  const wait = meanWait(machine, resets);
  if (wait === undefined) return Number.POSITIVE_INFINITY;
  const length = depth + wait;
  const choices = Math.max(1, new Set(machine.symbol).size - resets.size);
  const word = Math.log2(Math.E * (length + 1)) + length * Math.log2(choices) + Math.log2(resets.size);
  return rest * (word - Math.log2(rest));
}

/** Bound on the mean number of further symbols in a word without a reset; undefined when it is too long to find. */
function meanWait(machine: Machine, resets: ReadonlyMap<number, Float64Array>): number | undefined {
  const { states, from, to, symbol, probability } = machine;
  // After n symbols a reset has happened with probability 1/2, from any state; then the mean is below 4 n.
  let waiting = new Float64Array(states).fill(1);
  for (let n = 1; n * from.length < mostWork; n++) {
    const next = new Float64Array(states);
    for (let e = 0; e < from.length; e++)
      if (!resets.has(symbol[e]!)) next[from[e]!]! += probability[e]! * waiting[to[e]!]!;
    waiting = next;
    if (waiting.every((mass) => mass <= 0.5)) return 4 * n;
  }
  return undefined;
}
