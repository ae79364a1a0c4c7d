import { weightedQuantile } from "../math/intervals.ts";
import { nonNegativeLeastSquares, ridgeRegression, type WeighedRow } from "../math/linear-algebra.ts";
import { type Experience, experienceFactors } from "./forecast-experience.ts";
import { type LawKind, type LawTraits, wholeTexts } from "./law-kinds.ts";
import { samplingError } from "./sample-traits.ts";

/** How losses go on beyond a sample, learned from samples of other texts. */
export interface ForecastLaw {
  /** texts and packages that it was learned from */
  readonly texts: number;
  readonly packages: number;
  /** least slope of all samples: a steeper one is of a kind that nothing was learned of */
  readonly steepest: number;
  /** log of the mean loss between n0 and k n0 over that of the last half of the sample, nats */
  logRatio(traits: LawTraits, factor: number): number;
  /** the loss at k n0 over the mean loss on the way to it */
  endOverMean(traits: LawTraits, factor: number): number;
  /** standard error of `logRatio`: blocks that are others, and what the law does not know; nats */
  error(traits: LawTraits, factor: number): number;
  /** the part of the error that is the law's own */
  lawError(traits: LawTraits, factor: number): number;
  /** standard error of the log of the loss at k n0, nats */
  lossError(traits: LawTraits, factor: number): number;
  /** half-width of an interval, in standard errors */
  quantile(level: number): number;
  /** the same of the loss at k n0 */
  lossQuantile(level: number): number;
}

/** Above this share of windows that also occur in another block the sample is near-duplicates, and every law is less accurate. */
export const duplicatedFrom = 1 / 6;

/**
 * A slope that is off moves the loss at the end farther than the mean loss on the way to it, by this much in logarithms: with
 * a power law the mean of l between n0 and k n0 is some 1.4 times nearer to the sample.
 */
export const lossBeyondMean = 1.4;

/** Standard error that the law is taken to have before it is known, nats per decade: long forecasts do not rule the fit. */
const priorLawError = 0.08 / Math.LN10;
const penalty = 1e-4;
/** Factors at which residuals are graded. */
const graded = [2, 3, 5, 10];

/** What a law has learned. */
interface Learned {
  readonly kind: LawKind;
  readonly beta: Float64Array;
}

/**
 * Where losses hardly fall, what the law expects of the slowest that taught it, in proportion: nothing of those that do not
 * fall. A slope that rises is chance.
 */
function inProportion(
  traits: LawTraits,
  { slowestFall }: LawKind,
  expected: (traits: LawTraits) => number,
): number {
  if (slowestFall === 0 || traits.slope <= -slowestFall) return expected(traits);
  return expected({ ...traits, slope: -slowestFall }) * Math.max(0, -traits.slope / slowestFall);
}

/** log ratio = b0 . x + log k (b1 . x): a power law whose exponent is learned. */
function designOf(kind: LawKind, traits: LawTraits, factor: number): number[] {
  const x = kind.read(traits);
  return [...x, ...x.map((value) => value * Math.log(factor))];
}

/** Of the mean loss in k. Below -1 the sum would fall: further symbols would cost less than nothing. */
const leastExponent = -1;

function logRatio({ kind, beta }: Learned, given: LawTraits, factor: number): number {
  const ratio = inProportion(given, kind, (traits) => product(beta, designOf(kind, traits, factor)));
  return ratio + Math.max(0, leastExponent - exponentOf({ kind, beta }, given)) * Math.log(factor);
}

function exponentOf({ kind, beta }: Learned, given: LawTraits): number {
  return inProportion(given, kind, (traits) => product(beta.subarray(beta.length / 2), kind.read(traits)));
}

/** A sum that grows like k^g has its last terms 1 + g (k - 1)/k times the mean; no curve falls to nothing of it. */
const leastEnd = 1 / 20;

function endOverMean(learned: Learned, given: LawTraits, factor: number): number {
  return Math.max(leastEnd, 1 + ((factor - 1) / factor) * exponentOf(learned, given));
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Samples of one text count as one and a bit. */
function weigh(rows: readonly Experience[]): number[] {
  return rows.map(({ text }) => 1 / Math.sqrt(rows.filter((other) => other.text === text).length));
}

function regress(rows: readonly Experience[], weights: readonly number[], kind: LawKind): Learned {
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

/** What forecasts of each package's texts by all the others were off, in the mean up to some factors and at the end. */
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

/** Between the last two factors, where the loss at the end is graded. */
const [beforeLast, lastFactor] = experienceFactors.slice(-2) as [number, number];
const endFactor = Math.sqrt(beforeLast * lastFactor);

/** Mean loss between the last two factors over that of the last half of the sample. */
function lastLoss({ ratios }: Experience): number {
  const [before, last] = ratios.slice(-2).map(Math.exp) as [number, number];
  return ((lastFactor - 1) * last - (beforeLast - 1) * before) / (lastFactor - beforeLast);
}

/** No law is surer than the first, squared nats for each doubt. */
const [leastVariance, firstVariance] = [1e-6, 1e-3];
const refinements = 4;

/**
 * What each doubt adds to the law's own variance: what squared residuals have beyond the sampling of blocks. A residual counts by how
 * sure it is, and three standard errors at most, so that one text does not widen all intervals.
 *
 * @returns shape (doubts,)
 */
function learnDoubt(residuals: readonly Residual[], kind: LawKind): Float64Array {
  let doubt = kind.doubts(residuals[0]!.row, graded[0]!).map(() => firstVariance);
  for (let i = 0; i < refinements; i++) {
    const rows = residuals.map(({ row, factor, error, weight }) => {
      const sampling = samplingError(row, factor);
      const x = kind.doubts(row, factor);
      const variance = sampling * sampling + product(doubt, x) + 1e-4;
      const kept = Math.min(Math.abs(error), 3 * Math.sqrt(variance));
      return { x, y: kept * kept - sampling * sampling, weight: weight / (variance * variance) };
    });
    doubt = Array.from(nonNegativeLeastSquares(rows), (value) => Math.max(leastVariance, value));
  }
  return Float64Array.from(doubt);
}

/**
 * Learns a law by ridge regression, and what it is worth by leaving out one package at a time: its own error beside that of
 * the blocks, and how many such errors hold a share of all forecasts.
 *
 * @param rows of other texts than the one that is to be forecast
 * Cost: a few milliseconds for a hundred rows.
 */
export function learnLaw(rows: readonly Experience[], kind: LawKind = wholeTexts): ForecastLaw {
  const weights = weigh(rows);
  const learned = regress(rows, weights, kind);
  const { means, ends } = residualsOf(rows, weights, kind);
  const doubt = learnDoubt(means, kind);
  const lawError = (traits: LawTraits, factor: number) =>
    Math.sqrt(product(doubt, kind.doubts(traits, factor)));
  const error = (traits: LawTraits, factor: number) =>
    Math.hypot(samplingError(traits, factor), lawError(traits, factor));
  const lossError = (traits: LawTraits, factor: number) =>
    Math.hypot(samplingError(traits, Number.POSITIVE_INFINITY), lossBeyondMean * lawError(traits, factor));
  const quantile = quantileOf(means, error);
  // The few blocks that the last loss was measured on err, too.
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

/** How many standard errors hold a share of all residuals. */
function quantileOf(residuals: readonly Residual[], errorOf: ForecastLaw["error"]): ForecastLaw["quantile"] {
  const scores = residuals.map((one) => Math.abs(one.error) / errorOf(one.row, one.factor));
  const weights = residuals.map(({ weight }) => weight);
  return (level) => weightedQuantile(scores, weights, level);
}

/**
 * A law of samples whose losses fell at once: what came once may come again or be all there was, so that it errs by as much.
 *
 * @param step log of the loss after the fall over that before, nats
 */
export function lessSure(law: ForecastLaw, step: number): ForecastLaw {
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
