import type { Random } from "../core/random.ts";
import { allocateSymbols, type SymbolSequence, type Symbols } from "../core/sequence.ts";

/** Separators are among the most frequent symbols. */
const mostCandidates = 24;
const mostSeparators = 8;
/** They are chosen on the first symbols, */
const searched = 16_384;
/** the first one where it alone costs at most this share of what all may, */
const promising = 1.8;
/** each further one where it saves this share. */
const worthwhile = 0.005;
/** Farther from a separator, and after more of its kind, places are one. */
const farthest = 127;
const side = farthest + 1;
/** Where there are more places, symbols are in no records. */
const mostPlaces = 4096;

/**
 * A twin that keeps no more of a sequence than the places in its records: each symbol is drawn from those in the same place,
 * after the same symbol or in a field that begins alike where that costs less. A place is told by the last separator, how many
 * of its kind the record has had and how far back it is; separators may be any symbols. It is a twin of tables whose fields are
 * drawn at random; of text there is none.
 *
 * @param limit bits a symbol that a place may cost, names of places and frequencies of symbols included
 * @param random a stream of its own
 * @returns undefined where places cost more
 * Cost: 24 passes over the first 16,384 symbols, some 100 where records are found, and then some five over all of them.
 */
export function recordTwin(
  sequence: SymbolSequence,
  limit: number,
  random: Random,
): SymbolSequence | undefined {
  const separators = separatorsOf(sequence, limit);
  if (separators.length === 0) return undefined;
  const places = placesOf(sequence, separators, sequence.symbols.length);
  if (places === undefined) return undefined;
  const { bits, chosen } = lawOf(sequence, places);
  return bits <= limit ? drawn(sequence, separators, places, chosen, random) : undefined;
}

/** The separators by which symbols cost least; the first one begins records. None where the first one saves too little. */
function separatorsOf(sequence: SymbolSequence, limit: number): number[] {
  const { symbols, alphabetSize } = sequence;
  const n = Math.min(searched, symbols.length);
  const counts = new Int32Array(alphabetSize);
  for (let at = 0; at < n; at++) counts[symbols[at]!]!++;
  const order = Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const candidates = new Set(order.slice(0, mostCandidates));
  const costOf = placeCosts(sequence, n);
  const chosen: number[] = [];
  let most = promising * limit;
  while (chosen.length < mostSeparators) {
    let best: number | undefined;
    for (const candidate of candidates) {
      const cost = costOf([...chosen, candidate]);
      if (cost < most) [best, most] = [candidate, cost];
    }
    if (best === undefined) break;
    chosen.push(best);
    candidates.delete(best);
    most *= 1 - worthwhile;
  }
  return chosen;
}

/** Places of symbols in their records, as a walk along them finds them. */
class Walk {
  /** shape (A,): index of a separator, or -1 */
  readonly #index: Int8Array;
  readonly #counts: Int32Array;
  #last = -1;
  #distance = 0;
  #first = 0;

  constructor(separators: readonly number[], alphabetSize: number) {
    this.#index = new Int8Array(alphabetSize).fill(-1);
    this.#counts = new Int32Array(separators.length);
    separators.forEach((symbol, i) => {
      this.#index[symbol] = i;
    });
  }

  /** Nothing is known before the next record. */
  restart(): void {
    this.#last = -1;
  }

  /** Below `separators.length * side * side`; -1 where no record has begun. */
  get place(): number {
    if (this.#last < 0) return -1;
    return (this.#last * side + Math.min(farthest, this.#counts[this.#last]!)) * side + this.#distance;
  }

  /** The first symbol after the last separator; one from before where there is none yet. */
  get first(): number {
    return this.#first;
  }

  step(symbol: number): void {
    const separator = this.#index[symbol]!;
    if (this.#distance === 0) this.#first = symbol;
    if (separator < 0) {
      if (this.#distance < farthest) this.#distance++;
      return;
    }
    if (separator === 0) this.#counts.fill(0);
    else if (this.#last < 0) return;
    this.#counts[separator]!++;
    this.#last = separator;
    this.#distance = 0;
  }
}

/** Numbered places of the first n symbols. */
interface Places {
  /** shape (n,): the number of a place; -1 before the first record of a segment */
  readonly of: Int32Array;
  /** shape (n,): the first symbol of its field */
  readonly first: Symbols;
  readonly count: number;
  /** number of each place of a walk, or -1 */
  readonly numbers: Int32Array;
}

function placesOf(
  { symbols, alphabetSize, segmentEnds }: SymbolSequence,
  separators: readonly number[],
  n: number,
): Places | undefined {
  const walk = new Walk(separators, alphabetSize);
  const numbers = new Int32Array(separators.length * side * side).fill(-1);
  const of = new Int32Array(n);
  const first = allocateSymbols(n, alphabetSize);
  let [at, count] = [0, 0];
  for (const end of segmentEnds) {
    walk.restart();
    for (const stop = Math.min(end, n); at < stop; at++) {
      const { place } = walk;
      if (place >= 0 && numbers[place]! < 0) numbers[place] = count++;
      of[at] = place < 0 ? -1 : numbers[place]!;
      first[at] = walk.first;
      walk.step(symbols[at]!);
    }
    if (count > mostPlaces) return undefined;
  }
  return { of, first, count, numbers };
}

/** What the first n symbols cost by the places that separators give, bits a symbol. */
function placeCosts(sequence: SymbolSequence, n: number): (separators: readonly number[]) => number {
  const { symbols, alphabetSize } = sequence;
  const counts = new Int32Array(mostPlaces * alphabetSize);
  return (separators) => {
    const places = placesOf(sequence, separators, n);
    if (places === undefined) return Number.POSITIVE_INFINITY;
    counts.fill(0, 0, places.count * alphabetSize);
    let known = 0;
    for (let at = 0; at < n; at++) {
      const place = places.of[at]!;
      if (place < 0) continue;
      counts[place * alphabetSize + symbols[at]!]!++;
      known++;
    }
    let bits = 0;
    for (let place = 0; place < places.count; place++)
      bits += codeBits(counts, place * alphabetSize, (place + 1) * alphabetSize, alphabetSize);
    // What stands before the first record of a segment is known of none, and may not be most of it.
    return known < n / 2 ? Number.POSITIVE_INFINITY : bits / known;
  };
}

/** What a symbol may depend on beside its place: nothing, the symbol before, the first one of its field, or both. */
const contexts: readonly ((before: number, first: number, alphabetSize: number) => number)[] = [
  () => 0,
  (before) => before,
  (_, first) => first,
  (before, first, alphabetSize) => before * alphabetSize + first,
];

/** What costs least for each place, shape (places,), and what a symbol costs then, bits. */
function lawOf({ symbols, alphabetSize }: SymbolSequence, { of, first, count }: Places) {
  const square = alphabetSize * alphabetSize;
  const costs = contexts.map((contextOf) => {
    const keys = new Float64Array(symbols.length);
    let known = 0;
    for (let at = 0; at < symbols.length; at++) {
      if (of[at]! < 0) continue;
      const context = contextOf(symbols[at - 1]!, first[at]!, alphabetSize);
      keys[known++] = (of[at]! * square + context) * alphabetSize + symbols[at]!;
    }
    return contextBits(keys.subarray(0, known), count, alphabetSize);
  });
  let bits = 0;
  const chosen = Uint8Array.from({ length: count }, (_, place) => {
    const paid = costs.map((cost) => cost[place]!);
    const least = Math.min(...paid);
    bits += least;
    return paid.indexOf(least);
  });
  return { bits: bits / of.reduce((known, place) => known + (place < 0 ? 0 : 1), 0), chosen };
}

/**
 * What the symbols of each place cost, shape (places,).
 *
 * @param keys (place * A^2 + context) * A + symbol, of all symbols; sorted in place
 */
function contextBits(keys: Float64Array, count: number, alphabetSize: number): Float64Array {
  keys.sort();
  const square = alphabetSize * alphabetSize;
  const bits = new Float64Array(count);
  const run: number[] = [];
  for (let i = 0; i < keys.length; i++) {
    if (keys[i] === keys[i - 1]) run[run.length - 1]!++;
    else run.push(1);
    const context = Math.floor(keys[i]! / alphabetSize);
    if (Math.floor((keys[i + 1] ?? -1) / alphabetSize) === context) continue;
    bits[Math.floor(context / square)]! += codeBits(run, 0, run.length, alphabetSize);
    run.length = 0;
  }
  return bits;
}

/** What symbols cost with the names of the different ones and their frequencies, bits. */
function codeBits(counts: ArrayLike<number>, from: number, to: number, alphabetSize: number): number {
  let [total, different, own] = [0, 0, 0];
  for (let a = from; a < to; a++) {
    const count = counts[a]!;
    if (count === 0) continue;
    total += count;
    different++;
    own += count * Math.log2(count);
  }
  if (total === 0) return 0;
  const log = Math.log2(total);
  return total * log - own + ((different - 1) / 2) * log + different * Math.log2(alphabetSize);
}

/** Each segment anew; what stands before its first record stays. */
function drawn(
  { symbols, alphabetSize, segmentEnds, ...rest }: SymbolSequence,
  separators: readonly number[],
  { of, first, numbers }: Places,
  chosen: Uint8Array,
  random: Random,
): SymbolSequence {
  const keyOf = (place: number, before: number, start: number) =>
    place * alphabetSize * alphabetSize + contexts[chosen[place]!]!(before, start, alphabetSize);
  const pools = new Map<number, number[]>();
  for (let at = 0; at < symbols.length; at++) {
    if (of[at]! < 0) continue;
    const key = keyOf(of[at]!, symbols[at - 1]!, first[at]!);
    const pool = pools.get(key);
    if (pool === undefined) pools.set(key, [symbols[at]!]);
    else pool.push(symbols[at]!);
  }
  const twin = allocateSymbols(symbols.length, alphabetSize);
  const walk = new Walk(separators, alphabetSize);
  let at = 0;
  for (const end of segmentEnds) {
    walk.restart();
    for (; at < end; at++) {
      const { place } = walk;
      const number = place < 0 ? -1 : numbers[place]!;
      // Chance may lead to a place where nothing was.
      const pool = number < 0 ? undefined : pools.get(keyOf(number, twin[at - 1]!, walk.first));
      twin[at] = pool === undefined ? symbols[at]! : pool[random.below(pool.length)]!;
      walk.step(twin[at]!);
    }
  }
  return { ...rest, symbols: twin, alphabetSize, segmentEnds };
}
