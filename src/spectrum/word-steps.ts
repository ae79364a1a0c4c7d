import { allocateSymbols, type SymbolSequence, type Symbols } from "../core/sequence.ts";
import { plugInEntropy } from "../entropy/plug-in-entropy.ts";

/** Numbers of two bytes, each near one before or near the line through two: which byte is the upper one, and from what they step. */
interface WordSteps {
  readonly littleEndian: boolean;
  /** channels: the number that it is near is so many numbers before */
  readonly lag: number;
  /** 1: it is near that number; 2: near the line through that and the one before that */
  readonly degree: 1 | 2;
}

const candidates: readonly WordSteps[] = [true, false].flatMap((littleEndian) =>
  [1, 2].flatMap((lag) => ([1, 2] as const).map((degree) => ({ littleEndian, lag, degree }))),
);
const range = 65_536;
/** Steps may cost this share of what the numbers cost. */
const mostOfWords = 0.98;

/**
 * A twin of numbers of two bytes, such as samples of sound, whose steps from one to the next come in any order; whether numbers begin at
 * even or at odd places is looked at in each segment.
 *
 * @param most bits a byte that steps may cost
 * @param shuffle of steps
 * @returns undefined where symbols are no bytes, or no steps cost so little
 * @throws RangeError when memory cannot be had
 * Cost: O(n), some 20 ns a byte for each of eight readings.
 */
export function steppedWords(
  sequence: SymbolSequence,
  most: number,
  shuffle: (steps: Uint32Array) => Uint32Array,
): SymbolSequence | undefined {
  const { symbols, alphabetSize, segmentEnds } = sequence;
  if (alphabetSize !== 256) return undefined;
  const counts = new Int32Array(range);
  const costOf = (values: Uint32Array) => {
    counts.fill(0);
    for (let i = 0; i < values.length; i++) counts[values[i]!]!++;
    return values.length === 0 ? Number.POSITIVE_INFINITY : plugInEntropy(counts) / 2;
  };
  const costs = candidates.map((how) => {
    const places = placesOf(symbols, segmentEnds, how);
    return { how, places, bits: costOf(places.map((at) => stepAt(symbols, at, how))) };
  });
  const { how, places, bits } = costs.reduce((best, one) => (one.bits < best.bits ? one : best));
  // Steps that cost as much as the numbers explain nothing.
  if (bits > most || bits > mostOfWords * costOf(places.map((at) => wordAt(symbols, at, how))))
    return undefined;
  const steps = shuffle(places.map((at) => stepAt(symbols, at, how)));
  const twin = allocateSymbols(symbols.length, alphabetSize);
  twin.set(symbols);
  for (let i = 0; i < places.length; i++) {
    const at = places[i]!;
    const value = (expectedAt(twin, at, how) + steps[i]!) % range;
    twin[at] = how.littleEndian ? value & 255 : value >> 8;
    twin[at + 1] = how.littleEndian ? value >> 8 : value & 255;
  }
  return { ...sequence, symbols: twin };
}

/** Where the numbers begin that step from others of their segment, shape (numbers,). */
function placesOf(symbols: Symbols, segmentEnds: ArrayLike<number>, how: WordSteps): Uint32Array {
  const before = 2 * how.lag * how.degree;
  const places: number[] = [];
  for (let s = 0, start = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    const odd = wayFrom(symbols, start + 1, end, how) < wayFrom(symbols, start, end, how) ? 1 : 0;
    for (let at = start + odd + before; at + 1 < end; at += 2) places.push(at);
    start = end;
  }
  return Uint32Array.from(places);
}

/** How far all numbers of a segment that begin at a place step, in doublings. */
function wayFrom(symbols: Symbols, start: number, end: number, how: WordSteps): number {
  let doublings = 0;
  for (let at = start + 2 * how.lag * how.degree; at + 1 < end; at += 2) {
    const step = stepAt(symbols, at, how);
    doublings += 32 - Math.clz32(Math.min(step, range - step));
  }
  return doublings;
}

/** A step, modulo 2^16. */
function stepAt(symbols: Symbols, at: number, how: WordSteps): number {
  return (wordAt(symbols, at, how) - expectedAt(symbols, at, how) + range) % range;
}

function expectedAt(symbols: Symbols, at: number, how: WordSteps): number {
  const near = wordAt(symbols, at - 2 * how.lag, how);
  if (how.degree === 1) return near;
  return (2 * near - wordAt(symbols, at - 4 * how.lag, how) + range) % range;
}

function wordAt(symbols: Symbols, at: number, { littleEndian }: WordSteps): number {
  return littleEndian ? symbols[at]! + 256 * symbols[at + 1]! : 256 * symbols[at]! + symbols[at + 1]!;
}
