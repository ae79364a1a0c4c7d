import type { Random } from "../core/random.ts";
import { allocateSymbols, type SymbolSequence } from "../core/sequence.ts";
import { shuffled } from "../math/shuffle.ts";

/** What a randomised twin keeps of a sequence. */
export type NullId = "shuffled" | "phases" | "fields";

/** A randomised twin of a sequence: what a person would call noise, or noise with a pattern. */
export interface NullSequence {
  readonly id: NullId;
  readonly sequence: SymbolSequence;
}

/** Places whose symbols are exchanged need so many of them, or they would stay nearly where they were. */
const fewestOfPlace = 32;

/**
 * Twins of a sequence that keep its noise and its plain pattern and nothing else: its symbols in any order; where there is
 * a period, those of each phase in any order; where separators follow one another as those of records do, the separators and
 * what kind of character stands where, and characters exchanged with those of the same kind at the same place of the same field.
 *
 * @param period approximate period, in symbols
 * @param random a stream of its own
 * @throws RangeError when memory cannot be had
 * Cost: O(n) for each.
 */
export function nullSequences(
  sequence: SymbolSequence,
  period: number | undefined,
  random: Random,
): NullSequence[] {
  const exchanged = (id: NullId, placeOf: Places): NullSequence => ({
    id,
    sequence: { ...sequence, symbols: shuffledWithin(sequence, placeOf, random.fork(`null ${id}`)) },
  });
  const nulls = [exchanged("shuffled", () => 0)];
  if (period !== undefined && period > 1) nulls.push(exchanged("phases", phases(period)));
  const fields = fieldsOf(sequence);
  if (fields !== undefined) nulls.push(exchanged("fields", fields));
  return nulls;
}

/** Says of each symbol which others it may be exchanged with, segment by segment in order; negative: none. */
type Places = (at: number, start: number) => number;

function phases(period: number): Places {
  return (at, start) => (at - start) % period;
}

function shuffledWithin(sequence: SymbolSequence, placeOf: Places, random: Random) {
  const { symbols, alphabetSize, segmentEnds } = sequence;
  const places = new Map<number, number[]>();
  let start = 0;
  for (const end of segmentEnds) {
    for (let at = start; at < end; at++) {
      const place = placeOf(at, start);
      if (place < 0) continue;
      const those = places.get(place);
      if (those === undefined) places.set(place, [at]);
      else those.push(at);
    }
    start = end;
  }
  const twin = allocateSymbols(symbols.length, alphabetSize);
  twin.set(symbols);
  for (const those of joinSmall(places)) {
    const at = Uint32Array.from(those);
    const from = shuffled(at, (bound) => random.below(bound));
    for (let i = 0; i < at.length; i++) twin[at[i]!] = symbols[from[i]!]!;
  }
  return twin;
}

/** Kinds are the lowest digits of a place: small places of a kind become one. */
function joinSmall(places: ReadonlyMap<number, readonly number[]>): (readonly number[])[] {
  const large: (readonly number[])[] = [];
  const small = new Map<number, number[]>();
  for (const [place, those] of places) {
    if (those.length >= fewestOfPlace) {
      large.push(those);
      continue;
    }
    const kind = place % kinds;
    const joined = small.get(kind);
    if (joined === undefined) small.set(kind, [...those]);
    else joined.push(...those);
  }
  return [...large, ...small.values()];
}

/** Kinds of characters that are exchanged among themselves, and one more for separators, which stay. */
const kinds = 8;
const [lower, upper, digit, high, separator] = [0, 1, 2, 3, 4];

function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return lower!;
  if (code >= 65 && code <= 90) return upper!;
  if (code >= 48 && code <= 57) return digit!;
  return code >= 128 ? high! : separator!;
}

/** Control characters are no more of a text than this, */
const mostControls = 0.01;
const lineFeed = 10;
const isControl = (code: number) =>
  (code < 32 && code !== lineFeed && code !== 13 && code !== 9) || code === 127;
/** Fields and characters beyond these are those of a text, whose lines are paragraphs. */
const mostFields = 64;
const longestField = 64;

/** The place of a character: its field of the line, where in the field, and its kind; undefined for what is no text. */
function fieldsOf({ symbols, codes, alphabetSize }: SymbolSequence): Places | undefined {
  if (codes === undefined) return undefined;
  const kind = Int8Array.from({ length: alphabetSize }, (_, symbol) => kindOf(codes[symbol]!));
  const control = Uint8Array.from({ length: alphabetSize }, (_, symbol) =>
    isControl(codes[symbol]!) ? 1 : 0,
  );
  let controls = 0;
  for (let at = 0; at < symbols.length; at++) controls += control[symbols[at]!]!;
  if (controls > mostControls * symbols.length) return undefined;
  const separators = symbols.filter((symbol) => kind[symbol] === separator);
  if (separators.length > 0 && successionRate(separators, alphabetSize) > mostOfRecords) return undefined;
  let field = 0;
  let offset = 0;
  return (at, start) => {
    const symbol = symbols[at]!;
    if (at === start) field = offset = 0;
    const of = kind[symbol]!;
    if (of === separator) {
      field = codes[symbol] === lineFeed ? 0 : Math.min(mostFields, field + 1);
      offset = 0;
      return -1;
    }
    offset = Math.min(longestField, offset + 1);
    return (field * (longestField + 1) + offset) * kinds + of;
  };
}

/**
 * Bits a separator that those of records cost at most: these come in one order or a few. Those of prose cost .7 and more, of
 * source code .6 to 3.
 *
 * Chosen on the inputs of tests/rogues that are not held out.
 */
const mostOfRecords = 0.6;
const orders = [1, 2, 4, 8];

/** Bits a separator that the best of some Markov chains pays, which learns as it reads. */
function successionRate(separators: ArrayLike<number>, alphabetSize: number): number {
  const names = new Map<number, number>();
  const named = Array.from({ length: separators.length }, (_, i) => {
    const symbol = separators[i]!;
    if (!names.has(symbol)) names.set(symbol, names.size);
    return names.get(symbol)!;
  });
  const kindsOfThem = Math.min(alphabetSize, names.size);
  return Math.min(...orders.map((order) => chainBits(named, kindsOfThem, order))) / separators.length;
}

/** A Markov chain with 1/K of each symbol in every context: contexts that are numbers beyond 2^53 are none. */
function chainBits(named: readonly number[], kindsOfThem: number, order: number): number {
  let modulus = 1;
  for (let i = 0; i < order; i++) modulus *= kindsOfThem;
  if (modulus * kindsOfThem > Number.MAX_SAFE_INTEGER) return Number.POSITIVE_INFINITY;
  const counts = new Map<number, number>();
  let context = 0;
  let bits = 0;
  for (const symbol of named) {
    const next = context * kindsOfThem + symbol;
    // Contexts have negative keys, what follows them the others.
    const seen = counts.get(next) ?? 0;
    const all = counts.get(-1 - context) ?? 0;
    bits -= Math.log2((seen + 1 / kindsOfThem) / (all + 1));
    counts.set(next, seen + 1);
    counts.set(-1 - context, all + 1);
    context = next % modulus;
  }
  return bits;
}
