import { allocateSymbols, type SymbolSequence, type Symbols } from "../core/sequence.ts";
import { plugInEntropy } from "../entropy/plug-in-entropy.ts";
import { linearPredictor } from "../math/linear-prediction.ts";

/** Which byte of a number is the upper one, and how many channels take turns. */
interface Words {
  readonly littleEndian: boolean;
  /** the number before in the same channel is so many numbers before */
  readonly lag: number;
}

/** From what numbers of two bytes step. */
interface WordSteps extends Words {
  /** a number is expected to be the sum of those before it in its channel, the last one first, each times one of these */
  readonly line: ArrayLike<number>;
  /** what numbers are counted from there; whole */
  readonly zero: number;
}

const layouts: readonly Words[] = [true, false].flatMap((littleEndian) =>
  [1, 2].map((lag) => ({ littleEndian, lag })),
);
/** The number before, and the line through the two before. */
const plainLines = [[1], [2, -1]] as const;
/** What oscillators continue is found by so many numbers: eight tones; in noise more are of use. */
const order = 16;
/** They count where their steps cost no more than this share of those from plain lines. */
const mostOfPlain = 0.98;
/** Numbers that it is found on, at most. */
const mostFitted = 32_768;
const range = 65_536;
/** Steps may cost this share of what the numbers cost. */
const mostOfWords = 0.98;

/**
 * A twin of numbers of two bytes, such as samples of sound, whose steps from the number before, from the line through the two before or
 * from what oscillators would go on to come in any order; whether numbers begin at even or at odd places is looked at in each segment.
 *
 * @param most bits a byte that steps may cost
 * @param shuffle of steps
 * @returns undefined where symbols are no bytes, or no steps cost so little
 * @throws RangeError when memory cannot be had
 * Cost: O(n), some 20 ns a byte for each of eight readings, 150 for each of four.
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
  const costs = layouts.flatMap((words) => {
    const plain = plainLines.map((line) => ({ ...words, line, zero: 0 }));
    return [...plain, oscillatorsOf(symbols, segmentEnds, plain[0]!)].map((how) => {
      const places = placesOf(symbols, segmentEnds, how);
      const bits = costOf(places.map((at) => stepAt(symbols, at, how)));
      // What was fitted is worth it where it saves more than chance does.
      return { how, places, bits: how.line.length > 2 ? bits / mostOfPlain : bits };
    });
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
    const value = modulo(expectedAt(twin, at, how) + steps[i]!);
    twin[at] = how.littleEndian ? value & 255 : value >> 8;
    twin[at + 1] = how.littleEndian ? value >> 8 : value & 255;
  }
  return { ...sequence, symbols: twin };
}

/** The line by which tones in noise go on. */
function oscillatorsOf(symbols: Symbols, segmentEnds: ArrayLike<number>, near: WordSteps): WordSteps {
  const { lag } = near;
  const stretches: Uint32Array[] = [];
  let fitted = 0;
  for (let s = 0, start = 0; s < segmentEnds.length && fitted < mostFitted; s++) {
    const end = segmentEnds[s]!;
    const first = start + oddness(symbols, start, end, near);
    const length = Math.floor((end - first) / (2 * lag));
    for (let channel = 0; channel < lag && length > order; channel++)
      stretches.push(
        Uint32Array.from({ length }, (_, i) => wordAt(symbols, first + 2 * (i * lag + channel), near)),
      );
    fitted += lag * length;
    start = end;
  }
  // Numbers with a sign lie around 0 and 65 536, others around the middle.
  const signed = (word: number) => (word << 16) >> 16;
  const sumOf = (of: (word: number) => number) =>
    stretches.reduce((all, one) => one.reduce((sum, word) => sum + of(word), all), 0);
  const middle = sumOf((word) => Math.abs(word - range / 2)) < sumOf((word) => Math.abs(signed(word)));
  const centre = middle ? range / 2 : 0;
  const mean =
    sumOf((word) => signed(word - centre)) /
    Math.max(
      1,
      sumOf(() => 1),
    );
  const zero = centre + Math.round(mean);
  const centred = stretches.map((one) => Float64Array.from(one, (word) => signed(word - zero)));
  return { ...near, line: linearPredictor(centred, order), zero };
}

/** Where the numbers begin that step from others of their segment, shape (numbers,). */
function placesOf(symbols: Symbols, segmentEnds: ArrayLike<number>, how: WordSteps): Uint32Array {
  const before = 2 * how.lag * how.line.length;
  const places: number[] = [];
  for (let s = 0, start = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    const first = start + oddness(symbols, start, end, how) + before;
    for (let at = first; at + 1 < end; at += 2) places.push(at);
    start = end;
  }
  return Uint32Array.from(places);
}

/** 1 where numbers of a segment begin at odd places. */
function oddness(symbols: Symbols, start: number, end: number, how: WordSteps): number {
  return wayFrom(symbols, start + 1, end, how) < wayFrom(symbols, start, end, how) ? 1 : 0;
}

/** How far all numbers of a segment that begin at a place step, in doublings. */
function wayFrom(symbols: Symbols, start: number, end: number, how: WordSteps): number {
  let doublings = 0;
  for (let at = start + 2 * how.lag * how.line.length; at + 1 < end; at += 2) {
    const step = stepAt(symbols, at, how);
    doublings += 32 - Math.clz32(Math.min(step, range - step));
  }
  return doublings;
}

/** A step, modulo 2^16. */
function stepAt(symbols: Symbols, at: number, how: WordSteps): number {
  return modulo(wordAt(symbols, at, how) - expectedAt(symbols, at, how));
}

function expectedAt(symbols: Symbols, at: number, how: WordSteps): number {
  const { line, lag, zero } = how;
  let sum = 0;
  for (let k = 0; k < line.length; k++) {
    const word = wordAt(symbols, at - 2 * lag * (k + 1), how);
    sum += line[k]! * (((word - zero) << 16) >> 16);
  }
  return modulo(Math.round(sum) + zero);
}

function modulo(number: number): number {
  return ((number % range) + range) % range;
}

function wordAt(symbols: Symbols, at: number, { littleEndian }: Words): number {
  return littleEndian ? symbols[at]! + 256 * symbols[at + 1]! : 256 * symbols[at]! + symbols[at + 1]!;
}
