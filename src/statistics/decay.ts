import { confidenceLevel } from "../core/constants.ts";
import { jackknifeError, studentQuantile } from "../math/intervals.ts";
import { leastSquaresLine } from "../math/linear-algebra.ts";

/** A law of decay fitted on a logarithmic scale. */
interface DecayLaw {
  readonly law: "power" | "exponential";
  /** I at distance 1 of the fit */
  readonly factor: number;
  /** exponent b of d^-b, or 1/xi of exp(-d/xi) */
  readonly rate: number;
  /** Akaike's criterion; smaller is better */
  readonly aic: number;
}

/**
 * Power law and exponential through the same points, by least squares of the logarithm.
 *
 * @param distances shape (m,), ascending, m at least 4
 * @param values shape (m,), all above 0
 * @returns the better law first
 * Source: Akaike 1974, IEEE Trans. Autom. Control 19; Lin & Tegmark 2017, Entropy 19(7) (the two laws).
 */
export function fitDecay(distances: readonly number[], values: readonly number[]): [DecayLaw, DecayLaw] {
  const logs = Float64Array.from(values, (value) => Math.log(value));
  const fitted = (["power", "exponential"] as const).map((law): DecayLaw => {
    const x = Float64Array.from(distances, (distance) =>
      law === "power" ? Math.log(distance) : distance - 1,
    );
    const m = x.length;
    const { slope, intercept } = leastSquaresLine(x, logs);
    let squares = 0;
    for (let i = 0; i < m; i++) {
      const residual = logs[i]! - intercept - slope * x[i]!;
      squares += residual * residual;
    }
    // A perfect fit would have no finite criterion.
    const aic = m * Math.log(Math.max(squares / m, 1e-24)) + 2 * 3;
    return { law, factor: Math.exp(intercept), rate: -slope, aic };
  }) as [DecayLaw, DecayLaw];
  return fitted[0].aic <= fitted[1].aic ? fitted : [fitted[1], fitted[0]];
}

/** A point of a fit: the value is c times the shape of the law there. */
interface DecayPoint {
  readonly value: number;
  /** standard error of the value */
  readonly error: number;
  /** the expected value at this point for a law f with f(1) = 1 and c = 1 */
  readonly shape: (law: (distance: number) => number) => number;
}

/** A power law that falls from the first distance on. */
interface FittedDecay {
  /** of d^-exponent */
  readonly exponent: number;
  /** the factor c of the law */
  readonly factor: number;
  /** sum of squared residuals, in standard errors */
  readonly chiSquare: number;
}

/** Relative error of the law itself: limits the weight of precise points. */
const misfit = 0.1;
/** Exponents, of which the best is refined: power laws from n^1, which grows, to n^-5. */
const grid: readonly number[] = Array.from({ length: 120 }, (_, i) => -0.975 + 0.05 * i);

/**
 * Weighted least squares with the factor solved for each exponent, so that the search is one-dimensional.
 *
 * @param points two or more, values of which one is above 0
 * Cost: that of the shapes, some hundred times.
 */
function fitPowerDecay(points: readonly DecayPoint[]): FittedDecay {
  const variances = points.map(({ value, error }) => error * error + misfit * misfit * value * value);
  const fitAt = (exponent: number): FittedDecay => {
    const shapes = points.map(({ shape }) => shape((distance) => Math.exp(-exponent * Math.log(distance))));
    let [products, squares] = [0, 0];
    for (const [i, { value }] of points.entries()) {
      products += (value * shapes[i]!) / variances[i]!;
      squares += (shapes[i]! * shapes[i]!) / variances[i]!;
    }
    const factor = squares > 0 ? products / squares : 0;
    const chiSquare = points.reduce((sum, { value }, i) => {
      const off = value - factor * shapes[i]!;
      return sum + (off * off) / variances[i]!;
    }, 0);
    return { exponent, factor, chiSquare };
  };
  const fits = grid.map(fitAt);
  const best = fits.reduce((found, one, i) => (one.chiSquare < fits[found]!.chiSquare ? i : found), 0);
  let from = grid[Math.max(0, best - 1)]!;
  let to = grid[Math.min(grid.length - 1, best + 1)]!;
  // Golden section.
  for (let i = 0; i < 40; i++) {
    const third = (to - from) * 0.381966;
    if (fitAt(from + third).chiSquare <= fitAt(to - third).chiSquare) to -= third;
    else from += third;
  }
  return fitAt((from + to) / 2);
}

/** Information that neighbouring blocks of one length share. */
export interface SharedBits {
  /** m: symbols of a block */
  readonly size: number;
  /** bits, by piece of the sequence, shape (pieces,) */
  readonly bits: Float64Array;
}

/** An exponent with its interval and the fitted range, or the reason why there is none. */
export type Exponent =
  | {
      readonly status: "ok";
      readonly value: number;
      readonly lower95: number;
      readonly upper95: number;
      readonly from: number;
      readonly to: number;
    }
  | { readonly status: "undefined"; readonly reason: string };

/** Fewest lengths of a fit: three doublings. */
const fewestSizes = 4;
/** Shared information must exceed this many standard errors. */
const clear = 3;
/** Largest chi-square a degree of freedom at which a law holds. */
const worstFit = 2;
/**
 * Standard error from a power of log m beside the power of m: naming new items costs a logarithm, which over a few doublings
 * looks like m to the power 1 / ln m.
 */
const logarithms = 1 / 2;
/** Largest exponent that is fitted: above it the information grows as fast as the blocks. */
const steepest = 0.97;

/**
 * The exponent, in [0, 1), of the growth of shared information with the length of blocks, over the longest range up to the longest
 * blocks over which a power law holds. The interval is a jackknife over pieces, widened for a possible logarithm.
 *
 * @param rows shortest blocks first, of equally many pieces
 * Cost: that of some dozens of fits.
 * Source: Hilberg 1990, Frequenz 44; Dębowski 2015, IEEE Trans. Inform. Theory 61.
 */
export function sharedGrowth(rows: readonly SharedBits[]): Exponent {
  if (rows.length < fewestSizes) return refused(`blocks of fewer than ${fewestSizes} lengths fit`);
  const pieces = rows[0]!.bits.length;
  const points = rows.map(({ size, bits }) => {
    const sum = bits.reduce((all, one) => all + one, 0);
    const without = bits.map((one) => (sum - one) / (pieces - 1));
    return {
      ...{ size, value: sum / pieces, without, error: jackknifeError(without) },
      shape: (law: (distance: number) => number) => law(size),
    };
  });
  const unclear = points.findLast(({ value, error }) => !(value > clear * error && value > 0));
  if (unclear !== undefined && points.indexOf(unclear) > points.length - 1 - fewestSizes) {
    return refused(
      `the information that blocks of ${unclear.size} symbols share does not differ from chance`,
    );
  }
  const first = unclear === undefined ? 0 : points.indexOf(unclear) + 1;
  for (let from = first; points.length - from >= fewestSizes; from++) {
    const range = points.slice(from);
    const fit = fitPowerDecay(range);
    if (fit.chiSquare <= worstFit * (range.length - 2)) return exponentOf(range, -fit.exponent);
  }
  return refused(
    "the information that neighbouring blocks share does not grow as a power law over any three doublings",
  );
}

type Point = Parameters<typeof fitPowerDecay>[0][number] & {
  readonly size: number;
  readonly without: Float64Array;
};

function exponentOf(range: readonly Point[], growth: number): Exponent {
  if (growth > steepest)
    return refused("the information that neighbouring blocks share grows as fast as their length");
  const [from, to] = [range[0]!.size, range.at(-1)!.size];
  const without = range[0]!.without.map(
    (_, left) => -fitPowerDecay(range.map((point) => ({ ...point, value: point.without[left]! }))).exponent,
  );
  const error = Math.hypot(jackknifeError(without), logarithms / ((Math.log(from) + Math.log(to)) / 2));
  const half = studentQuantile(confidenceLevel, without.length - 1) * error;
  if (growth + half < 0) {
    return refused(`the information that neighbouring blocks share falls from ${from} to ${to} symbols`);
  }
  return {
    status: "ok",
    value: Math.max(0, growth),
    lower95: Math.max(0, growth - half),
    upper95: Math.min(1, growth + half),
    ...{ from, to },
  };
}

function refused(reason: string): Exponent {
  return { status: "undefined", reason };
}
