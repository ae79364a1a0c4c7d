import { plural, smallestOf } from "../core/collections.ts";
import { confidenceLevel, coverageFloor, errorParts } from "../core/constants.ts";
import { type Symbols, segmentsOf } from "../core/sequence.ts";
import type { Machine } from "../core/source.ts";
import { studentQuantile } from "../math/intervals.ts";
import type { BlockStatistics } from "../statistics/block-entropy.ts";
import { lawEntropy } from "../statistics/entropy.ts";
import { KGramIds } from "../statistics/k-gram-ids.ts";
import { createMachine, type Edge } from "./machine.ts";
import { type Contexts, lastSymbols, mergedStates, placesIn } from "./merged-states.ts";
import {
  futureCounts,
  independencePValue,
  pastPValue,
  sameFuture,
  type WordView,
  wordView,
} from "./word-view.ts";

/** The transitions of a machine. */
interface MachineShape {
  readonly states: number;
  /** shape (states, A): next state, -1 where the symbol was never seen there */
  readonly next: Int32Array;
}

/** States beyond this number are not reconstructed. */
export const mostStates = 128;
/** Least number of positions for a state of its own. */
const leastPlaces = 50;

/** Words after which the past no longer matters. */
export interface SynchronisingWords {
  /** a name of the shortest such word that ends before a position, among the last `known` symbols; undefined: none */
  nameBefore(place: number, known: number): string | undefined;
  /** all positions that follow a word */
  placesAfter(name: string): Int32Array;
}

/**
 * Grows a machine from a synchronising word: follows the positions after it symbol by symbol; positions whose futures have the law
 * of a known state belong to that state. Where a shorter word already settles the state, takes all positions after that word.
 *
 * @param root name of the word
 * @param length symbols of that word
 * @param level at which two futures count as different
 * @returns undefined with more than 128 states
 * Source: Chattopadhyay & Lipson 2013, Philos. Trans. R. Soc. A 371, 20110543 (states from a synchronising word).
 */
export function growMachine(
  view: WordView,
  synchronising: SynchronisingWords,
  root: string,
  length: number,
  level: number,
): MachineShape | undefined {
  const first = synchronising.placesAfter(root);
  const nodes = [{ places: first, known: length }];
  const futures: Float64Array[] = [futureCounts(view, first)];
  const stateOfWord = new Map([[root, 0]]);
  const next: number[] = [];
  for (let state = 0; state < nodes.length; state++) {
    const known = nodes[state]!.known + 1;
    for (const own of followed(view, nodes[state]!.places)) {
      if (own.length === 0) {
        next.push(-1);
        continue;
      }
      const word = synchronising.nameBefore(own[0]!, known);
      const before = word === undefined ? undefined : stateOfWord.get(word);
      if (before !== undefined) {
        next.push(before);
        continue;
      }
      const places = word === undefined ? own : synchronising.placesAfter(word);
      const counts = futureCounts(view, places);
      let best = likeliest(view, futures, counts, level);
      if (best < 0 && places.length < leastPlaces) best = likeliest(view, futures, counts, 0);
      if (best >= 0) {
        const sum = futures[best]!;
        for (let one = 0; one < sum.length; one++) sum[one]! += counts[one]!;
      } else {
        best = nodes.length;
        if (best === mostStates) return undefined;
        nodes.push({ places, known });
        futures.push(counts);
      }
      if (word !== undefined) stateOfWord.set(word, best);
      next.push(best);
    }
  }
  return { states: nodes.length, next: Int32Array.from(next) };
}

/** The known state with the most similar futures; -1 where none reaches the level. */
function likeliest(
  view: WordView,
  futures: readonly Float64Array[],
  counts: Float64Array,
  level: number,
): number {
  let best = -1;
  let highest = level;
  for (const [state, known] of futures.entries()) {
    const p = sameFuture(view, known, counts, highest);
    if (p >= highest && (best < 0 || p > highest)) [best, highest] = [state, p];
    if (highest === 1) break;
  }
  return best;
}

/** Shape (A, *): positions one step on, by the symbol in between. */
function followed({ symbols, segmentStarts, alphabetSize }: WordView, places: Int32Array): Int32Array[] {
  const hasSuccessor = (place: number): boolean =>
    place + 1 < symbols.length && segmentStarts[place + 1] === segmentStarts[place];
  const ends = new Int32Array(alphabetSize);
  for (const place of places) if (hasSuccessor(place)) ends[symbols[place]!]!++;
  for (let symbol = 1; symbol < alphabetSize; symbol++) ends[symbol]! += ends[symbol - 1]!;
  const kept = new Int32Array(ends.at(-1)!);
  // Backwards, so that each end becomes a start.
  for (let at = places.length - 1; at >= 0; at--) {
    const place = places[at]!;
    if (hasSuccessor(place)) kept[--ends[symbols[place]!]!] = place + 1;
  }
  return Array.from(ends, (start, symbol) => kept.subarray(start, ends[symbol + 1]));
}

/** Longest words that are tried. */
const longestWord = 10;
const wordsTried = 128;
/** Words of each length from which machines are grown; fewer once the best machine is adequate. */
const wordsGrown = 8;
const fewestGrown = 3;
/** Least number of occurrences of a word. */
const leastOccurrences = 64;
/** A word settles the state if the test of the influence of its past has at least this p-value. */
const synchronisedFrom = 1e-3;

/** The words, of growing length, after which the past no longer matters. */
export class SynchronisingWordList implements SynchronisingWords {
  readonly #view: WordView;
  readonly #words: KGramIds;
  /** by length: shape (n,), words by their first position */
  readonly #ids: Int32Array[] = [];
  /** by length: positions after each synchronising word, most frequent first */
  readonly #synchronising: Map<string, Int32Array>[] = [];

  constructor(view: WordView) {
    this.#view = view;
    this.#words = KGramIds.start(view.symbols, view.segmentEnds, view.alphabetSize);
  }

  /** Tries words one symbol longer, starting with the empty one; false when none occurs often enough. */
  extend(): boolean {
    const { symbols } = this.#view;
    const length = this.#synchronising.length;
    const synchronising = new Map<string, Int32Array>();
    this.#synchronising.push(synchronising);
    if (length === 0) {
      const everywhere = Int32Array.from({ length: symbols.length }, (_, i) => i);
      this.#ids.push(new Int32Array(symbols.length));
      if (pastPValue(this.#view, everywhere, 0) >= synchronisedFrom) synchronising.set("0:0", everywhere);
      return true;
    }
    while (this.#words.order < length) this.#words.extend();
    this.#ids.push(this.#words.ids.slice());
    const frequent = Array.from(this.#words.counts, (count, id) => ({ id, count }))
      .filter(({ count }) => count >= leastOccurrences)
      .sort((a, b) => b.count - a.count || a.id - b.id)
      .slice(0, wordsTried);
    const lists = new Map(frequent.map(({ id, count }) => [id, { places: new Int32Array(count), count: 0 }]));
    const { segmentStarts } = this.#view;
    for (let i = 0; i + length < symbols.length; i++) {
      const list = lists.get(this.#words.ids[i]!);
      const place = i + length;
      if (list !== undefined && segmentStarts[place] === segmentStarts[i]) list.places[list.count++] = place;
    }
    for (const [id, list] of lists) {
      const places = list.places.subarray(0, list.count);
      if (pastPValue(this.#view, places, length) >= synchronisedFrom)
        synchronising.set(`${length}:${id}`, places);
    }
    return frequent.length > 0;
  }

  /** Names of the synchronising words of one length, most frequent first. */
  words(length: number): string[] {
    return [...this.#synchronising[length]!.keys()];
  }

  nameBefore(place: number, known: number): string | undefined {
    for (let length = 0; length <= known && length < this.#ids.length; length++) {
      const name = `${length}:${this.#ids[length]![place - length]}`;
      if (this.#synchronising[length]!.has(name)) return name;
    }
    return undefined;
  }

  placesAfter(name: string): Int32Array {
    return this.#synchronising[Number(name.slice(0, name.indexOf(":")))]!.get(name)!;
  }
}

/** A machine reconstructed from a sequence. */
export interface CausalStates {
  readonly shape: MachineShape;
  readonly run: MachineRun;
  /** symbols of the word after which the state is known */
  readonly wordLength: number;
  /** C_mu: entropy of the states as visited, bits */
  readonly complexity: number;
  /** half-width of its 95 % interval by batch means, given the states */
  readonly halfWidth: number;
  /** least p-value that past and future are independent given the state */
  readonly adequacy: number;
}

/** A machine is adequate from this p-value on. */
const adequateFrom = 1e-3;
/** Bits by which the complexity on three quarters of the sequence may be smaller. */
const drift = 0.05;
/** Prices of a free probability where contexts are merged, in units of half a log2 n. */
const prices = [1, 1 / 2, 1 / 4];
/** Least share of the symbols that a machine must read in a known state; the others cost as much as noise. */
const leastRead = 1 / 4;
/** Lengths without improvement after which the search ends. */
const mostStalled = 2;
/** Bits, in units of log2 n, by which a plain chain may beat a machine because of the ends of segments. */
const margin = 2;

/**
 * Causal states by reconstruction: for words after which the past no longer matters, shortest first, machines are grown from
 * the positions that follow; and the last 1, 2, ... symbols, or the phases of a period, are merged into states. The shortest
 * description wins. It is accepted if, given its state, the past has no further information, if no plain chain is shorter, and
 * if three quarters of the sequence give the same complexity and the same laws.
 *
 * @param symbols shape (n,), each below `alphabetSize`, all of which occur
 * @param segmentEnds ascending, the last one n; no word crosses a segment end
 * @param profile block statistics of orders 1, 2, ... of the same symbols
 * @param period approximate period of the symbols; default: none
 * @returns the machine, or why none was accepted
 * Cost: some hundred passes.
 * Source: Crutchfield & Young 1989, Phys. Rev. Lett. 63; Shalizi & Klinkner 2004, UAI 20 (splitting by tests); Chattopadhyay &
 * Lipson 2013, Philos. Trans. R. Soc. A 371, 20110543 (synchronising words).
 */
export function causalStates(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
  profile: readonly BlockStatistics[],
  period?: number,
): CausalStates | { readonly reason: string } {
  const view = wordView(symbols, segmentEnds, alphabetSize);
  const part = Math.floor(0.75 * symbols.length);
  const ends = [...Array.from(segmentEnds).filter((end) => end < part), part];
  const before = shortestMachine(wordView(symbols.subarray(0, part), ends, alphabetSize), period);
  // Dependence in three quarters of the symbols does not disappear with more.
  const found =
    before !== undefined && before.adequacy < adequateFrom ? before : shortestMachine(view, period, before);
  if (found === undefined) return { reason: `no machine of up to ${mostStates} states` };
  const { states } = found.shape;
  if (found.adequacy < adequateFrom)
    return {
      reason: `the best machine, with ${statesText(states)}, does not capture all dependence on the past`,
    };
  const chain = chainBits(symbols.length, profile);
  if (chain.bits < found.run.dataBits - margin * Math.log2(symbols.length)) {
    return {
      reason: `a chain of order ${chain.order} predicts better than the best machine, with ${statesText(states)}`,
    };
  }
  if (before === undefined || found.complexity - before.complexity > drift) {
    return {
      reason: `${statesText(states)}, but ${before?.shape.states ?? "none"} from three quarters of the symbols`,
    };
  }
  if (stationarityPValue(found, view, part) < adequateFrom) {
    return {
      reason: `${statesText(states)}, but with other distributions from three quarters of the symbols`,
    };
  }
  return found;
}

/**
 * Least p-value of the hypotheses that each state has one law before and after a position, and that the state is lost as often.
 */
function stationarityPValue(
  { shape: { states }, run }: CausalStates,
  { segmentStarts, symbols, alphabetSize }: WordView,
  place: number,
): number {
  const tables = Array.from({ length: states }, () => new Float64Array(2 * alphabetSize));
  const lost = new Float64Array(4);
  let isKnown = false;
  for (let i = 0; i < symbols.length; i++) {
    const state = run.states[i]!;
    isKnown = state >= 0 || (isKnown && segmentStarts[i] !== i);
    const part = i < place ? 0 : 1;
    if (state >= 0) tables[state]![part * alphabetSize + symbols[i]!]!++;
    if (isKnown) lost[2 * part + (state < 0 ? 1 : 0)]!++;
  }
  const least = smallestOf([
    independencePValue(lost, 2, 2),
    ...tables.map((table) => independencePValue(table, 2, alphabetSize)),
  ]);
  return Math.min(1, least * (states + 1));
}

/** From this p-value on, the state is taken to have all information of the past; below, a larger machine may be the true one. */
const allKnownFrom = 0.05;
/** Chance that any two states of one future seem to differ. */
const falselyDifferent = 1e-3;

/**
 * Whether a machine is shown to be minimal: any two states differ in the next symbol or lead to states that do, and nothing
 * suggests that the past adds to the state. Then the entropy of its states is no more than C_mu: states of the process may have been
 * merged, but none was split.
 */
export function isShownMinimal({
  shape: { states, next },
  run: { counts },
  adequacy,
}: CausalStates): boolean {
  if (adequacy < allKnownFrom) return false;
  const alphabetSize = counts.length / states;
  const rowOf = (state: number) => counts.subarray(state * alphabetSize, (state + 1) * alphabetSize);
  const alike = new Set<number>();
  const level = falselyDifferent / ((states * (states - 1)) / 2);
  for (let a = 0; a < states; a++)
    for (let b = 0; b < a; b++) {
      const table = Float64Array.of(...rowOf(a), ...rowOf(b));
      if (independencePValue(table, 2, alphabetSize) >= level) alike.add(a * states + b);
    }
  const differ = (a: number, b: number) => a !== b && !alike.has(Math.max(a, b) * states + Math.min(a, b));
  const lead = (a: number, b: number, symbol: number) => {
    const [one, other] = [a * alphabetSize + symbol, b * alphabetSize + symbol];
    const seen = Math.min(counts[one]!, counts[other]!) >= leastPlaces;
    return seen && differ(next[one]!, next[other]!);
  };
  for (let before = -1; before !== alike.size; ) {
    before = alike.size;
    for (const pair of alike) {
      const [a, b] = [Math.floor(pair / states), pair % states];
      for (let symbol = 0; symbol < alphabetSize; symbol++) if (lead(a, b, symbol)) alike.delete(pair);
    }
  }
  return alike.size === 0;
}

const statesText = (count: number): string => plural(count, "state");

/** A machine without its complexity. */
type Candidate = Omit<CausalStates, "complexity" | "halfWidth">;

/** The shortest of the machines that were considered. */
class ShortestMachine {
  readonly #view: WordView;
  #shortest: Candidate | undefined;
  /** the shortest one that is adequate: after its states the past has no further information */
  #adequate: Candidate | undefined;

  constructor(view: WordView) {
    this.#view = view;
  }

  /**
   * Considers a machine, and the same with states merged, since the tests that separate them may err.
   *
   * @param known shape (n,): the state at each position where the preceding symbols show it, else -1
   */
  add(shape: MachineShape, known: Int32Array, wordLength: number): void {
    const { states: at, counts } = this.#read(shape, known, wordLength);
    const next = shape.next.map((to, edge) => (counts[edge] === 0 ? -1 : to));
    this.merge({ at, count: shape.states, next }, wordLength);
  }

  #read(shape: MachineShape, known: Int32Array, wordLength: number): MachineRun {
    const run = runMachine(this.#view, shape, known);
    if (run.counts.reduce((sum, one) => sum + one, 0) < leastRead * known.length) return run;
    const [shortest, adequate] = [this.#shortest, this.#adequate];
    const isShorter = (than: Candidate | undefined) => than === undefined || run.bits < than.run.bits;
    if (!isShorter(shortest) && (!isShorter(adequate) || run.bits > this.#costOfState(shortest!))) return run;
    const one = { shape, run, wordLength, adequacy: adequacyPValue(this.#view, shape, run) };
    if (isShorter(shortest)) this.#shortest = one;
    if (one.adequacy >= adequateFrom && isShorter(adequate)) this.#adequate = one;
    return run;
  }

  /** Considers contexts that are merged into states. */
  merge(contexts: Contexts, wordLength: number): void {
    const { alphabetSize } = this.#view;
    let before = contexts.count + 1;
    for (const price of prices) {
      const { states, of } = mergedStates(this.#view, contexts, price);
      // An unchanged number of states usually means the same states.
      if (states > mostStates || states === before) continue;
      before = states;
      const next = new Int32Array(states * alphabetSize).fill(-1);
      for (const [edge, to] of contexts.next.entries())
        if (to >= 0)
          next[of[Math.floor(edge / alphabetSize)]! * alphabetSize + (edge % alphabetSize)] = of[to]!;
      const known = contexts.at.map((context) => (context < 0 ? -1 : of[context]!));
      this.#read({ states, next }, known, wordLength);
    }
  }

  /** Whether the shortest machine is adequate. */
  get isAdequate(): boolean {
    return this.#shortest !== undefined && this.#shortest === this.#adequate;
  }

  /** Whether longer words are no longer worth trying. */
  isFound(length: number): boolean {
    return this.isAdequate && length > this.#shortest!.wordLength + mostStalled;
  }

  /** The shortest machine, or an adequate one that costs at most one state more. */
  get found(): CausalStates | undefined {
    const [shortest, adequate] = [this.#shortest, this.#adequate];
    if (shortest === undefined) return undefined;
    const found =
      adequate !== undefined && adequate.run.bits <= this.#costOfState(shortest) ? adequate : shortest;
    return { ...found, ...stateEntropy(found.run, found.shape.states) };
  }

  /** Cost of a machine with one more state that all symbols may follow, bits. */
  #costOfState({ run, shape }: Candidate): number {
    const { symbols, alphabetSize } = this.#view;
    return (
      run.bits +
      ((alphabetSize - 1) / 2) * Math.log2(symbols.length) +
      alphabetSize * Math.log2(shape.states + 1)
    );
  }
}

/** @param also a machine of a part of the sequence */
function shortestMachine(
  view: WordView,
  period: number | undefined,
  also?: CausalStates,
): CausalStates | undefined {
  const synchronising = new SynchronisingWordList(view);
  const machines = new ShortestMachine(view);
  if (also !== undefined) machines.add(also.shape, likelyStarts(view, also), also.wordLength);
  for (let length = 0; length <= longestWord && synchronising.extend(); length++) {
    if (machines.isFound(length)) break;
    for (const [i, word] of synchronising.words(length).slice(0, wordsGrown).entries()) {
      if (i >= fewestGrown && machines.isAdequate) break;
      const known = new Int32Array(view.symbols.length).fill(-1);
      for (const place of synchronising.placesAfter(word)) known[place] = 0;
      for (const level of [1e-2, 1e-4, 1e-8]) {
        const shape = growMachine(view, synchronising, word, length, level);
        if (shape !== undefined) machines.add(shape, known, length);
      }
    }
  }
  if (period !== undefined && period <= mostStates) machines.merge(placesIn(view, period), 0);
  for (let order = 1; order <= longestWord && !machines.isFound(order); order++) {
    const contexts = lastSymbols(view, order);
    if (contexts === undefined) break;
    machines.merge(contexts, order);
  }
  return machines.found;
}

/** The most likely initial state of each segment at its start, and -1 elsewhere. */
function likelyStarts(
  { symbols, segmentEnds, alphabetSize }: WordView,
  { shape: { states, next }, run: { counts } }: CausalStates,
): Int32Array {
  const totals = Float64Array.from({ length: states }, (_, state) =>
    counts.subarray(state * alphabetSize, (state + 1) * alphabetSize).reduce((sum, one) => sum + one, 0),
  );
  const bits = counts.map((count, edge) => Math.log2(totals[Math.floor(edge / alphabetSize)]! / count));
  const known = new Int32Array(symbols.length).fill(-1);
  for (const [start, end] of segmentsOf(segmentEnds)) {
    let least = Number.POSITIVE_INFINITY;
    for (let first = 0; first < states; first++) {
      let [state, paid] = [first, 0];
      for (let i = start; i < end && state >= 0 && paid < least; i++) {
        const edge = state * alphabetSize + symbols[i]!;
        state = counts[edge] === 0 ? -1 : next[edge]!;
        // After its end, the rest costs as much as noise.
        paid += state < 0 ? (end - i) * Math.log2(alphabetSize) : bits[edge]!;
      }
      if (paid >= least) continue;
      least = paid;
      known[start] = first;
    }
  }
  return known;
}

/** The best description by a chain whose states are words of k symbols: n h(k + 1) and half a log2 n per parameter. */
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

/** Entropy of the visited states; its error is that of the mean of -log2 of the share of each state. */
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
  // A cycle of states has an error only at its ends.
  const ends = (count * Math.log2(known.length)) / known.length;
  return { complexity, halfWidth: studentQuantile(confidenceLevel, errorParts - 1) * error + ends };
}

/** The result of reading the sequence with a machine. */
interface MachineRun {
  /** shape (n,): the state in which each symbol was read, -1 before it was known */
  readonly states: Int32Array;
  /** shape (states, A): counts of the symbols read in each state */
  readonly counts: Float64Array;
  /** description length in bits of the sequence and the probabilities */
  readonly dataBits: number;
  /** the same with the transitions */
  readonly bits: number;
}

/**
 * Reads a sequence with a machine. The state is unknown until the symbols show it, and again after a symbol that the machine
 * never saw in its state.
 *
 * @param known shape (n,): the state at each position where the preceding symbols show it, else -1
 * Cost: O(n).
 * Source: Schwarz 1978, Ann. Statist. 6 (half a log2 n for each free probability).
 */
export function runMachine(view: WordView, shape: MachineShape, known: Int32Array): MachineRun {
  const { symbols, alphabetSize, segmentStarts } = view;
  const n = symbols.length;
  const states = new Int32Array(n);
  const counts = new Float64Array(shape.states * alphabetSize);
  let state = -1;
  let unknown = 0;
  for (let i = 0; i < n; i++) {
    if (segmentStarts[i] === i) state = -1;
    if (state < 0) state = known[i]!;
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
 * Least p-value, over all states, of the hypothesis that the past is irrelevant given the state: whether the machine is
 * adequate.
 */
export function adequacyPValue(view: WordView, shape: MachineShape, run: MachineRun): number {
  const sizes = new Int32Array(shape.states);
  for (const state of run.states) if (state >= 0) sizes[state]!++;
  const places = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  for (let i = 0; i < run.states.length; i++) {
    const state = run.states[i]!;
    if (state >= 0) places[state]![sizes[state]!++] = i;
  }
  const least = smallestOf(places.map((own) => pastPValue(view, own, 0)));
  return Math.min(1, least * shape.states);
}

/** The reconstructed machine with its observed probabilities; undefined where it is not one closed class. */
export function machineOf({ shape, run }: CausalStates, counts = run.counts): Machine | undefined {
  const alphabetSize = counts.length / shape.states;
  const edges: Edge[] = [];
  for (let from = 0; from < shape.states; from++) {
    const own = counts.subarray(from * alphabetSize, (from + 1) * alphabetSize);
    // Edges that were never seen have probability 0, or NaN; they are dropped.
    const total = own.reduce((sum, count) => sum + count, 0);
    for (let symbol = 0; symbol < alphabetSize; symbol++) {
      const to = shape.next[from * alphabetSize + symbol]!;
      edges.push({ from, symbol, to, probability: own[symbol]! / total });
    }
  }
  return createMachine(alphabetSize, shape.states, edges);
}

/**
 * The machine with its observed probabilities outside of each of some stretches.
 *
 * @param symbols shape (n,), in which the machine was found
 */
export function machinesWithout(
  found: CausalStates,
  symbols: Symbols,
  stretches: number,
): (Machine | undefined)[] {
  const { states, counts } = found.run;
  const alphabetSize = counts.length / found.shape.states;
  return Array.from({ length: stretches }, (_, k) => {
    const left = counts.slice();
    const end = Math.floor(((k + 1) * symbols.length) / stretches);
    for (let i = Math.floor((k * symbols.length) / stretches); i < end; i++)
      if (states[i]! >= 0) left[states[i]! * alphabetSize + symbols[i]!]!--;
    return machineOf(found, left);
  });
}
