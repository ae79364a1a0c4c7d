import { futureCounts, sameFuture, type WordView } from "./word-view.ts";

/** Where each state goes on each symbol. */
export interface MachineShape {
  readonly states: number;
  /** shape (states, A): next state, -1 where the symbol was never seen there */
  readonly next: Int32Array;
}

/** States beyond this number are not reconstructed. */
export const mostStates = 128;
/** Places that a node needs to be a state of its own. */
const leastPlaces = 50;

/** Words after which the past no longer matters. */
export interface SettlingWords {
  /** a name of the shortest such word that ends before a place, among the last `known` symbols; undefined: none does */
  nameBefore(place: number, known: number): string | undefined;
  /** all places that follow a word */
  placesAfter(name: string): Int32Array;
}

/**
 * Causal states reached from one: the places after a word that settles the state are followed symbol by symbol, and a
 * set of places whose futures have the law of a known state belongs to it. Where a shorter word settles the state
 * already, all places after that word are taken.
 *
 * @param root name of the word
 * @param length symbols of that word
 * @param level at which two futures are told apart
 * @returns undefined with more than 128 states
 * Source: Chattopadhyay & Lipson 2013, Philos. Trans. R. Soc. A 371, 20110543 (states from a synchronising word).
 */
export function growMachine(
  view: WordView,
  settling: SettlingWords,
  root: string,
  length: number,
  level: number,
): MachineShape | undefined {
  const first = settling.placesAfter(root);
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
      const word = settling.nameBefore(own[0]!, known);
      const before = word === undefined ? undefined : stateOfWord.get(word);
      if (before !== undefined) {
        next.push(before);
        continue;
      }
      const places = word === undefined ? own : settling.placesAfter(word);
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

/** The known state whose futures are most alike; -1 where none reaches the level. */
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
  }
  return best;
}

/** Shape (A, *): places one step on, by the symbol that stands before them. */
function followed({ symbols, segmentStarts, alphabetSize }: WordView, places: Int32Array): Int32Array[] {
  const goesOn = (place: number): boolean =>
    place + 1 < symbols.length && segmentStarts[place + 1] === segmentStarts[place];
  const ends = new Int32Array(alphabetSize);
  for (const place of places) if (goesOn(place)) ends[symbols[place]!]!++;
  for (let symbol = 1; symbol < alphabetSize; symbol++) ends[symbol]! += ends[symbol - 1]!;
  const kept = new Int32Array(ends.at(-1)!);
  // From the last, so that each end comes to be a start.
  for (let at = places.length - 1; at >= 0; at--) {
    const place = places[at]!;
    if (goesOn(place)) kept[--ends[symbols[place]!]!] = place + 1;
  }
  return Array.from(ends, (start, symbol) => kept.subarray(start, ends[symbol + 1]));
}
