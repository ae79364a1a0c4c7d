import data from "../../../data/forecast-experience.json" with { type: "json" };
import { weightedQuantile } from "../../math/intervals.ts";
import { nonNegativeLeastSquares, ridgeRegression, type WeighedRow } from "../../math/linear-algebra.ts";
import { dot } from "../../math/sums.ts";
import type { RateCurve, SampleTraits } from "./traits.ts";
import { samplingError } from "./traits.ts";

/** A sample of a real text, and the continuation of its losses. */
export interface Experience extends LawTraits {
  readonly text: string;
  readonly package: string;
  readonly seed: number;
  /** whether the text was read in file order, instead of its blocks in random order */
  readonly inOrder: boolean;
  /** log of the mean loss between n0 and k n0 over that of the last half of the sample, for each of `experienceFactors` */
  readonly ratios: readonly number[];
}

/** k, ascending. */
export const experienceFactors: readonly number[] = [1.25, 1.5, 2, 3, 4, 5, 6.5, 8, 10];

/** The training data of forecasts; made by scripts/build-forecast-experience.mjs. */
export const forecastExperience: readonly Experience[] = data.samples;

/** How losses continue beyond a sample, learned from samples of other texts. */
export interface ForecastLaw {
  /** number of texts and packages that it was learned from */
  readonly texts: number;
  readonly packages: number;
  /** least slope of all samples: a steeper one is outside the training data */
  readonly steepest: number;
  /** log of the mean loss between n0 and k n0 over that of the last half of the sample, nats */
  logRatio(traits: LawTraits, factor: number): number;
  /** the loss at k n0 over the mean loss on the way to it */
  endOverMean(traits: LawTraits, factor: number): number;
  /** standard error of `logRatio` from the difference of blocks and the error of the law, nats */
  error(traits: LawTraits, factor: number): number;
  /** the part of the error due to the law */
  lawError(traits: LawTraits, factor: number): number;
  /** standard error of the log of the loss at k n0, nats */
  lossError(traits: LawTraits, factor: number): number;
  /** half-width of an interval, in standard errors */
  quantile(level: number): number;
  /** the same of the loss at k n0 */
  lossQuantile(level: number): number;
}

/**
 * Above this share of windows that also occur in another block the sample has near-duplicates, and every law is less accurate.
 */
export const duplicatedFrom = 1 / 6;

/**
 * A wrong slope moves the final loss farther than the mean loss before it, by this factor in logarithms: with a power law the
 * mean of l between n0 and k n0 is some 1.4 times nearer to the sample.
 */
export const lossBeyondMean = 1.4;

/** Prior standard error of the law, nats per decade: keeps long forecasts from dominating the fit. */
const priorLawError = 0.08 / Math.LN10;
const penalty = 1e-4;
/** Factors at which residuals are graded. */
const graded = [2, 3, 5, 10];

interface FittedParameters {
  readonly kind: LawKind;
  readonly beta: Float64Array;
}

/**
 * Where losses barely fall, scales the law's prediction for the slowest training samples in proportion, down to 0 for losses
 * that do not fall. A rising slope is chance.
 */
function inProportion(
  traits: LawTraits,
  { slowestFall }: LawKind,
  expected: (traits: LawTraits) => number,
): number {
  if (slowestFall === 0 || traits.slope <= -slowestFall) return expected(traits);
  return expected({ ...traits, slope: -slowestFall }) * Math.max(0, -traits.slope / slowestFall);
}

/** log ratio = b0 . x + log k (b1 . x): a power law with a learned exponent. */
function designOf(kind: LawKind, traits: LawTraits, factor: number): number[] {
  const x = kind.read(traits);
  return [...x, ...x.map((value) => value * Math.log(factor))];
}

/** Of the mean loss in k. Below -1 the sum would fall: further symbols would have negative cost. */
const leastExponent = -1;

function logRatio({ kind, beta }: FittedParameters, given: LawTraits, factor: number): number {
  if (kind.fixed !== undefined) return kind.fixed.logRatio(given, factor);
  const ratio = inProportion(given, kind, (traits) => dot(beta, designOf(kind, traits, factor)));
  return ratio + Math.max(0, leastExponent - exponentOf({ kind, beta }, given, factor)) * Math.log(factor);
}

function exponentOf({ kind, beta }: FittedParameters, given: LawTraits, factor: number): number {
  if (kind.fixed !== undefined) return kind.fixed.exponent(given, factor);
  return inProportion(given, kind, (traits) => dot(beta.subarray(beta.length / 2), kind.read(traits)));
}

/** The last terms of a sum that grows as k^g are 1 + g (k - 1)/k times the mean; no curve falls to 0 of it. */
const leastEnd = 1 / 20;

function endOverMean(learned: FittedParameters, given: LawTraits, factor: number): number {
  return Math.max(leastEnd, 1 + ((factor - 1) / factor) * exponentOf(learned, given, factor));
}

/** All samples of one text together have a weight slightly above 1. */
function weigh(rows: readonly Experience[]): number[] {
  return rows.map(({ text }) => 1 / Math.sqrt(rows.filter((other) => other.text === text).length));
}

function regress(rows: readonly Experience[], weights: readonly number[], kind: LawKind): FittedParameters {
  if (kind.fixed !== undefined) return { kind, beta: new Float64Array(0) };
  const observations: WeighedRow[] = rows.flatMap((row, r) =>
    experienceFactors.map((factor, f) => {
      const sampling = samplingError(row, factor);
      const law = priorLawError * Math.log(factor);
      const weight = weights[r]! / (sampling * sampling + law * law + 1e-5);
      return { x: designOf(kind, row, factor), y: row.ratios[f]!, weight };
    }),
  );
  return { kind, beta: ridgeRegression(observations, penalty) };
}

interface Residual {
  readonly row: Experience;
  readonly factor: number;
  readonly error: number;
  readonly weight: number;
}

/** Errors of forecasts of each package's texts from all others, of the mean up to some factors and of the end. */
function residualsOf(
  rows: readonly Experience[],
  weights: readonly number[],
  kind: LawKind,
): { readonly means: Residual[]; readonly ends: Residual[] } {
  const [means, ends]: [Residual[], Residual[]] = [[], []];
  for (const name of new Set(rows.map((row) => row.package))) {
    const places = Array.from(rows.keys());
    const outside = places.filter((r) => rows[r]!.package !== name);
    const learned = regress(
      outside.map((r) => rows[r]!),
      outside.map((r) => weights[r]!),
      kind,
    );
    for (const r of places.filter((place) => rows[place]!.package === name)) {
      const [row, weight] = [rows[r]!, weights[r]!];
      for (const factor of graded) {
        const paid = row.ratios[experienceFactors.indexOf(factor)]!;
        means.push({ row, factor, error: logRatio(learned, row, factor) - paid, weight });
      }
      const loss = lastLoss(row);
      const expected = logRatio(learned, row, endFactor) + Math.log(endOverMean(learned, row, endFactor));
      if (loss > 0) ends.push({ row, factor: endFactor, error: expected - Math.log(loss), weight });
    }
  }
  return { means, ends };
}

/** The final loss is graded between the last two factors. */
const [beforeLast, lastFactor] = experienceFactors.slice(-2) as [number, number];
const endFactor = Math.sqrt(beforeLast * lastFactor);

/** Mean loss between the last two factors relative to that of the last half of the sample. */
function lastLoss({ ratios }: Experience): number {
  const [before, last] = ratios.slice(-2).map(Math.exp) as [number, number];
  return ((lastFactor - 1) * last - (beforeLast - 1) * before) / (lastFactor - beforeLast);
}

/** Variance that no law is below, and the starting value, squared nats for each doubt. */
const [leastVariance, firstVariance] = [1e-6, 1e-3];
const refinements = 4;

/**
 * Contributions of the doubts to the law's own variance: the excess of squared residuals over the sampling error of blocks. A
 * residual is weighted by its precision, and clipped at three standard errors, so that one text does not widen all intervals.
 *
 * @returns shape (doubts,)
 */
function learnDoubt(residuals: readonly Residual[], kind: LawKind): Float64Array {
  let doubt = kind.doubts(residuals[0]!.row, graded[0]!).map(() => firstVariance);
  for (let i = 0; i < refinements; i++) {
    const rows = residuals.map(({ row, factor, error, weight }) => {
      const sampling = samplingError(row, factor);
      const x = kind.doubts(row, factor);
      const variance = sampling * sampling + dot(doubt, x) + 1e-4;
      const kept = Math.min(Math.abs(error), 3 * Math.sqrt(variance));
      return { x, y: kept * kept - sampling * sampling, weight: weight / (variance * variance) };
    });
    doubt = Array.from(nonNegativeLeastSquares(rows), (value) => Math.max(leastVariance, value));
  }
  return Float64Array.from(doubt);
}

/**
 * Learns a law by ridge regression, and its accuracy by leaving out one package at a time: its own error beside that of the
 * blocks, and how many such errors cover a share of all forecasts.
 *
 * @param rows of texts other than the one to forecast
 * Cost: a few milliseconds for a hundred rows.
 */
export function learnLaw(rows: readonly Experience[], kind: LawKind = wholeTexts): ForecastLaw {
  const weights = weigh(rows);
  const learned = regress(rows, weights, kind);
  const { means, ends } = residualsOf(rows, weights, kind);
  const doubt = learnDoubt(means, kind);
  const lawError = (traits: LawTraits, factor: number) => Math.sqrt(dot(doubt, kind.doubts(traits, factor)));
  const error = (traits: LawTraits, factor: number) =>
    Math.hypot(samplingError(traits, factor), lawError(traits, factor));
  const lossError = (traits: LawTraits, factor: number) =>
    Math.hypot(samplingError(traits, Number.POSITIVE_INFINITY), lossBeyondMean * lawError(traits, factor));
  const quantile = quantileOf(means, error);
  // The final loss was measured on few blocks, which have an error too.
  const gradedLossError = (row: LawTraits, factor: number) =>
    Math.hypot(lossError(row, factor), row.variation / Math.sqrt((lastFactor - beforeLast) * row.blocks));
  return {
    texts: new Set(rows.map(({ text }) => text)).size,
    packages: new Set(rows.map(({ package: name }) => name)).size,
    steepest: Math.min(...rows.map(({ slope }) => slope)),
    logRatio: (traits, factor) => logRatio(learned, traits, factor),
    endOverMean: (traits, factor) => endOverMean(learned, traits, factor),
    error,
    lawError,
    lossError,
    quantile,
    lossQuantile: kind.learnsLoss ? quantileOf(ends, gradedLossError) : quantile,
  };
}

/** Number of standard errors that covers a share of all residuals. */
function quantileOf(residuals: readonly Residual[], errorOf: ForecastLaw["error"]): ForecastLaw["quantile"] {
  const scores = residuals.map((one) => Math.abs(one.error) / errorOf(one.row, one.factor));
  const weights = residuals.map(({ weight }) => weight);
  return (level) => weightedQuantile(scores, weights, level);
}

/**
 * A law for samples with a sudden fall of the losses: it may happen again or never, so the error grows by as much.
 *
 * @param step log of the loss after the fall over that before, nats
 */
export function widenLaw(law: ForecastLaw, step: number): ForecastLaw {
  const widened =
    (error: ForecastLaw["error"], by = 1): ForecastLaw["error"] =>
    (traits, factor) => {
      const own = error(traits, factor);
      return factor > 1 ? Math.hypot(own, by * step) : own;
    };
  return {
    ...law,
    error: widened(law.error),
    lawError: widened(law.lawError),
    lossError: widened(law.lossError, lossBeyondMean),
  };
}

/** The features of a sample that a law uses. */
export type LawTraits = Pick<
  SampleTraits,
  "n" | "slope" | "bend" | "fillIn" | "duplicated" | "variation" | "blocks"
> & {
  /** of samples of whole texts: that of the power law through C(n0 / 2) and C(n0) */
  readonly exponent?: number;
  /** of samples in file order: the law f1 */
  readonly f1?: RateCurve;
  /** share of the cost that a learner who knows the source would not pay; by default all of it */
  readonly open?: number;
};

/** The form of a law: its features, and the sources of its error. */
export interface LawKind {
  /** x, of which the log of the mean loss beyond a sample is b0 . x + log k (b1 . x) */
  read(traits: LawTraits): number[];
  /** of log l in a doubling, nats: slower falls are scaled in proportion; 0: none is */
  readonly slowestFall: number;
  /** a fixed continuation, and its exponent, the derivative by log k; only the errors are learned */
  readonly fixed?: Readonly<Record<"logRatio" | "exponent", (traits: LawTraits, factor: number) => number>>;
  /** terms of the law's own variance, each with a learned factor, squared nats */
  doubts(traits: LawTraits, factor: number): number[];
  /** whether intervals of the final loss are learned, or derived from those of the mean loss by a power law */
  readonly learnsLoss: boolean;
}

/** Range of sizes in the training data, slightly widened; in units of the usual size. */
const referenceSize = 200_000;
const [smallestSize, largestSize] = [40_000, 400_000];

const square = (value: number) => value * value;

/** A law of whole texts. Losses of small samples fall faster, because tables and weights also warm up. */
export const wholeTexts: LawKind = {
  read({ n, slope, bend, fillIn }) {
    const size = Math.log(Math.max(smallestSize, Math.min(n, largestSize)) / referenceSize);
    return [1, slope, bend, Math.log1p(3 * fillIn), size];
  },
  slowestFall: 0,
  /**
   * The error grows with repeated windows and with `fillIn`. The exponent drifts, so that the variance grows as log k; with a
   * constant exponent, as its square, intervals were too narrow at 2x and too wide at 10x.
   */
  doubts: (traits, factor) => texts(traits).map((doubt) => doubt * Math.log(factor)),
  learnsLoss: false,
};

const texts = ({ duplicated, fillIn }: LawTraits) => [1, duplicated, fillIn];

/**
 * A law of texts in file order: a geometric mean of three simple laws, the power law, f1 and the last rate. The continuation
 * partly differs in kind from the sample, so that only a part of the learning helps: the weight of the last rate is half of the
 * share of all symbols beyond the sample. At 10x the two laws are too low, by 13 and 5 % at the median of 103 kinds of file,
 * and the last rate is too high by 21 %.
 */
export const textsInOrder: LawKind = {
  ...wholeTexts,
  read: () => [],
  fixed: {
    logRatio(traits, factor) {
      return ((1 - shareOfLastRate(factor)) / 2) * simpleLogs(traits, factor);
    },
    exponent(traits, factor) {
      const { power, f1 } = referenceLaws(traits);
      const slopes = meanLossSlope(power, factor) + meanLossSlope(f1, factor);
      const shareSlope = 1 / (2 * factor);
      return ((1 - shareOfLastRate(factor)) * slopes - shareSlope * simpleLogs(traits, factor)) / 2;
    },
  },
  doubts(traits, factor) {
    const { duplicated, variation } = traits;
    return [1, duplicated, square(variation)].map((doubt) => doubt * Math.log(factor));
  },
};

const shareOfLastRate = (factor: number) => (1 - 1 / factor) / 2;

/** Logs of the mean losses under both falling laws, nats. */
function simpleLogs(traits: LawTraits, factor: number): number {
  const { power, f1 } = referenceLaws(traits);
  return Math.log(meanLoss(power, factor)) + Math.log(meanLoss(f1, factor));
}

function referenceLaws({ exponent, f1 }: LawTraits): { readonly power: RateCurve; readonly f1: RateCurve } {
  const amplitude = 1 / (-2 * Math.expm1(-exponent! * Math.LN2));
  return { power: { limit: 0, amplitude, exponent: exponent! }, f1: f1! };
}

/** Least prediction of any law, relative to the rate of the last half of the sample. */
const leastMean = 1e-3;

/** Mean loss between n0 and k n0, relative to the rate of the last half of the sample. */
function meanLoss({ limit, amplitude, exponent }: RateCurve, factor: number): number {
  const growth = factor > 1 ? Math.expm1(exponent * Math.log(factor)) / (factor - 1) : exponent;
  return Math.max(leastMean, limit + amplitude * growth);
}

/** Derivative of its logarithm by log k. */
function meanLossSlope(curve: RateCurve, factor: number): number {
  const { limit, exponent } = curve;
  const log = Math.log(factor);
  // The limit for an exponent of 0.
  const ofPower = exponent > 0 ? exponent / -Math.expm1(-exponent * log) : 1 / log;
  const ofGrowth = factor > 1 ? ofPower - factor / (factor - 1) : (exponent - 1) / 2;
  return (1 - limit / meanLoss(curve, factor)) * ofGrowth;
}

/**
 * A law of positions in texts: those that are random from the first symbol on do not fall, and it predicts no fall. Its error
 * is larger for what still moves, and for few positions.
 */
export const textParts: LawKind = {
  ...wholeTexts,
  slowestFall: 0.03,
  doubts(traits, factor) {
    const { moves, bends } = movesOf(traits);
    const few = square(traits.variation) / traits.blocks;
    const far = square(Math.log(factor));
    const wander = texts(traits).map((doubt) => doubt * far);
    return [1, few, moves, ...wander, far * moves, far * bends];
  },
  learnsLoss: true,
};

/** Falls between which a law of records bends, nats a doubling, and the steepest one. */
const [slow, fast, fastest] = [0.1, 0.5, 1.5];
/**
 * A law of parts of records. Some are random and never fall; others fall at once when their rule is found. A part that no
 * longer falls stays; one that fell in the last doubling continues by a law that bends. The error is larger for what still
 * moves, and for constant parts with more to learn.
 */
export const recordParts: LawKind = {
  read(traits) {
    const fall = Math.max(0, Math.min(fastest, -lastChange(traits)));
    return [Math.min(fall, slow), Math.min(Math.max(0, fall - slow), fast - slow), Math.max(0, fall - fast)];
  },
  slowestFall: 0,
  doubts(traits, factor) {
    const { moves, bends } = movesOf(traits);
    const far = square(Math.log(factor));
    return [1, moves, far, far * (traits.open ?? 1), far * moves, far * bends];
  },
  learnsLoss: true,
};

/** Change of log l above which the doubt does not increase. */
const doubtful = 0.3;

/** Remaining movement of a curve, squared nats. */
function movesOf(traits: LawTraits): { readonly moves: number; readonly bends: number } {
  const upTo = (change: number) => square(Math.min(doubtful, Math.abs(change)));
  return { moves: upTo(lastChange(traits)), bends: upTo(traits.bend) };
}

/**
 * Change of log l in the last doubling alone, nats: slope is (4 a + 2 b + c)/7 of the last three and bend is a - c, so that a
 * is this where b is midway.
 */
function lastChange({ slope, bend }: LawTraits): number {
  return slope + (2 / 7) * bend;
}
