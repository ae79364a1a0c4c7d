import type { Random } from "../core/random.ts";
import { allocateSymbols, type SymbolSequence } from "../core/sequence.ts";

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
 * after the same symbol where that costs less. A place is told by the last separator, how many of its kind the record has had
 * and how far back it is; separators may be any symbols. It is a twin of tables whose fields are drawn at random; of text
 * there is none.
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
  const { bits, dependent } = lawOf(sequence, places);
  return bits <= limit ? drawn(sequence, separators, places, dependent, random) : undefined;
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

  step(symbol: number): void {
    const separator = this.#index[symbol]!;
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
  let [at, count] = [0, 0];
  for (const end of segmentEnds) {
    walk.restart();
    for (const stop = Math.min(end, n); at < stop; at++) {
      const { place } = walk;
      if (place >= 0 && numbers[place]! < 0) numbers[place] = count++;
      of[at] = place < 0 ? -1 : numbers[place]!;
      walk.step(symbols[at]!);
    }
    if (count > mostPlaces) return undefined;
  }
  return { of, count, numbers };
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

/** Whether the symbol before counts, for each place, and what a symbol costs, bits. */
function lawOf({ symbols, alphabetSize }: SymbolSequence, { of, count }: Places) {
  const keys = new Float64Array(symbols.length);
  const alone = new Int32Array(count * alphabetSize);
  let known = 0;
  for (let at = 0; at < symbols.length; at++) {
    const place = of[at]!;
    if (place < 0) continue;
    alone[place * alphabetSize + symbols[at]!]!++;
    keys[known++] = (place * alphabetSize + symbols[at - 1]!) * alphabetSize + symbols[at]!;
  }
  const sorted = keys.subarray(0, known).sort();
  const given = new Float64Array(count);
  const run: number[] = [];
  for (let i = 0; i < known; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) run[run.length - 1]!++;
    else run.push(1);
    const context = Math.floor(sorted[i]! / alphabetSize);
    if (i + 1 < known && Math.floor(sorted[i + 1]! / alphabetSize) === context) continue;
    given[Math.floor(context / alphabetSize)]! += codeBits(run, 0, run.length, alphabetSize);
    run.length = 0;
  }
  const dependent = new Uint8Array(count);
  let bits = 0;
  for (let place = 0; place < count; place++) {
    const without = codeBits(alone, place * alphabetSize, (place + 1) * alphabetSize, alphabetSize);
    dependent[place] = given[place]! < without ? 1 : 0;
    bits += Math.min(given[place]!, without);
  }
  return { bits: bits / known, dependent };
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
  { of, numbers }: Places,
  dependent: Uint8Array,
  random: Random,
): SymbolSequence {
  const contextOf = (place: number, before: number) =>
    place * (alphabetSize + 1) + (dependent[place] === 1 ? before : alphabetSize);
  const pools = new Map<number, number[]>();
  for (let at = 0; at < symbols.length; at++) {
    if (of[at]! < 0) continue;
    const context = contextOf(of[at]!, symbols[at - 1]!);
    const pool = pools.get(context);
    if (pool === undefined) pools.set(context, [symbols[at]!]);
    else pool.push(symbols[at]!);
  }
  const twin = allocateSymbols(symbols.length, alphabetSize);
  const walk = new Walk(separators, alphabetSize);
  let at = 0;
  for (const end of segmentEnds) {
    walk.restart();
    for (; at < end; at++) {
      const { place } = walk;
      const pool = place < 0 ? undefined : pools.get(contextOf(numbers[place]!, twin[at - 1]!));
      // Chance may lead to a place where nothing was.
      twin[at] = pool === undefined ? symbols[at]! : pool[random.below(pool.length)]!;
      walk.step(twin[at]!);
    }
  }
  return { ...rest, symbols: twin, alphabetSize, segmentEnds };
}
