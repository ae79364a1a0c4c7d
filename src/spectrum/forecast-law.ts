import { nonNegativeLeastSquares } from "../statistics/non-negative-least-squares.ts";
import { ridgeRegression, type WeighedRow } from "../statistics/ridge-regression.ts";
import { weightedQuantile } from "../statistics/weighted-quantile.ts";
import { type Experience, experienceFactors } from "./forecast-experience.ts";
import { type SampleTraits, samplingError } from "./sample-traits.ts";

/** What a law reads of a sample. */
export type LawTraits = Pick<
  SampleTraits,
  "n" | "slope" | "bend" | "fillIn" | "duplicated" | "variation" | "blocks"
>;

/** How losses go on beyond a sample, learned from samples of other texts. */
export interface ForecastLaw {
  /** texts and packages that it was learned from */
  readonly texts: number;
  readonly packages: number;
  /** least slope of all samples: a steeper one is of a kind that nothing was learned of */
  readonly steepest: number;
  /** log of the mean loss between n0 and k n0 over that of the last half of the sample, nats */
  logRatio(traits: LawTraits, factor: number): number;
  /** its derivative in log k */
  logRatioSlope(traits: LawTraits, factor: number): number;
  /** standard error of `logRatio`: blocks that are others, and what the law does not know; nats */
  error(traits: LawTraits, factor: number): number;
  /** the part of the error that is the law's own */
  lawError(traits: LawTraits, factor: number): number;
  /** half-width of an interval, in standard errors */
  quantile(level: number): number;
}

/** More of the sample's windows stand in another block: near-duplicates, of which every law is less sure. */
export const duplicatedFrom = 1 / 6;

/** Standard error that the law is taken to have before it is known, nats per decade: long forecasts do not rule the fit. */
const priorLawError = 0.08 / Math.LN10;
const penalty = 1e-4;
/** Factors at which residuals are graded. */
const graded = [2, 3, 5, 10];

/** Sizes between which samples taught what size does, and a little more; in units of the usual one. */
const usualSize = 200_000;
const [smallestSize, largestSize] = [40_000, 400_000];

/** The traits as the regression reads them. Losses of small samples fall faster: tables and weights warm up, too. */
function readOf({ n, slope, bend, fillIn }: LawTraits): number[] {
  const size = Math.log(Math.max(smallestSize, Math.min(n, largestSize)) / usualSize);
  return [1, slope, bend, Math.log1p(3 * fillIn), size];
}

/**
 * Where losses hardly fall, what the law expects of the slowest that taught it, in proportion: nothing of those that do not
 * fall. A slope that rises is chance.
 *
 * @param slowestFall nats a doubling; 0: the law is asked whatever the slope is
 */
function inProportion(
  traits: LawTraits,
  slowestFall: number,
  expected: (traits: LawTraits) => number,
): number {
  if (slowestFall === 0 || traits.slope <= -slowestFall) return expected(traits);
  return expected({ ...traits, slope: -slowestFall }) * Math.max(0, -traits.slope / slowestFall);
}

/** log ratio = b0 . x + log k (b1 . x): a power law whose exponent is learned. */
function designOf(traits: LawTraits, factor: number): number[] {
  const x = readOf(traits);
  return [...x, ...x.map((value) => value * Math.log(factor))];
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

function regress(rows: readonly Experience[], weights: readonly number[]): Float64Array {
  const observations: WeighedRow[] = rows.flatMap((row, r) =>
    experienceFactors.map((factor, f) => {
      const sampling = samplingError(row, factor);
      const law = priorLawError * Math.log(factor);
      const weight = weights[r]! / (sampling * sampling + law * law + 1e-5);
      return { x: designOf(row, factor), y: row.ratios[f]!, weight };
    }),
  );
  return ridgeRegression(observations, penalty);
}

interface Residual {
  readonly row: Experience;
  readonly factor: number;
  readonly error: number;
  readonly weight: number;
}

/** What forecasts of each package's texts by all the others were off. */
function residualsOf(
  rows: readonly Experience[],
  weights: readonly number[],
  slowestFall: number,
): Residual[] {
  return [...new Set(rows.map(({ package: name }) => name))].flatMap((name) => {
    const inside = (r: number) => rows[r]!.package === name;
    const places = rows.map((_, r) => r);
    const outside = places.filter((r) => !inside(r));
    const beta = regress(
      outside.map((r) => rows[r]!),
      outside.map((r) => weights[r]!),
    );
    return places.filter(inside).flatMap((r) =>
      graded.map((factor) => ({
        row: rows[r]!,
        factor,
        error:
          inProportion(rows[r]!, slowestFall, (traits) => product(beta, designOf(traits, factor))) -
          rows[r]!.ratios[experienceFactors.indexOf(factor)]!,
        weight: weights[r]!,
      })),
    );
  });
}

/** What the law's own variance grows with: it is less sure of repeated windows, and of what is to fill in. */
function doubtOf({ duplicated, fillIn }: LawTraits): number[] {
  return [1, duplicated, fillIn];
}

/** No law is surer than this, squared nats per (log k)^2. */
const leastVariance = 1e-6;
const firstVariance = 1e-3;
const refinements = 4;

/**
 * The law's own variance per (log k)^2: what squared residuals have beyond the sampling of blocks, as a sum of doubts. A
 * residual counts by how sure it is, and three standard errors at most, so that one text does not widen all intervals.
 *
 * @returns shape (doubts,)
 */
function learnDoubt(residuals: readonly Residual[]): Float64Array {
  let doubt = doubtOf(residuals[0]!.row).map(() => firstVariance);
  for (let i = 0; i < refinements; i++) {
    const rows = residuals.map(({ row, factor, error, weight }) => {
      const square = Math.log(factor) * Math.log(factor);
      const sampling = samplingError(row, factor);
      const x = doubtOf(row);
      const variance = sampling * sampling + product(doubt, x) * square + 1e-4;
      const kept = Math.min(Math.abs(error), 3 * Math.sqrt(variance));
      return {
        x: x.map((value) => value * square),
        y: kept * kept - sampling * sampling,
        weight: weight / (variance * variance),
      };
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
 * @param slowestFall of log l in a doubling, nats: slower falls are forecast in proportion; by default none is
 * @throws never
 * Cost: a few milliseconds for a hundred rows.
 */
export function learnLaw(rows: readonly Experience[], slowestFall = 0): ForecastLaw {
  const weights = weigh(rows);
  const beta = regress(rows, weights);
  const half = beta.length / 2;
  const residuals = residualsOf(rows, weights, slowestFall);
  const doubt = learnDoubt(residuals);
  const lawError = (traits: LawTraits, factor: number) =>
    Math.sqrt(product(doubt, doubtOf(traits))) * Math.log(factor);
  const error = (traits: LawTraits, factor: number) => {
    const [sampling, law] = [samplingError(traits, factor), lawError(traits, factor)];
    return Math.sqrt(sampling * sampling + law * law);
  };
  const scores = residuals.map((one) => Math.abs(one.error) / error(one.row, one.factor));
  return {
    texts: new Set(rows.map(({ text }) => text)).size,
    packages: new Set(rows.map(({ package: name }) => name)).size,
    steepest: Math.min(...rows.map(({ slope }) => slope)),
    logRatio: (given, factor) =>
      inProportion(given, slowestFall, (traits) => product(beta, designOf(traits, factor))),
    logRatioSlope: (given) =>
      inProportion(given, slowestFall, (traits) => product(beta.subarray(half), readOf(traits))),
    error,
    lawError,
    quantile: (level) =>
      weightedQuantile(
        scores,
        residuals.map(({ weight }) => weight),
        level,
      ),
  };
}

/**
 * A law of samples whose losses fell at once: what came once may come again or be all there was, so that it errs by as much.
 *
 * @param step log of the loss after the fall over that before, nats
 * @throws never
 */
export function lessSure(law: ForecastLaw, step: number): ForecastLaw {
  const widened = (error: ForecastLaw["error"]) => (traits: LawTraits, factor: number) => {
    const own = error(traits, factor);
    return factor > 1 ? Math.sqrt(own * own + step * step) : own;
  };
  return { ...law, error: widened(law.error), lawError: widened(law.lawError) };
}
