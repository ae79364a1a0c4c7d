import type { Random } from "../core/random.ts";
import { allocateSymbols, type SymbolSequence, type Symbols } from "../core/sequence.ts";
import { plugInEntropy } from "../entropy/plug-in-entropy.ts";
import { shuffled } from "../math/shuffle.ts";

/** What a randomised twin keeps of a sequence. */
export type NullId = "shuffled" | "phases" | "fields" | "steps";

/** A randomised twin of a sequence: what a person would call noise, or noise with a pattern. */
export interface NullSequence {
  readonly id: NullId;
  readonly sequence: SymbolSequence;
}

/** Places whose symbols are exchanged need so many of them, or they would stay nearly where they were. */
const fewestOfPlace = 32;

/**
 * Twins of a sequence that keep its noise and its plain pattern and nothing else: its symbols in any order; where there is
 * a period, those of each phase in any order; where separators follow one another as those of records do, the separators,
 * fields that count, and what kind of character stands where, and characters exchanged with those of the same kind at the same place
 * of the same field;
 * where symbols are numbers a step away from their neighbours, such as samples of sound and pixels, the steps in any order.
 *
 * @param period approximate period, in symbols
 * @param rate of the sequence, bits a symbol: what steps must cost, for it to be them that makes the sequence predictable
 * @param random a stream of its own
 * @throws RangeError when memory cannot be had
 * Cost: O(n) for each; where rows are looked for, some 30 million steps.
 */
export function nullSequences(
  sequence: SymbolSequence,
  period: number | undefined,
  rate: number,
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
  const neighbours = neighboursOf(sequence, rate);
  if (neighbours !== undefined) {
    const symbols = steppedAnew(sequence, neighbours, random.fork("null steps"));
    nulls.push({ id: "steps", sequence: { ...sequence, symbols } });
  }
  return nulls;
}

/** From what a number is a step away: the one some places before or, in a picture, the middle between that and the one above. */
interface Neighbours {
  readonly left: number;
  /** symbols of a row; undefined where there are none */
  readonly above: number | undefined;
}

/** Channels of sound and of pictures, and the bytes of a number, lie no further apart; */
const longestLag = 8;
/** rows are no longer, */
const longestRow = 4096;
/** and are looked for in the beginning. */
const rowSearch = 8192;
/** Steps in any order may cost so much more than the sequence; */
const mostOfRate = 1.05;
/** rows are looked for where those without them cost no more than that. */
const worthRows = 1.3;
/** Steps that cost as much as the symbols explain nothing. */
const mostOfSymbols = 0.98;

/** Those whose steps cost least, where they make the sequence predictable and nothing makes it much more so. */
function neighboursOf(sequence: SymbolSequence, rate: number): Neighbours | undefined {
  const { symbols, alphabetSize } = sequence;
  if (symbols.length <= longestLag) return undefined;
  const counts = new Int32Array(alphabetSize);
  for (let at = 0; at < symbols.length; at++) counts[symbols[at]!]!++;
  const most = Math.min(mostOfRate * rate, mostOfSymbols * plugInEntropy(counts));
  const lags = Array.from({ length: longestLag }, (_, i) => ({ left: i + 1, above: undefined }));
  const inRow = cheapest(lags, sequence, symbols.length);
  if (inRow.bits <= most) return inRow.neighbours;
  if (inRow.bits > worthRows * rate) return undefined;
  const { left } = inRow.neighbours;
  const searched = Math.min(symbols.length, rowSearch);
  const longest = Math.floor(Math.min(longestRow, searched / 2) / left);
  if (longest < 2) return undefined;
  const rows = Array.from({ length: longest - 1 }, (_, i) => ({ left, above: (i + 2) * left }));
  const { neighbours } = cheapest(rows, sequence, searched);
  return cheapest([neighbours], sequence, symbols.length).bits <= most ? neighbours : undefined;
}

/** Those whose steps cost least in the first symbols, bits a step. */
function cheapest(all: readonly Neighbours[], { symbols, alphabetSize }: SymbolSequence, length: number) {
  const counts = new Int32Array(alphabetSize);
  const end = Math.min(symbols.length, length);
  const costs = all.map((neighbours) => {
    const first = neighbours.above ?? neighbours.left;
    if (first >= end) return { neighbours, bits: Number.POSITIVE_INFINITY };
    counts.fill(0);
    for (let at = first; at < end; at++)
      counts[modulo(symbols[at]! - expectedAt(symbols, at, neighbours), alphabetSize)]!++;
    return { neighbours, bits: plugInEntropy(counts) };
  });
  return costs.reduce((best, one) => (one.bits < best.bits ? one : best));
}

function expectedAt(symbols: Symbols, at: number, { left, above }: Neighbours): number {
  return above === undefined ? symbols[at - left]! : (symbols[at - left]! + symbols[at - above]!) >> 1;
}

/** The symbols are numbers modulo the size of their alphabet. */
function modulo(step: number, alphabetSize: number): number {
  return step < 0 ? step + alphabetSize : step;
}

/** Each segment begins as it does, and goes on by the steps of all in any order. */
function steppedAnew(
  { symbols, alphabetSize, segmentEnds }: SymbolSequence,
  neighbours: Neighbours,
  random: Random,
) {
  const twin = allocateSymbols(symbols.length, alphabetSize);
  twin.set(symbols);
  const places: number[] = [];
  let start = 0;
  for (const end of segmentEnds) {
    for (let at = start + (neighbours.above ?? neighbours.left); at < end; at++) places.push(at);
    start = end;
  }
  const steps = shuffled(
    Uint32Array.from(places, (at) =>
      modulo(symbols[at]! - expectedAt(symbols, at, neighbours), alphabetSize),
    ),
    (bound) => random.below(bound),
  );
  for (const [i, at] of places.entries())
    twin[at] = (expectedAt(twin, at, neighbours) + steps[i]!) % alphabetSize;
  return twin;
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

/** Kinds of characters that are exchanged among themselves, and two more, separators and signs, which stay. */
const kinds = 8;
const [lower, upper, digit, high, separator, sign] = [0, 1, 2, 3, 4, 5];

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
  const control = Uint8Array.from({ length: alphabetSize }, (_, symbol) =>
    isControl(codes[symbol]!) ? 1 : 0,
  );
  let controls = 0;
  for (let at = 0; at < symbols.length; at++) controls += control[symbols[at]!]!;
  if (controls > mostControls * symbols.length) return undefined;
  const kindAt = kindsOf(symbols, codes);
  const separators = symbols.filter((_, at) => kindAt[at] === separator);
  if (separators.length > 0 && successionRate(separators, alphabetSize) > mostOfRecords) return undefined;
  const counts = countingFields(symbols, codes, kindAt);
  let field = 0;
  let offset = 0;
  return (at, start) => {
    if (at === start) field = offset = 0;
    const of = kindAt[at]!;
    if (of === sign || (of !== separator && counts.has(field))) return -1;
    if (of === separator) {
      field = codes[symbols[at]!] === lineFeed ? 0 : Math.min(mostFields, field + 1);
      offset = 0;
      return -1;
    }
    offset = Math.min(longestField, offset + 1);
    return (field * (longestField + 1) + offset) * kinds + of;
  };
}

const [plus, minus] = [43, 45];

/** The kind of each character, shape (n,). The sign of a number or of its exponent is no separator: it is part of the number. */
function kindsOf(symbols: Symbols, codes: ArrayLike<number>): Int8Array {
  const kindAt = Int8Array.from({ length: symbols.length }, (_, at) => kindOf(codes[symbols[at]!]!));
  for (let at = 0; at < symbols.length - 1; at++) {
    const code = codes[symbols[at]!]!;
    if ((code !== plus && code !== minus) || kindAt[at + 1] !== digit) continue;
    const before = at === 0 ? lineFeed : codes[symbols[at - 1]!]!;
    const exponent = (before | 32) === 101 && at > 1 && kindAt[at - 2] === digit;
    if (kindOf(before) === separator || exponent) kindAt[at] = sign!;
  }
  return kindAt;
}

/** Steps of a field that counts that are all the same, at least. */
const steadySteps = 0.8;

/** A field of lines as a number of some base, line by line. */
interface Column {
  value: number;
  step: number;
  steps: number;
  same: number;
}

/**
 * Fields whose numbers, decimal or hexadecimal, rise or fall from line to line by the same step, as those of rows that are
 * numbered and of offsets do.
 *
 * @returns which field of a line, counted by separators
 */
function countingFields(symbols: Symbols, codes: ArrayLike<number>, kindAt: Int8Array): Set<number> {
  const counting = new Set<number>();
  for (const base of [10, 16]) {
    const columns = Array.from(
      { length: mostFields + 1 },
      (): Column => ({ value: Number.NaN, step: Number.NaN, steps: 0, same: 0 }),
    );
    let field = 0;
    let number = 0;
    let digits = 0;
    for (let at = 0; at < symbols.length; at++) {
      const code = codes[symbols[at]!]!;
      if (kindAt[at] === sign) continue;
      if (kindAt[at] !== separator) {
        number = number * base + digitOf(code, base);
        digits++;
        continue;
      }
      if (digits > 0) follow(columns[field]!, number);
      number = digits = 0;
      field = code === lineFeed ? 0 : Math.min(mostFields, field + 1);
    }
    for (const [i, { steps, same }] of columns.entries()) {
      if (i < mostFields && steps >= fewestOfPlace && same >= steadySteps * steps) counting.add(i);
    }
  }
  return counting;
}

/** NaN is a value, too: what is no number has no step. */
function follow(column: Column, value: number): void {
  const step = value - column.value;
  column.steps++;
  if (step === column.step && step !== 0) column.same++;
  column.value = value;
  column.step = step;
}

/** NaN for what is no digit. */
function digitOf(code: number, base: number): number {
  const lowered = code | 32;
  const shown =
    code >= 48 && code <= 57 ? code - 48 : lowered >= 97 && lowered <= 122 ? lowered - 87 : Number.NaN;
  return shown < base ? shown : Number.NaN;
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
