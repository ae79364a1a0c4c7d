import { allocateSymbols, type SymbolSequence, type Symbols } from "../core/sequence.ts";
import { plugInEntropy } from "../entropy/plug-in-entropy.ts";
import { linearPredictor } from "../wasm/linear-prediction.ts";

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

/** How numbers step, and what these steps cost. */
interface Tried {
  readonly how: WordSteps;
  readonly words: Uint16Array;
  /** shape (n,) */
  readonly steps: Uint16Array;
  /** bits a byte */
  readonly bits: number;
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
  const counts = new Int32Array(range);
  const candidates = [true, false].flatMap((littleEndian) => {
    const words = wordsOf(symbols, littleEndian);
    const tried = (how: WordSteps): Tried => {
      const steps = stepsOf(words, how);
      return { how, words, steps, bits: costOf(steps, placesOf(steps, segmentEnds, how), counts) };
    };
    return Array.from({ length: mostChannels }, (_, k) => k + 1).flatMap((lag) => {
      const plain = plainLines.map((line) => tried({ littleEndian, lag, line, zero: 0 }));
      const oscillators = oscillatorsOf(plain[0]!, segmentEnds, most);
      if (oscillators === undefined) return plain;
      const fitted = tried(oscillators);
      // What was fitted is worth it where it saves more than chance does.
      return [...plain, { ...fitted, bits: fitted.bits / mostOfPlain }];
    });
  });
  const { how, words, steps, bits } = candidates.reduce((best, one) => (one.bits < best.bits ? one : best));
  if (bits > most) return undefined;
  const places = placesOf(steps, segmentEnds, how);
  // Steps that cost as much as the numbers explain nothing.
  if (bits > mostOfWords * costOf(words, places, counts)) return undefined;
  const anew = shuffle(places.map((at) => steps[at]!));
  const made = words.slice();
  const twin = allocateSymbols(symbols.length, alphabetSize);
  twin.set(symbols);
  for (let i = 0; i < places.length; i++) {
    const at = places[i]!;
    const word = (expectedAt(made, at, how) + anew[i]!) & mask;
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

/** The step to the number at each place, modulo 2^16, shape (n,); the first have none. */
function stepsOf(words: Uint16Array, how: WordSteps): Uint16Array {
  const steps = new Uint16Array(words.length);
  for (let at = reach(how); at < words.length; at++) steps[at] = words[at]! - expectedAt(words, at, how);
  return steps;
}

/**
 * What numbers at some places cost by their frequencies, bits a byte.
 *
 * @param counts shape (2^16,); is overwritten
 */
function costOf(numbers: Uint16Array, places: Uint32Array, counts: Int32Array): number {
  if (places.length === 0) return Number.POSITIVE_INFINITY;
  counts.fill(0);
  for (let i = 0; i < places.length; i++) counts[numbers[places[i]!]!]!++;
  return plugInEntropy(counts) / 2;
}

/**
 * The line by which tones in noise go on.
 *
 * @param most bits a byte that steps may cost; those of a normal law cost more than any others of their variance
 */
function oscillatorsOf(
  { how, words, steps }: Tried,
  segmentEnds: ArrayLike<number>,
  most: number,
): WordSteps | undefined {
  const { lag } = how;
  const stretches: Uint16Array[] = [];
  let fitted = 0;
  for (let s = 0, start = 0; s < segmentEnds.length && fitted < mostFitted; s++) {
    const end = segmentEnds[s]!;
    const first = start + oddness(steps, start, end, how);
    const length = Math.max(0, Math.floor((end - first) / (2 * lag)));
    for (let channel = 0; channel < lag; channel++) {
      const stretch = new Uint16Array(length);
      for (let i = 0; i < length; i++) stretch[i] = words[first + 2 * (i * lag + channel)]!;
      stretches.push(stretch);
    }
    fitted += lag * length;
    start = end;
  }
  const zero = zeroOf(stretches);
  const centred = stretches.map((one) => new Float64Array(one).map((word) => signed(word - zero)));
  const { line, error } = linearPredictor(centred, order);
  return Math.log2(2 * Math.PI * Math.E * error) / 4 <= most ? { ...how, line, zero } : undefined;
}

/** What numbers lie around: with a sign around 0, which is 65 536, or around the middle. */
function zeroOf(stretches: readonly Uint16Array[]): number {
  const around = (centre: number) => {
    let [sum, distance, count] = [0, 0, 0];
    for (const one of stretches) {
      for (let i = 0; i < one.length; i++) {
        const number = signed(one[i]! - centre);
        sum += number;
        distance += Math.abs(number);
      }
      count += one.length;
    }
    return { distance, zero: centre + Math.round(sum / Math.max(1, count)) };
  };
  const [middle, plain] = [around(range / 2), around(0)];
  return middle.distance < plain.distance ? middle.zero : plain.zero;
}

/** The places where numbers begin that step from others of their segment. */
function placesOf(steps: Uint16Array, segmentEnds: ArrayLike<number>, how: WordSteps): Uint32Array {
  const places = new Uint32Array(steps.length >>> 1);
  let count = 0;
  for (let s = 0, start = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    for (let at = start + oddness(steps, start, end, how) + reach(how); at + 1 < end; at += 2)
      places[count++] = at;
    start = end;
  }
  return places.subarray(0, count);
}

/** How far back the numbers are from which one steps. */
const reach = ({ lag, line }: WordSteps) => 2 * lag * line.length;

/** 1 where numbers of a segment begin at odd places: they step less far. */
function oddness(steps: Uint16Array, start: number, end: number, how: WordSteps): number {
  const first = start + reach(how);
  return wayFrom(steps, first + 1, end) < wayFrom(steps, first, end) ? 1 : 0;
}

/** How far every other number steps, in doublings. */
function wayFrom(steps: Uint16Array, first: number, end: number): number {
  let doublings = 0;
  for (let at = first; at + 1 < end; at += 2)
    doublings += 32 - Math.clz32(Math.min(steps[at]!, range - steps[at]!));
  return doublings;
}

function expectedAt(words: Uint16Array, at: number, { line, lag, zero }: WordSteps): number {
  let sum = 0;
  for (let k = 0; k < line.length; k++) sum += line[k]! * signed(words[at - 2 * lag * (k + 1)]! - zero);
  return (Math.round(sum) + zero) & mask;
}

function signed(word: number): number {
  return (word << 16) >> 16;
}
