import type { Random } from "../core/random.ts";
import { allocateSymbols, type SymbolSequence, type Symbols } from "../core/sequence.ts";
import { plugInEntropy } from "../entropy/plug-in-entropy.ts";
import { shuffled } from "../math/shuffle.ts";
import { delimitedRecords } from "./delimited-records.ts";
import { kinds, type Places, recordFields } from "./record-fields.ts";
import { exchangeWhole } from "./values-once-each.ts";
import { steppedWords } from "./word-steps.ts";

/** What a randomised twin keeps of a sequence. */
export type NullId = "shuffled" | "phases" | "fields" | "records" | "steps";

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
 * of the same field, or whole values with others of their length where none comes twice; where records say how long they are, their
 * tags and lengths, and what these enclose exchanged likewise;
 * where symbols, or two bytes each, are numbers a step away from their neighbours, such as samples of sound and pixels, the steps in
 * any order.
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
  const fields = recordFields(sequence);
  if (fields !== undefined) {
    const twin = exchanged("fields", fields.placeOf);
    exchangeWhole(sequence, twin.sequence.symbols, fields.kindAt, random.fork("null values"));
    nulls.push(twin);
  }
  const records = delimitedRecords(sequence);
  if (records !== undefined) nulls.push(exchanged("records", records));
  const neighbours = neighboursOf(sequence, rate);
  if (neighbours !== undefined) {
    const symbols = steppedAnew(sequence, neighbours, random.fork("null steps"));
    nulls.push({ id: "steps", sequence: { ...sequence, symbols } });
    return nulls;
  }
  if (sequence.symbols.length <= longestLag) return nulls;
  const draws = random.fork("null words");
  const words = steppedWords(sequence, mostOfSteps(sequence, rate), (steps) =>
    shuffled(steps, (bound) => draws.below(bound)),
  );
  if (words !== undefined) nulls.push({ id: "steps", sequence: words });
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
  const { symbols } = sequence;
  if (symbols.length <= longestLag) return undefined;
  const most = mostOfSteps(sequence, rate);
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

/** What steps may cost, bits a symbol, for it to be them that makes a sequence predictable. */
function mostOfSteps({ symbols, alphabetSize }: SymbolSequence, rate: number): number {
  const counts = new Int32Array(alphabetSize);
  for (let at = 0; at < symbols.length; at++) counts[symbols[at]!]!++;
  return Math.min(mostOfRate * rate, mostOfSymbols * plugInEntropy(counts));
}

/** Those whose steps cost least in the first symbols, bits a step. */
function cheapest(all: readonly Neighbours[], { symbols, alphabetSize }: SymbolSequence, length: number) {
  const counts = new Int32Array(alphabetSize);
  const end = Math.min(symbols.length, length);
  let best = { neighbours: all[0]!, bits: Number.POSITIVE_INFINITY };
  for (const neighbours of all) {
    if ((neighbours.above ?? neighbours.left) >= end) continue;
    countSteps(symbols, end, neighbours, counts);
    const bits = plugInEntropy(counts);
    if (bits < best.bits) best = { neighbours, bits };
  }
  return best;
}

/** @param counts shape (A,): of steps to the first symbols, modulo A; is overwritten */
function countSteps(symbols: Symbols, end: number, { left, above }: Neighbours, counts: Int32Array): void {
  const alphabetSize = counts.length;
  counts.fill(0);
  for (let at = above ?? left; at < end; at++) {
    const step = symbols[at]! - ((symbols[at - left]! + symbols[at - (above ?? left)]!) >> 1);
    // Without a branch: in noise it would be mispredicted half of the time.
    counts[step + ((step >> 31) & alphabetSize)]!++;
  }
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

function phases(period: number): Places {
  return (at, start) => (at - start) % period;
}

function shuffledWithin(sequence: SymbolSequence, placeOf: Places, random: Random) {
  const { symbols, alphabetSize } = sequence;
  const twin = allocateSymbols(symbols.length, alphabetSize);
  twin.set(symbols);
  for (const those of joinSmall(symbolsAt(sequence, placeOf))) {
    const from = shuffled(those, (bound) => random.below(bound));
    for (let i = 0; i < those.length; i++) twin[those[i]!] = symbols[from[i]!]!;
  }
  return twin;
}

/** The symbols at each place, ascending; places in the order in which they come. */
function symbolsAt({ symbols, segmentEnds }: SymbolSequence, placeOf: Places): Map<number, Uint32Array> {
  const numbers = new Map<number, number>();
  const counts: number[] = [];
  const numberAt = new Int32Array(symbols.length).fill(-1);
  let start = 0;
  for (const end of segmentEnds) {
    for (let at = start; at < end; at++) {
      const place = placeOf(at, start);
      if (place < 0) continue;
      let number = numbers.get(place);
      if (number === undefined) {
        number = counts.push(0) - 1;
        numbers.set(place, number);
      }
      numberAt[at] = number;
      counts[number]!++;
    }
    start = end;
  }
  const found = counts.map((count) => new Uint32Array(count));
  counts.fill(0);
  for (let at = 0; at < symbols.length; at++) {
    const number = numberAt[at]!;
    if (number >= 0) found[number]![counts[number]!++] = at;
  }
  return new Map([...numbers.keys()].map((place, number) => [place, found[number]!]));
}

/** Kinds are the lowest digits of a place: small places of a kind become one. */
function joinSmall(places: ReadonlyMap<number, Uint32Array>): Uint32Array[] {
  const large: Uint32Array[] = [];
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
  return [...large, ...Array.from(small.values(), (those) => Uint32Array.from(those))];
}
