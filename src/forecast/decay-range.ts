import { covariancePieces } from "../laws/covariance-decay.ts";
import { type DecayPoint, fitExponentialDecay, fitPowerDecay, misfit } from "../laws/decay-exponent.ts";
import { jackknifeError } from "../math/jackknife-error.ts";
import { studentQuantile } from "../math/student-t.ts";
import type { Exponent } from "./schema.ts";

/** How something falls with distance. */
export interface Decay {
  readonly outcome: Exponent;
  /** the exponent without each piece, shape (pieces,); empty where there is none */
  readonly without: Float64Array;
  /** standard error that the law alone leaves, since it is not quite true */
  readonly lawError: number;
}

/** A law of decay: what it says of a distance. */
export type Law = (distance: number) => number;

/** A point of a decay, and what it is without each piece of the sequence. */
export interface SeriesPoint {
  readonly first: number;
  readonly last: number;
  readonly value: number;
  readonly without: Float64Array;
  /** whether it differs from chance */
  readonly clear: boolean;
  /** standard error of the value */
  readonly error: number;
  readonly shape: DecayPoint["shape"];
}

const fewestPoints = 6;
const leastRange = 8;
/** A law holds where what is left over is no more than twice what errors and the misfit that is allowed would leave. */
const worstFit = 2;

/**
 * The exponent over the longest range, to the end of the series, over which a power law holds.
 *
 * @throws never
 * Cost: that of some dozens of fits.
 */
export function decayOver(series: readonly SeriesPoint[]): Decay {
  const clear = series.filter((point) => point.clear);
  if (clear.length === 0) return refused("no distance differs from chance");
  if (!reaches(series)) {
    return refused(
      `different from chance at ${clear.length} distances from ${clear[0]!.first} to ${clear.at(-1)!.last} symbols alone: a power law needs ${fewestPoints} over a factor of ${leastRange}`,
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
    const half = studentQuantile(0.95, covariancePieces - 1) * error;
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
  return refused(`not a power law: over no factor of ${leastRange} does one fit within ${100 * misfit} %`);
}

/** No exponent, and why. */
export function refused(reason: string): Decay {
  return { outcome: { status: "undefined", reason }, without: new Float64Array(), lawError: 0 };
}

function reaches(series: readonly SeriesPoint[]): boolean {
  const clear = series.filter((point) => point.clear);
  return clear.length >= fewestPoints && clear.at(-1)!.last >= leastRange * clear[0]!.first;
}

/** Standard error of an exponent through points each of which is off by the misfit that is allowed. */
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
