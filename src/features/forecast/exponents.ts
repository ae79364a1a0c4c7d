import { confidenceLevel } from "../../core/constants.ts";
import type { EncodedSequence } from "../../core/encoding.ts";
import type { EstimationContext } from "../../core/estimator.ts";
import type { Measurement } from "../../core/measurement.ts";
import { Random } from "../../core/random.ts";
import type { SymbolSequence } from "../../core/sequence.ts";
import { estimationContext } from "../../estimators/context.ts";
import { unreadable } from "../../estimators/learning-curves.ts";
import { horizon, sharedBlocksOf } from "../../estimators/memory.ts";
import { jackknifeError, studentQuantile } from "../../math/intervals.ts";
import { contextGains } from "../../observer/curves/context-curve.ts";
import { type DrawnBlocks, reordered } from "../../observer/curves/drawn-blocks.ts";
import { contextMixers } from "../../observer/members/context-mixer.ts";
import { largestAlphabet } from "../../observer/open-observer.ts";
import { covarianceNorms, covariancePieces } from "../../statistics/covariance-decay.ts";
import {
  type DecayPoint,
  fitExponentialDecay,
  fitPowerDecay,
  misfit,
  sharedGrowth,
} from "../../statistics/decay.ts";
import type { Exponent, ForecastExponents } from "./schema.ts";

/** Exponents of a sequence, and the points they were fitted to. */
type LearningExponents = Pick<ForecastExponents, "covariance" | "context" | "scaling">;

const distances = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024];
/** Members that distinguish the beginning of a block from every symbol; trees take it for zeros. */
const readers = [contextMixers.standard];
/**
 * Error of the gain of context for an observer that must learn the beginnings of blocks, bit/symbol: three thousandths in the
 * median and six at most over renewals of 400 000 to 8 000 000 symbols whose gains are known.
 */
const startupError = 0.004;
/** Fewer symbols cannot show a decay. */
const shortestForExponents = 16_384;
/** Standard errors by which a norm, the largest of many, must exceed 0. */
const clearNorm = 4;
/** Standard errors by which a gain must exceed 0. */
const clearGain = 3;
/** Least share of the norm along directions chosen on other data: below it, its two bounds are too far apart to be averaged. */
const leastCrossShare = 2 / 3;

/**
 * How fast a learner can learn a sequence, from two exponents of its own: beta, of the decay of the covariance of symbols with
 * distance, and gamma, of the decay of the value of more context; together alpha = gamma / (2 beta), by which the loss falls
 * with the data where data are the limit.
 *
 * @param random a stream of its own
 * Cost: that of coding the sequence three times, and some hundred passes over large alphabets.
 * Source: Cagnetta, Raventós, Ganguli & Wyart 2026, arXiv:2602.07488.
 */
export function learningExponents(sequence: SymbolSequence, random: Random): LearningExponents {
  const covariance = covarianceDecay(sequence, random.fork("covariance"));
  const context = contextDecay(sequence, random.fork("context"));
  return {
    covariance: { exponent: covariance.outcome, points: covariance.points },
    context: { exponent: context.outcome, points: context.points },
    scaling: scalingOf(covariance, context),
  };
}

/** A decay and the points it was fitted to. */
type MeasuredDecay<Kind extends "covariance" | "context"> = Decay & Pick<ForecastExponents[Kind], "points">;

/** The decay of the covariance of symbols with distance. @throws RangeError when memory cannot be had */
export function covarianceDecay(
  { symbols, segmentEnds, alphabetSize }: SymbolSequence,
  random: Random,
): MeasuredDecay<"covariance"> {
  const norms = covarianceNorms(symbols, segmentEnds, alphabetSize, distances, () => random.uniform());
  const series = norms.map(({ distance, reference, norm, crossed, crossedError, without }) => ({
    ...{ first: distance, last: distance, reference, value: norm, without, error: jackknifeError(without) },
    clear: crossed > clearNorm * crossedError && crossed > leastCrossShare * norm,
    shape: (law: Law) => law(distance) - law(reference),
  }));
  return {
    ...decayOver(longestClearRun(series)),
    points: series.map(({ first, reference, value, error, clear }) => ({
      ...{ distance: first, reference, norm: value, error, clear },
    })),
  };
}

/** The decay of the value of more context. @throws RangeError when memory cannot be had */
export function contextDecay(sequence: SymbolSequence, random: Random): MeasuredDecay<"context"> {
  const present = new Set(sequence.symbols).size;
  if (present > largestAlphabet) {
    return {
      ...refused(`${present} symbols; the observer reads alphabets up to ${largestAlphabet}`),
      points: [],
    };
  }
  const gains = contextGains(sequence, readers, covariancePieces, random);
  const series = gains.map(({ first, end, further, bits, compared }) => {
    const meanWithout = (left: number) => {
      let [paid, symbols] = [0, 0];
      for (let p = 0; p < bits.length; p++) {
        if (p === left) continue;
        paid += bits[p]!;
        symbols += compared[p]!;
      }
      return paid / symbols;
    };
    const value = meanWithout(-1);
    const without = Float64Array.from(bits, (_, p) => meanWithout(p));
    const shape = (law: Law) => {
      let sum = 0;
      for (let n = first; n < end; n++) sum += law(n) - law(n + further);
      return sum / (end - first);
    };
    const sampling = jackknifeError(without);
    const error = Math.sqrt(sampling * sampling + startupError * startupError);
    return {
      ...{ first, last: end - 1, further, value, without, error, shape },
      clear: value > clearGain * error,
    };
  });
  return {
    ...decayOver(toLastClear(series)),
    points: series.map(({ first, last, further, value, error, clear }) => ({
      ...{ first, last, further, gain: value, error, clear },
    })),
  };
}

function toLastClear(series: readonly SeriesPoint[]): SeriesPoint[] {
  return series.slice(0, series.findLastIndex((point) => point.clear) + 1);
}

/** Beyond it, the noise floor is as large as the signal. */
function longestClearRun(series: readonly SeriesPoint[]): SeriesPoint[] {
  let best: SeriesPoint[] = [];
  let run: SeriesPoint[] = [];
  for (const point of series) {
    run = point.clear ? [...run, point] : [];
    if (run.length > best.length) best = run;
  }
  return best;
}

/** alpha = gamma / (2 beta), its interval on a logarithmic scale, by leaving the same pieces out of both. */
export function scalingOf(beta: Decay, gamma: Decay): Exponent {
  if (beta.outcome.status !== "ok" || gamma.outcome.status !== "ok") {
    const missing = [
      ...(beta.outcome.status === "ok" ? [] : ["beta"]),
      ...(gamma.outcome.status === "ok" ? [] : ["gamma"]),
    ];
    return { status: "undefined", reason: `there is no ${missing.join(" and no ")}` };
  }
  const level = [
    ...(beta.outcome.lower95 > 0 ? [] : ["beta"]),
    ...(gamma.outcome.lower95 > 0 ? [] : ["gamma"]),
  ];
  if (level.length > 0) {
    return { status: "undefined", reason: `${level.join(" and ")} may be 0` };
  }
  const value = gamma.outcome.value / (2 * beta.outcome.value);
  const logs = beta.without.map((b, piece) => Math.log(gamma.without[piece]! / (2 * b)));
  const laws = [beta.lawError / beta.outcome.value, gamma.lawError / gamma.outcome.value];
  const sampling = jackknifeError(logs);
  const error = Math.sqrt(sampling * sampling + laws[0]! * laws[0]! + laws[1]! * laws[1]!);
  const half = studentQuantile(confidenceLevel, covariancePieces - 1) * error;
  return {
    status: "ok",
    value,
    lower95: value * Math.exp(-half),
    upper95: value * Math.exp(half),
    from: Math.max(beta.outcome.from, gamma.outcome.from),
    to: Math.min(beta.outcome.to, gamma.outcome.to),
  };
}

/** How a value falls with distance. */
interface Decay {
  readonly outcome: Exponent;
  /** the exponent without each piece, shape (pieces,); empty without an exponent */
  readonly without: Float64Array;
  /** standard error due to the misfit of the law alone */
  readonly lawError: number;
}

/** A law of decay: its value at a distance. */
type Law = (distance: number) => number;

/** A point of a decay, and its value without each piece of the sequence. */
interface SeriesPoint extends DecayPoint {
  readonly first: number;
  readonly last: number;
  readonly without: Float64Array;
  /** whether it differs from chance */
  readonly clear: boolean;
}

const fewestPoints = 6;
const leastRange = 8;
/** A law holds if its residuals are at most twice what errors and the allowed misfit explain. */
const worstFit = 2;

/**
 * The exponent over the longest range, to the end of the series, over which a power law holds.
 *
 * Cost: that of some dozens of fits.
 */
function decayOver(series: readonly SeriesPoint[]): Decay {
  const clear = series.filter((point) => point.clear);
  if (clear.length === 0) return refused("no distance differs from chance");
  if (!reaches(series)) {
    return refused(
      `differs from chance only at ${clear.length} distances from ${clear[0]!.first} to ${clear.at(-1)!.last} symbols: a power law needs ${fewestPoints} over a factor of ${leastRange}`,
    );
  }
  for (let skipped = 0; reaches(series.slice(skipped)); skipped++) {
    const range = series.slice(skipped);
    const power = fitPowerDecay(range);
    if (power.chiSquare > worstFit * (range.length - 2)) continue;
    if (power.exponent <= 0) {
      return refused(`none: from ${range[0]!.first} to ${range.at(-1)!.last} symbols nothing decays`);
    }
    const exponential = fitExponentialDecay(range);
    if (exponential.chiSquare <= power.chiSquare) {
      return refused(
        `an exponential of ${Number((1 / exponential.exponent).toPrecision(3))} symbols fits no worse than a power law`,
      );
    }
    const without = Float64Array.from(
      { length: covariancePieces },
      (_, left) => fitPowerDecay(range.map((point) => ({ ...point, value: point.without[left]! }))).exponent,
    );
    const lawError = misfitError(range, power.exponent);
    const error = Math.sqrt(jackknifeError(without) * jackknifeError(without) + lawError * lawError);
    const half = studentQuantile(confidenceLevel, covariancePieces - 1) * error;
    return {
      outcome: {
        status: "ok",
        value: power.exponent,
        lower95: Math.max(0, power.exponent - half),
        upper95: power.exponent + half,
        from: range[0]!.first,
        to: range.at(-1)!.last,
      },
      without,
      lawError,
    };
  }
  return refused(`not a power law: none fits within ${100 * misfit} % over a factor of ${leastRange}`);
}

/** No exponent, and the reason. */
function refused(reason: string): Decay {
  return { outcome: { status: "undefined", reason }, without: new Float64Array(), lawError: 0 };
}

function reaches(series: readonly SeriesPoint[]): boolean {
  const clear = series.filter((point) => point.clear);
  return clear.length >= fewestPoints && clear.at(-1)!.last >= leastRange * clear[0]!.first;
}

/** Standard error of an exponent through points with the allowed misfit. */
function misfitError(points: readonly DecayPoint[], exponent: number): number {
  const logShape = (at: number, { shape }: DecayPoint) =>
    Math.log(shape((distance) => Math.exp(-at * Math.log(distance))));
  const step = exponent * 1e-3;
  const slopes = points.map(
    (point) => (logShape(exponent + step, point) - logShape(exponent - step, point)) / (2 * step),
  );
  const centre = slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length;
  return misfit / Math.sqrt(slopes.reduce((sum, slope) => sum + (slope - centre) * (slope - centre), 0));
}

/**
 * Exponents of a sample of an input, read in file order.
 *
 * @param sequence the whole input
 * @param sample blocks that were drawn from it; undefined: the sample is the whole
 * @param bytes behind the symbols
 * Cost: that of coding the sample some twelve times.
 */
export async function sampleExponents(
  sequence: EncodedSequence,
  sample: DrawnBlocks | undefined,
  bytes: Uint8Array,
  seed: number,
): Promise<ForecastExponents> {
  const random = Random.fromSeed(seed).fork("exponents");
  const read = sample === undefined ? sequence : { ...sequence, ...inFileOrder(sample) };
  if (read.symbols.length < shortestForExponents) {
    const reason = `${read.symbols.length} symbols are too few: exponents need ${shortestForExponents}`;
    const none = { status: "undefined" as const, reason };
    return {
      covariance: { exponent: none, points: [] },
      context: { exponent: none, points: [] },
      ...{ scaling: none, hilberg: none, horizon: none },
    };
  }
  const context = estimationContext(read, bytes, random);
  return {
    ...learningExponents(read, random),
    hilberg: hilbergOf(context),
    horizon: figureOf(await horizon.measure(context)),
  };
}

/** The blocks of a sample in file order. */
function inFileOrder(sample: DrawnBlocks): DrawnBlocks {
  const order = sample.starts.map((_, b) => b).sort((a, b) => sample.starts[a]! - sample.starts[b]!);
  return reordered(sample, order);
}

function hilbergOf(context: EstimationContext): Exponent {
  const reason = unreadable(context);
  return reason === undefined
    ? sharedGrowth(context.get(sharedBlocksOf("standard")))
    : { status: "undefined", reason };
}

function figureOf(measured: Measurement): ForecastExponents["horizon"] {
  if (measured.status !== "ok") return { status: "undefined", reason: measured.reason };
  if (measured.shape !== "scalar") throw new TypeError(`${measured.estimator} gives no number`);
  return { status: "ok", value: measured.value };
}
