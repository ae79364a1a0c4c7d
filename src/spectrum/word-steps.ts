import { allocateSymbols, type SymbolSequence, type Symbols } from "../core/sequence.ts";
import { plugInEntropy } from "../entropy/plug-in-entropy.ts";
import { linearPredictor } from "../math/linear-prediction.ts";

/** From what numbers of two bytes step. */
interface WordSteps {
  readonly littleEndian: boolean;
  /** channels that take turns: the number before in the same one is so many numbers before */
  readonly lag: number;
  /** a number is expected to be the sum of those before it in its channel, the last one first, each times one of these */
  readonly line: Float64Array;
  /** what numbers are counted from there; whole */
  readonly zero: number;
}

const mostChannels = 2;
/** The number before, and the line through the two before. */
const plainLines = [Float64Array.of(1), Float64Array.of(2, -1)];
/** What oscillators continue is found by so many numbers: eight tones; in noise more are of use. */
const order = 16;
/** They count where their steps cost no more than this share of those from plain lines. */
const mostOfPlain = 0.98;
/** Numbers that it is found on, at most. */
const mostFitted = 8192;
const range = 65_536;
const mask = range - 1;
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
 * Cost: O(n), some .5 microseconds a byte, 1 where oscillators explain them.
 */
export function steppedWords(
  sequence: SymbolSequence,
  most: number,
  shuffle: (steps: Uint32Array) => Uint32Array,
): SymbolSequence | undefined {
  const { symbols, alphabetSize, segmentEnds } = sequence;
  if (alphabetSize !== 256) return undefined;
  const candidates = [true, false].flatMap((littleEndian) => {
    const words = wordsOf(symbols, littleEndian);
    return Array.from({ length: mostChannels }, (_, k) => ({ littleEndian, lag: k + 1 })).flatMap(
      (layout) => {
        const plain = plainLines.map((line) => ({ ...layout, line, zero: 0 }));
        const oscillators = oscillatorsOf(words, segmentEnds, plain[0]!, most);
        const found = oscillators === undefined ? plain : [...plain, oscillators];
        return found.map((how) => ({ how, words, ...costOf(words, segmentEnds, how) }));
      },
    );
  });
  const { how, words, bits, wordBits } = candidates.reduce((best, one) =>
    one.bits < best.bits ? one : best,
  );
  // Steps that cost as much as the numbers explain nothing.
  if (bits > most || bits > mostOfWords * wordBits) return undefined;
  const places: number[] = [];
  visit(words, segmentEnds, how, (at) => void places.push(at));
  const steps = shuffle(Uint32Array.from(places, (at) => stepAt(words, at, how)));
  const made = words.slice();
  const twin = allocateSymbols(symbols.length, alphabetSize);
  twin.set(symbols);
  for (const [i, at] of places.entries()) {
    const word = (expectedAt(made, at, how) + steps[i]!) & mask;
    made[at] = word;
    twin[at] = how.littleEndian ? word & 255 : word >> 8;
    twin[at + 1] = how.littleEndian ? word >> 8 : word & 255;
  }
  return { ...sequence, symbols: twin };
}

/** The number that begins at each place, shape (n,); the last one lacks a byte. */
function wordsOf(symbols: Symbols, littleEndian: boolean): Uint16Array {
  const words = new Uint16Array(symbols.length);
  for (let at = 0; at + 1 < symbols.length; at++) {
    const [first, second] = [symbols[at]!, symbols[at + 1]!];
    words[at] = littleEndian ? first + 256 * second : 256 * first + second;
  }
  return words;
}

/** What steps and what the numbers themselves cost by their frequencies, bits a byte. */
function costOf(words: Uint16Array, segmentEnds: ArrayLike<number>, how: WordSteps) {
  const steps = new Int32Array(range);
  const numbers = new Int32Array(range);
  let count = 0;
  visit(words, segmentEnds, how, (at) => {
    steps[stepAt(words, at, how)]!++;
    numbers[words[at]!]!++;
    count++;
  });
  if (count === 0) return { bits: Number.POSITIVE_INFINITY, wordBits: 0 };
  // What was fitted is worth it where it saves more than chance does.
  const share = how.line.length > 2 ? mostOfPlain : 1;
  return { bits: plugInEntropy(steps) / 2 / share, wordBits: plugInEntropy(numbers) / 2 };
}

/**
 * The line by which tones in noise go on.
 *
 * @param most bits a byte that steps may cost; those of a normal law cost more than any others of their variance
 */
function oscillatorsOf(
  words: Uint16Array,
  segmentEnds: ArrayLike<number>,
  near: WordSteps,
  most: number,
): WordSteps | undefined {
  const { lag } = near;
  const stretches: Uint16Array[] = [];
  let fitted = 0;
  for (let s = 0, start = 0; s < segmentEnds.length && fitted < mostFitted; s++) {
    const end = segmentEnds[s]!;
    const first = start + oddness(words, start, end, near);
    const length = Math.max(0, Math.floor((end - first) / (2 * lag)));
    for (let channel = 0; channel < lag; channel++)
      stretches.push(Uint16Array.from({ length }, (_, i) => words[first + 2 * (i * lag + channel)]!));
    fitted += lag * length;
    start = end;
  }
  const zero = zeroOf(stretches);
  const centred = stretches.map((one) => Float64Array.from(one, (word) => signed(word - zero)));
  const { line, error } = linearPredictor(centred, order);
  return Math.log2(2 * Math.PI * Math.E * error) / 4 <= most ? { ...near, line, zero } : undefined;
}

/** What numbers lie around: with a sign around 0, which is 65 536, or around the middle. */
function zeroOf(stretches: readonly Uint16Array[]): number {
  const meanOf = (of: (word: number) => number) => {
    let [sum, count] = [0, 0];
    for (const one of stretches) for (const word of one) [sum, count] = [sum + of(word), count + 1];
    return sum / Math.max(1, count);
  };
  const distance = (centre: number) => meanOf((word) => Math.abs(signed(word - centre)));
  const centre = distance(range / 2) < distance(0) ? range / 2 : 0;
  return centre + Math.round(meanOf((word) => signed(word - centre)));
}

/** Visits the places where numbers begin that step from others of their segment. */
function visit(
  words: Uint16Array,
  segmentEnds: ArrayLike<number>,
  how: WordSteps,
  see: (at: number) => void,
): void {
  const before = 2 * how.lag * how.line.length;
  for (let s = 0, start = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    for (let at = start + oddness(words, start, end, how) + before; at + 1 < end; at += 2) see(at);
    start = end;
  }
}

/** 1 where numbers of a segment begin at odd places. */
function oddness(words: Uint16Array, start: number, end: number, how: WordSteps): number {
  return wayFrom(words, start + 1, end, how) < wayFrom(words, start, end, how) ? 1 : 0;
}

/** How far all numbers of a segment that begin at a place step, in doublings. */
function wayFrom(words: Uint16Array, start: number, end: number, how: WordSteps): number {
  let doublings = 0;
  for (let at = start + 2 * how.lag * how.line.length; at + 1 < end; at += 2) {
    const step = stepAt(words, at, how);
    doublings += 32 - Math.clz32(Math.min(step, range - step));
  }
  return doublings;
}

/** A step, modulo 2^16. */
function stepAt(words: Uint16Array, at: number, how: WordSteps): number {
  return (words[at]! - expectedAt(words, at, how)) & mask;
}

function expectedAt(words: Uint16Array, at: number, { line, lag, zero }: WordSteps): number {
  let sum = 0;
  for (let k = 0; k < line.length; k++) sum += line[k]! * signed(words[at - 2 * lag * (k + 1)]! - zero);
  return (Math.round(sum) + zero) & mask;
}

function signed(word: number): number {
  return (word << 16) >> 16;
}
