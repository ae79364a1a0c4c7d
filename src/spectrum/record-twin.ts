import type { Random } from "../core/random.ts";
import { allocateSymbols, type SymbolSequence, type Symbols } from "../core/sequence.ts";
import { compactAlphabet, countSymbols } from "../statistics/alphabet.ts";

/** Separators are among the most frequent symbols. */
const mostCandidates = 24;
const mostSeparators = 8;
/** Length of the beginning on which they are chosen; 16 bits count it. */
const searchLength = 16_384;
/**
 * The first separator is accepted if it alone costs at most this factor of the limit, two and more if they cost at most this,
 */
const firstLimit = 1.6;
const pairLimit = 1.3;
/** and each further one if it saves this share. In tables the first costs up to 1.4, two cost up to 1.1. */
const leastSaving = 0.005;
/** Positions farther from a separator, or after more of its kind, are merged. */
const farthest = 127;
const side = farthest + 1;
/** With more positions symbols do not form records. */
const mostPlaces = 4096;

/**
 * A twin that preserves only the positions of symbols in the records of a sequence: each symbol is drawn from those at the same
 * position, after the same symbol or in a field with the same beginning where that is cheaper. A position is given by the last
 * separator, the number of its kind in the record and the distance to it; separators may be any symbols. It is a twin of tables
 * whose fields are random; a text has none.
 *
 * @param limit bits a symbol that positions may cost, with names of positions and frequencies of symbols
 * @param random a stream of its own
 * @returns undefined where positions cost more
 * Cost: 24 passes over the first 16,384 symbols, some 100 where records are found, and then some five over all of them.
 */
export function recordTwin(
  sequence: SymbolSequence,
  limit: number,
  random: Random,
): SymbolSequence | undefined {
  const separators = separatorsOf(sequence, limit);
  if (separators.length === 0) return undefined;
  const places = placesOf(sequence, separators);
  if (places === undefined) return undefined;
  const { bits, chosen } = lawOf(sequence, places);
  return bits <= limit ? drawn(sequence, separators, places, chosen, random) : undefined;
}

/** The separators under which symbols cost least; the first one begins records. None where they save too little. */
function separatorsOf(sequence: SymbolSequence, limit: number): number[] {
  const n = Math.min(searchLength, sequence.symbols.length);
  const found = compactAlphabet(sequence.symbols.subarray(0, n), sequence.alphabetSize);
  const begun = { ...found, segmentEnds: sequence.segmentEnds, nameBits: Math.log2(sequence.alphabetSize) };
  const counts = countSymbols(found.symbols, found.alphabetSize);
  const order = Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const candidates = order.slice(0, mostCandidates);
  const held = new Uint16Array(side * begun.alphabetSize);
  let bits = firstLimit * limit;
  const chosen: number[] = [];
  for (const symbol of candidates) {
    const own = distanceCost(begun, symbol, bits, held);
    // Ties go to the first.
    if (own < bits || (own === bits && chosen.length === 0)) [bits, chosen[0]] = [own, symbol];
  }
  if (chosen.length === 0) return [];
  const costOf = placeCosts(begun);
  while (chosen.length < mostSeparators) {
    const costs = candidates.map((symbol) =>
      chosen.includes(symbol) ? Number.POSITIVE_INFINITY : costOf([...chosen, symbol]),
    );
    const least = Math.min(...costs);
    if (least > (1 - leastSaving) * bits) break;
    bits = least;
    if (bits > pairLimit * limit) return [];
    chosen.push(candidates[costs.indexOf(bits)]!);
  }
  return chosen.map((symbol) => found.originals[symbol]!);
}

/** The symbols on which separators are chosen, renumbered to those that occur. */
interface Beginning {
  /** shape (n,) */
  readonly symbols: Symbols;
  readonly alphabetSize: number;
  readonly segmentEnds: SymbolSequence["segmentEnds"];
  /** bits that name one symbol of the whole alphabet */
  readonly nameBits: number;
}

/**
 * Cost of symbols given their distance to the last separator, bits a symbol; infinite above `most`.
 *
 * @param counts scratch space, shape (side * A,): a closure per text would be compiled for each
 */
function distanceCost(
  { symbols, alphabetSize, segmentEnds, nameBits }: Beginning,
  symbol: number,
  most: number,
  counts: Uint16Array,
): number {
  counts.fill(0);
  const n = symbols.length;
  let [start, known] = [0, 0];
  for (const end of segmentEnds) {
    const stop = Math.min(end, n);
    const first = symbols.subarray(start, stop).indexOf(symbol);
    if (first >= 0) {
      countDistances(symbols, start + first + 1, stop, symbol, alphabetSize, counts);
      known += stop - start - first - 1;
    }
    start = stop;
  }
  if (known < n / 2) return Number.POSITIVE_INFINITY;
  return bitsOf(counts, side, alphabetSize, nameBits, known * most) / known;
}

/** Counts symbols by their distance to the last separator, which precedes the first symbol. */
function countDistances(
  symbols: Symbols,
  start: number,
  end: number,
  symbol: number,
  alphabetSize: number,
  counts: Uint16Array,
): void {
  const last = farthest * alphabetSize;
  let row = 0;
  for (let at = start; at < end; at++) {
    const here = symbols[at]!;
    counts[row + here]!++;
    row = here === symbol ? 0 : Math.min(last, row + alphabetSize);
  }
}

/** Bits of all symbols by their positions, shape (places * A,); infinite above `most`. */
function bitsOf(
  counts: ArrayLike<number>,
  places: number,
  alphabetSize: number,
  nameBits: number,
  most: number,
): number {
  let bits = 0;
  for (let from = 0; from < places * alphabetSize && bits <= most; from += alphabetSize)
    bits += codeBits(counts, from, from + alphabetSize, nameBits);
  return bits <= most ? bits : Number.POSITIVE_INFINITY;
}

/** Walks along symbols and finds their positions in records. */
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

  /** Forgets the current record. */
  restart(): void {
    this.#last = -1;
  }

  /** Below `separators.length * side * side`; -1 before the first record. */
  get place(): number {
    if (this.#last < 0) return -1;
    return (this.#last * side + Math.min(farthest, this.#counts[this.#last]!)) * side + this.#distance;
  }

  /** The first symbol after the last separator; an earlier one before the first separator. */
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

/** Numbered positions of symbols. */
interface Places {
  /** shape (n,): number of the position; -1 before the first record of a segment */
  readonly of: Int32Array;
  /** shape (n,): first symbol of its field */
  readonly first: Symbols;
  readonly count: number;
  /** number of each position of a walk, or -1 */
  readonly numbers: Int32Array;
}

function placesOf(
  { symbols, alphabetSize, segmentEnds }: SymbolSequence,
  separators: readonly number[],
): Places | undefined {
  const n = symbols.length;
  const walk = new Walk(separators, alphabetSize);
  const numbers = new Int32Array(separators.length * side * side).fill(-1);
  const of = new Int32Array(n);
  const first = allocateSymbols(n, alphabetSize);
  let [at, count] = [0, 0];
  for (const end of segmentEnds) {
    walk.restart();
    for (; at < end; at++) {
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

/** Cost of symbols given the positions of some separators, bits a symbol; infinite where most are before the first record. */
function placeCosts({ symbols, alphabetSize, segmentEnds, nameBits }: Beginning) {
  const n = symbols.length;
  const numbers = new Int32Array(mostSeparators * side * side).fill(-1);
  const found = new Int32Array(Math.min(n, mostPlaces));
  const counts = new Int32Array(found.length * alphabetSize);
  return (separators: readonly number[]): number => {
    const walk = new Walk(separators, alphabetSize);
    let [at, places, known] = [0, 0, 0];
    for (const end of segmentEnds) {
      walk.restart();
      for (const stop = Math.min(end, n); at < stop; at++) {
        const symbol = symbols[at]!;
        const { place } = walk;
        walk.step(symbol);
        if (place < 0) continue;
        let number = numbers[place]!;
        if (number < 0) {
          if (places === found.length) break;
          number = numbers[place] = places;
          found[places++] = place;
        }
        counts[number * alphabetSize + symbol]!++;
        known++;
      }
      if (at < Math.min(end, n)) break;
    }
    const isKnown = at === n && known >= n / 2;
    const bits = isKnown
      ? bitsOf(counts, places, alphabetSize, nameBits, Number.MAX_VALUE) / known
      : Number.POSITIVE_INFINITY;
    for (let number = 0; number < places; number++) numbers[found[number]!] = -1;
    counts.fill(0, 0, places * alphabetSize);
    return bits;
  };
}

/** Contexts of a symbol beside its position: none, the symbol before, the first one of its field, or both. */
const contexts: readonly ((before: number, first: number, alphabetSize: number) => number)[] = [
  () => 0,
  (before) => before,
  (_, first) => first,
  (before, first, alphabetSize) => before * alphabetSize + first,
];

/** The cheapest context of each position, shape (places,), and the resulting cost of a symbol, bits. */
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
 * Cost of the symbols at each position, shape (places,).
 *
 * @param keys (place * A^2 + context) * A + symbol, of all symbols; sorted in place
 */
function contextBits(keys: Float64Array, count: number, alphabetSize: number): Float64Array {
  keys.sort();
  const square = alphabetSize * alphabetSize;
  const nameBits = Math.log2(alphabetSize);
  const bits = new Float64Array(count);
  const run: number[] = [];
  for (let i = 0; i < keys.length; i++) {
    if (keys[i] === keys[i - 1]) run[run.length - 1]!++;
    else run.push(1);
    const context = Math.floor(keys[i]! / alphabetSize);
    if (Math.floor((keys[i + 1] ?? -1) / alphabetSize) === context) continue;
    bits[Math.floor(context / square)]! += codeBits(run, 0, run.length, nameBits);
    run.length = 0;
  }
  return bits;
}

/** Cost of symbols with the names of the distinct ones and their frequencies, bits. */
function codeBits(counts: ArrayLike<number>, from: number, to: number, nameBits: number): number {
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
  return total * log - own + ((different - 1) / 2) * log + different * nameBits;
}

/** Resamples each segment; keeps what precedes its first record. */
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
      // Random draws may lead to a position that never occurred.
      const pool = number < 0 ? undefined : pools.get(keyOf(number, twin[at - 1]!, walk.first));
      twin[at] = pool === undefined ? symbols[at]! : pool[random.below(pool.length)]!;
      walk.step(twin[at]!);
    }
  }
  return { ...rest, symbols: twin, alphabetSize, segmentEnds };
}
