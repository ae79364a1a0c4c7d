import { confidenceLevel, coverageFloor, errorParts } from "../core/constants.ts";
import { smallestOf } from "../core/extremes.ts";
import type { Symbols } from "../core/sequence.ts";
import { studentQuantile } from "../math/intervals.ts";
import type { BlockStatistics } from "../statistics/block-entropy.ts";
import { lawEntropy } from "../statistics/entropy.ts";
import { growMachine, type MachineShape } from "./grow-machine.ts";
import { longestWord, SettlingWordList } from "./settling-words.ts";
import { pastMatters, type WordView, wordView } from "./word-view.ts";

/** The machine that a sequence shows. */
export interface CausalStates {
  readonly shape: MachineShape;
  readonly run: MachineRun;
  /** symbols of the word after which the state is known */
  readonly wordLength: number;
  /** C_mu: entropy of the states as visited, bits */
  readonly complexity: number;
  /** half-width of its 95 % interval by batch means, for the states that were found */
  readonly halfWidth: number;
  /** least p-value that past and future are independent given the state */
  readonly adequacy: number;
}

/** Settling words from which machines are grown, at each length. */
const wordsGrown = 3;
const levels = [1e-2, 1e-4, 1e-8];
/** A machine is enough where this p-value is reached. */
const enough = 1e-3;
/** Bits by which the complexity of three quarters of the sequence may differ. */
const drift = 0.05;
/** Lengths that must bring nothing better before the search ends. */
const patience = 2;
/** Bits, in units of log2 n, by which a plain chain may undercut a machine at the ends of segments. */
const margin = 2;

/**
 * Causal states by reconstruction: for words after which the past no longer matters, shortest first, machines are
 * grown from the places that follow; the shortest description wins. It stands if given its state the past tells
 * nothing more, if no plain chain does better, and if three quarters of the sequence show the same complexity.
 *
 * @param symbols shape (n,), each below `alphabetSize`, all of which occur
 * @param segmentEnds ascending, the last one n; no word crosses a segment end
 * @param profile block statistics of orders 1, 2, ... of the same symbols
 * @returns the machine, or why none stands
 * @throws RangeError when tables cannot be allocated
 * Cost: some hundred passes.
 * Source: Crutchfield & Young 1989, Phys. Rev. Lett. 63; Shalizi & Klinkner 2004, UAI 20 (splitting by tests);
 * Chattopadhyay & Lipson 2013, Philos. Trans. R. Soc. A 371, 20110543 (synchronising words).
 */
export function causalStates(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
  profile: readonly BlockStatistics[],
): CausalStates | { readonly reason: string } {
  const found = shortestMachine(symbols, segmentEnds, alphabetSize);
  if (found === undefined) return { reason: "after no word that occurs often does the past cease to matter" };
  const { states } = found.shape;
  if (found.adequacy < enough)
    return {
      reason: `the best machine, of ${statesText(states)}, does not capture all dependence on the past`,
    };
  const chain = chainBits(symbols.length, profile);
  if (chain.bits < found.run.dataBits - margin * Math.log2(symbols.length)) {
    return {
      reason: `a chain of order ${chain.order} does better than the best machine, of ${statesText(states)}`,
    };
  }
  const part = Math.floor(0.75 * symbols.length);
  const ends = [...Array.from(segmentEnds).filter((end) => end < part), part];
  const before = shortestMachine(symbols.subarray(0, part), ends, alphabetSize);
  if (before === undefined || Math.abs(before.complexity - found.complexity) > drift) {
    return {
      reason: `${statesText(states)}, but ${before?.shape.states ?? "none"} from three quarters of the symbols`,
    };
  }
  return found;
}

const statesText = (count: number): string => `${count} ${count === 1 ? "state" : "states"}`;

function shortestMachine(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
): CausalStates | undefined {
  const view = wordView(symbols, segmentEnds, alphabetSize);
  const settling = new SettlingWordList(view);
  let found: CausalStates | undefined;
  for (let length = 0; length <= longestWord && settling.extend(); length++) {
    if (found !== undefined && found.adequacy >= enough && length > found.wordLength + patience) break;
    for (const word of settling.words(length).slice(0, wordsGrown)) {
      const synchronised = new Uint8Array(symbols.length);
      for (const place of settling.placesAfter(word)) synchronised[place] = 1;
      for (const level of levels) {
        const shape = growMachine(view, settling, word, length, level);
        if (shape === undefined) continue;
        const run = runMachine(view, shape, synchronised);
        if (found !== undefined && run.bits >= found.run.bits) continue;
        const adequacy = stateSettles(view, shape, run);
        found = { shape, run, wordLength: length, adequacy, ...stateEntropy(run, shape.states) };
      }
    }
  }
  return found;
}

/** The best description by a chain, each word of k symbols a state: n h(k + 1) and half a log2 n a parameter. */
function chainBits(n: number, profile: readonly BlockStatistics[]): { bits: number; order: number } {
  let [best, order] = [Number.POSITIVE_INFINITY, 0];
  for (const [k, block] of profile.entries()) {
    if (block.coverage < coverageFloor) break;
    const shorter = profile[k - 1];
    const gain = block.plugIn - (shorter?.plugIn ?? 0);
    const parameters = block.distinct - (shorter?.distinct ?? 1);
    const bits = n * gain + (parameters / 2) * Math.log2(n);
    if (bits < best) [best, order] = [bits, k];
  }
  return { bits: best, order };
}

/** Entropy of the states as visited; its error is that of the mean of -log2 of the share of each state. */
function stateEntropy({ states }: MachineRun, count: number): { complexity: number; halfWidth: number } {
  const known = states.filter((state) => state >= 0);
  const visits = new Float64Array(count);
  for (const state of known) visits[state]!++;
  const shares = visits.map((number) => number / known.length);
  const complexity = lawEntropy(shares);
  const length = Math.floor(known.length / errorParts);
  let squares = 0;
  for (let batch = 0; batch < errorParts; batch++) {
    let sum = 0;
    for (let i = batch * length; i < (batch + 1) * length; i++) sum -= Math.log2(shares[known[i]!]!);
    squares += (sum / length - complexity) * (sum / length - complexity);
  }
  const error = Math.sqrt(squares / (errorParts * (errorParts - 1)));
  // A cycle of states has no error but at its ends.
  const ends = (count * Math.log2(known.length)) / known.length;
  return { complexity, halfWidth: studentQuantile(confidenceLevel, errorParts - 1) * error + ends };
}

/** What a machine makes of the sequence. */
interface MachineRun {
  /** shape (n,): the state in which each symbol was read, -1 before it was known */
  readonly states: Int32Array;
  /** shape (states, A): symbols read in each state */
  readonly counts: Float64Array;
  /** description length in bits of the sequence and the probabilities */
  readonly dataBits: number;
  /** the same with the transitions */
  readonly bits: number;
}

/**
 * Reads a sequence with a machine. The state is unknown until the synchronising word has passed, and again after a
 * symbol that the machine never saw in its state.
 *
 * @param synchronised shape (n,): 1 where the place follows the synchronising word
 * Cost: O(n).
 * Source: Schwarz 1978, Ann. Statist. 6 (half a log2 n for each free probability).
 */
export function runMachine(view: WordView, shape: MachineShape, synchronised: Uint8Array): MachineRun {
  const { symbols, alphabetSize, segmentStarts } = view;
  const n = symbols.length;
  const states = new Int32Array(n);
  const counts = new Float64Array(shape.states * alphabetSize);
  let state = -1;
  let unknown = 0;
  for (let i = 0; i < n; i++) {
    if (segmentStarts[i] === i) state = -1;
    if (state < 0 && synchronised[i] === 1) state = 0;
    states[i] = state;
    if (state < 0) {
      unknown++;
      continue;
    }
    const edge = state * alphabetSize + symbols[i]!;
    const to = shape.next[edge]!;
    if (to < 0) {
      // Never seen here: expensive, and the state is lost.
      states[i] = -1;
      unknown += 1 + Math.log2(n);
    } else counts[edge]!++;
    state = to;
  }
  let bits = unknown * Math.log2(alphabetSize);
  let edges = 0;
  let visited = 0;
  for (let s = 0; s < shape.states; s++) {
    let total = 0;
    for (let a = 0; a < alphabetSize; a++) total += counts[s * alphabetSize + a]!;
    if (total > 0) visited++;
    for (let a = 0; a < alphabetSize; a++) {
      const count = counts[s * alphabetSize + a]!;
      if (count === 0) continue;
      edges++;
      bits += count * Math.log2(total / count);
    }
  }
  bits += ((edges - visited) / 2) * Math.log2(n);
  return { states, counts, dataBits: bits, bits: bits + edges * Math.log2(visited + 1) };
}

/**
 * Least p-value, over all states, of the hypothesis that a state settles the future: whether the machine is enough.
 */
export function stateSettles(view: WordView, shape: MachineShape, run: MachineRun): number {
  const sizes = new Int32Array(shape.states);
  for (const state of run.states) if (state >= 0) sizes[state]!++;
  const places = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  for (let i = 0; i < run.states.length; i++) {
    const state = run.states[i]!;
    if (state >= 0) places[state]![sizes[state]!++] = i;
  }
  const least = smallestOf(places.map((own) => pastMatters(view, own, 0)));
  return Math.min(1, least * shape.states);
}
