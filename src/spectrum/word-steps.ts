import { allocateSymbols, type SymbolSequence } from "../core/sequence.ts";
import { plugInEntropy } from "../entropy/plug-in-entropy.ts";
import { linearPredictor } from "../wasm/linear-prediction.ts";
import { type NumberSteps, withNumberSteps } from "../wasm/steps.ts";

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
  /** where the numbers of each segment begin */
  readonly starts: readonly number[];
  /** bits a byte */
  readonly bits: number;
}

const mostChannels = 2;
/** The number before, and the line through the two before. */
const noLine = new Float64Array(0);
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
  const { symbols, alphabetSize } = sequence;
  if (alphabetSize !== 256) return undefined;
  return withNumberSteps(symbols, (numbers) => steppedBy(numbers, sequence, most, shuffle));
}

function steppedBy(
  numbers: NumberSteps,
  sequence: SymbolSequence,
  most: number,
  shuffle: (steps: Uint32Array) => Uint32Array,
): SymbolSequence | undefined {
  const { symbols, alphabetSize, segmentEnds } = sequence;
  const tried = (how: WordSteps) => tryOut(numbers, segmentEnds, how);
  const candidates = [true, false].flatMap((littleEndian) => {
    numbers.join(littleEndian);
    return Array.from({ length: mostChannels }, (_, k) => k + 1).flatMap((lag) => {
      const plain = plainLines.map((line) => tried({ littleEndian, lag, line, zero: 0 }));
      const oscillators = oscillatorsOf(numbers.words, segmentEnds, plain[0]!, most);
      if (oscillators === undefined) return plain;
      const fitted = tried(oscillators);
      // What was fitted is worth it where it saves more than chance does.
      return [...plain, { ...fitted, bits: fitted.bits / mostOfPlain }];
    });
  });
  const { how, starts, bits } = candidates.reduce((best, one) => (one.bits < best.bits ? one : best));
  if (bits > most) return undefined;
  numbers.join(how.littleEndian);
  numbers.take(how.lag, noLine, 0);
  // Steps that cost as much as the numbers explain nothing.
  if (bits > mostOfWords * costOf(numbers, segmentEnds, starts, how)) return undefined;
  numbers.take(how.lag, how.line, how.zero);
  const places = placesOf(segmentEnds, starts, how);
  const anew = shuffle(Uint32Array.from(places, (at) => numbers.steps[at]!));
  const made = numbers.words.slice();
  const twin = allocateSymbols(symbols.length, alphabetSize);
  twin.set(symbols);
  for (const [i, at] of places.entries()) {
    const word = (expectedAt(made, at, how) + anew[i]!) & mask;
    made[at] = word;
    twin[at] = how.littleEndian ? word & 255 : word >> 8;
    twin[at + 1] = how.littleEndian ? word >> 8 : word & 255;
  }
  return { ...sequence, symbols: twin };
}

/** Takes the steps, and looks at where numbers begin. */
function tryOut(numbers: NumberSteps, segmentEnds: ArrayLike<number>, how: WordSteps): Tried {
  numbers.take(how.lag, how.line, how.zero);
  const starts = Array.from(segmentEnds, (end, s) => {
    const start = segmentEnds[s - 1] ?? 0;
    const first = start + reach(how);
    return numbers.way(first + 1, end) < numbers.way(first, end) ? start + 1 : start;
  });
  return { how, starts, bits: costOf(numbers, segmentEnds, starts, how) };
}

/** What the steps cost by their frequencies, bits a byte. */
function costOf(
  numbers: NumberSteps,
  segmentEnds: ArrayLike<number>,
  starts: readonly number[],
  how: WordSteps,
): number {
  numbers.restart();
  for (const [s, start] of starts.entries()) numbers.count(start + reach(how), segmentEnds[s]!);
  const some = starts.some((start, s) => start + reach(how) + 1 < segmentEnds[s]!);
  return some ? plugInEntropy(numbers.counts) / 2 : Number.POSITIVE_INFINITY;
}

/**
 * The line by which tones in noise go on.
 *
 * @param most bits a byte that steps may cost; those of a normal law cost more than any others of their variance
 */
function oscillatorsOf(
  words: Uint16Array,
  segmentEnds: ArrayLike<number>,
  { how, starts }: Tried,
  most: number,
): WordSteps | undefined {
  const { lag } = how;
  const stretches: Uint16Array[] = [];
  let fitted = 0;
  for (let s = 0; s < segmentEnds.length && fitted < mostFitted; s++) {
    const first = starts[s]!;
    const length = Math.max(0, Math.floor((segmentEnds[s]! - first) / (2 * lag)));
    for (let channel = 0; channel < lag; channel++) {
      const stretch = new Uint16Array(length);
      for (let i = 0; i < length; i++) stretch[i] = words[first + 2 * (i * lag + channel)]!;
      stretches.push(stretch);
    }
    fitted += lag * length;
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
function placesOf(segmentEnds: ArrayLike<number>, starts: readonly number[], how: WordSteps): number[] {
  const places: number[] = [];
  for (const [s, start] of starts.entries())
    for (let at = start + reach(how); at + 1 < segmentEnds[s]!; at += 2) places.push(at);
  return places;
}

/** How far back the numbers are from which one steps. */
const reach = ({ lag, line }: WordSteps) => 2 * lag * line.length;

function expectedAt(words: Uint16Array, at: number, { line, lag, zero }: WordSteps): number {
  let sum = 0;
  for (let k = 0; k < line.length; k++) sum += line[k]! * signed(words[at - 2 * lag * (k + 1)]! - zero);
  return (Math.round(sum) + zero) & mask;
}

function signed(word: number): number {
  return (word << 16) >> 16;
}
