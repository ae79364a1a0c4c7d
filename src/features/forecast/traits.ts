import { type DrawnBlocks, drawnBlockLength } from "../../observer/curves/drawn-blocks.ts";
import {
  blockRates,
  codeLengthOf,
  type ExchangeableCurve,
} from "../../observer/curves/exchangeable-curve.ts";
import { extrapolateRate } from "../../statistics/rate-extrapolation.ts";
import {
  type BlockRepeats,
  blockRepeats,
  copiedWindow,
  type WindowLength,
  windowLength,
} from "../../statistics/repeats.ts";

/** The features of a sample in a forecast. */
export interface SampleTraits {
  /** symbols of the sample, n0 */
  readonly n: number;
  readonly blocks: number;
  /** C(n0), bits without a header */
  readonly codeLength: number;
  /** mean loss over the last half of the sample, bit/symbol */
  readonly rate: number;
  /** change of log l per doubling, over the last three octaves of the sample, the last one weighted most; nats */
  readonly slope: number;
  /** exponent of the power law through C(n0 / 2) and C(n0) */
  readonly exponent: number;
  /** how much steeper the last octave is than the one two before it, nats */
  readonly bend: number;
  /** gain from neighbours that are still missing, see `fillIn` */
  readonly fillIn: number;
  /** share of long windows that also occur in another block of the sample */
  readonly duplicated: number;
  /** how fast the share of new windows falls with further blocks: by e^-recurrence for as many as the sample has */
  readonly recurrence: number;
  /** standard error of log recurrence: windows are clustered in blocks */
  readonly recurrenceError: number;
  /** coefficient of variation of the block rates */
  readonly variation: number;
  /** the law f1 of its curve */
  readonly f1: RateCurve;
}

/** C(n)/n = rate (limit + amplitude (n / n0)^(exponent - 1)), with the rate of the last half of the sample. */
export interface RateCurve {
  readonly limit: number;
  readonly amplitude: number;
  readonly exponent: number;
}

/** Windows that a sample would know if it had the neighbouring blocks. */
const knownWindow: WindowLength = { symbols: 20, bits: 64 };

/** The features that come from a learning curve. */
export type CurveTraits = Pick<
  SampleTraits,
  "n" | "blocks" | "codeLength" | "rate" | "slope" | "exponent" | "bend" | "variation"
>;

/**
 * The decrease of losses within a sample.
 *
 * Cost: O(orders blocks).
 */
export function curveTraits(curve: ExchangeableCurve): CurveTraits {
  const n = curve.lengths.reduce((sum, length) => sum + length, 0);
  const lengths = Array.from({ length: 5 }, (_, octave) => codeLengthOf(curve, n / (1 << octave)));
  const logRates = Array.from({ length: 4 }, (_, octave) => {
    const symbols = n / (2 << octave);
    return Math.log((lengths[octave]! - lengths[octave + 1]!) / symbols);
  });
  const changes = [0, 1, 2].map((octave) => logRates[octave]! - logRates[octave + 1]!);
  return {
    n,
    blocks: curve.lengths.length,
    codeLength: lengths[0]!,
    rate: Math.exp(logRates[0]!),
    slope: (4 * changes[0]! + 2 * changes[1]! + changes[2]!) / 7,
    exponent: Math.log2(lengths[0]! / lengths[1]!),
    bend: changes[0]! - changes[2]!,
    variation: variationOf(blockRates(curve), curve.lengths),
  };
}

/**
 * Computes the features of a sample.
 *
 * @param sample blocks in coding order, at least 16
 * @param present number of distinct symbols of the sample
 * @param scattered whether there are other blocks between those of the sample, which will come; else nothing fills in
 * Cost: O(n + blocks^2).
 */
export function sampleTraits(
  sample: DrawnBlocks,
  curve: ExchangeableCurve,
  present: number,
  scattered: boolean,
): SampleTraits {
  const { n, blocks, ...read } = curveTraits(curve);
  const repeats = (window: WindowLength) =>
    blockRepeats(sample.symbols, sample.segmentEnds, windowLength(window, present));
  const long = repeats(copiedWindow);
  return {
    n,
    blocks,
    ...read,
    fillIn: scattered ? fillIn(repeats(knownWindow), sample.starts, drawnBlockLength) : 0,
    duplicated: long.shared,
    recurrence: recurrenceOf(long),
    recurrenceError: Math.sqrt((n / blocks) * (1 / (long.inOne + 1) + 1 / (long.inTwo + 1))),
    f1: f1Of(curve, { n, rate: read.rate }),
  };
}

/** Sizes that f1 is fitted to: four per octave, over five octaves. */
const stepsOfOctave = 4;
const octaves = 5;
/** So small that the best fit is taken, and not a smaller exponent within the noise. */
const noVariance = 0;

/** The law f1 of a curve. Cost: that of a hundred small least squares. */
export function f1Of(curve: ExchangeableCurve, { n, rate }: Pick<CurveTraits, "n" | "rate">): RateCurve {
  const sizes = Array.from(
    { length: octaves * stepsOfOctave + 1 },
    (_, i) => n * Math.exp(Math.LN2 * (i / stepsOfOctave - octaves)),
  );
  const rates = sizes.map((m) => codeLengthOf(curve, m) / m);
  const { limit, amplitude, exponent } = extrapolateRate(sizes, rates, "f1", noVariance);
  return {
    limit: limit / rate,
    amplitude: (amplitude * Math.exp((exponent - 1) * Math.log(n))) / rate,
    exponent,
  };
}

/**
 * Ratio of windows seen twice to those seen once: if all were equally frequent, it would be half of their expected number.
 *
 * Source: Chao & Jost 2012, Ecology 93(12) (extrapolation of coverage).
 */
function recurrenceOf({ inOne, inTwo }: BlockRepeats): number {
  return inOne > 0 ? (2 * inTwo) / inOne : inTwo;
}

/** Standard deviation over mean, blocks weighted by their lengths. */
function variationOf(rates: Float64Array, lengths: readonly number[]): number {
  let total = 0;
  let sum = 0;
  for (let b = 0; b < rates.length; b++) {
    total += lengths[b]!;
    sum += lengths[b]! * rates[b]!;
  }
  const mean = sum / total;
  let squares = 0;
  for (let b = 0; b < rates.length; b++) squares += lengths[b]! * (rates[b]! - mean) * (rates[b]! - mean);
  return Math.sqrt(squares / total) / mean;
}

/**
 * Relative standard deviation of the code length of further blocks due to their difference from those of the sample.
 *
 * @param factor k: the number of further blocks is k - 1 times that of the sample
 */
export function samplingError(
  { variation, blocks }: Pick<SampleTraits, "variation" | "blocks">,
  factor: number,
): number {
  return variation * Math.sqrt(1 / blocks + 1 / ((factor - 1) * blocks));
}

/** The median error due to blocks alone, phi. */
export const medianOfNormal = 0.6745;

/** Distances between blocks, in blocks, that are pooled; larger ones are far. */
const rings = [1, 2, 5, 15];
/** Pairs borrowed from the next ring where a ring has few. */
const borrowedPairs = 4;

/**
 * Repetition between neighbours that the blocks of a sample do not show yet: the share of a block's windows that would be known
 * only from its neighbours once all blocks between those of the sample are there, if none were known from two of them. A sample
 * drawn from all over a text has few neighbours; as it grows, each block finds its own.
 *
 * The share that two blocks have in common is measured by distance; that of far blocks is subtracted, since it grows with the
 * sample and not with nearness.
 *
 * @param starts position of each block, symbols, shape (blocks,)
 * @param blockLength symbols of a block, the unit of distances
 * @returns 0 where neighbours have no more in common than others
 * Cost: O(blocks^2).
 */
export function fillIn({ betweenTwo }: BlockRepeats, starts: readonly number[], blockLength: number): number {
  const blocks = starts.length;
  const sums = new Float64Array(rings.length + 1);
  const pairs = new Float64Array(rings.length + 1);
  for (let b = 0; b < blocks; b++) {
    for (let o = 0; o < blocks; o++) {
      if (o === b) continue;
      const distance = Math.round(Math.abs(starts[o]! - starts[b]!) / blockLength);
      const ring = rings.findIndex((farthest) => distance <= farthest);
      const place = ring < 0 ? rings.length : ring;
      sums[place]! += betweenTwo.get(b * blocks + o) ?? 0;
      pairs[place]!++;
    }
  }
  const far = pairs[rings.length]! > 0 ? sums[rings.length]! / pairs[rings.length]! : 0;
  let beyond = far;
  let gained = 0;
  for (let ring = rings.length - 1; ring >= 0; ring--) {
    const outermost = ring === rings.length - 1;
    const others = outermost && pairs[ring]! > 0 ? 0 : borrowedPairs;
    beyond = (sums[ring]! + others * beyond) / (pairs[ring]! + others);
    // There are two blocks at every distance.
    gained += 2 * (rings[ring]! - (rings[ring - 1] ?? 0)) * (beyond - far);
  }
  return Math.max(0, gained);
}
