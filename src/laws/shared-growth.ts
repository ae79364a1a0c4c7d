import { confidenceLevel } from "../core/constants.ts";
import type { Exponent } from "../forecast/schema.ts";
import { jackknifeError, studentQuantile } from "../math/intervals.ts";
import { fitPowerDecay } from "./decay-exponent.ts";

/** What neighbouring blocks of one length share. */
export interface SharedBits {
  /** m: symbols of a block */
  readonly size: number;
  /** bits, by piece of the sequence, shape (pieces,) */
  readonly bits: Float64Array;
}

/** Lengths that a power law must hold over: three doublings. */
const fewestSizes = 4;
/** Standard errors by which what is shared must stand above 0. */
const clear = 3;
/** A law holds where what is left over is no more than twice what errors and a misfit of 10 % would leave. */
const worstFit = 2;
/**
 * Standard error of the power of log m that stands beside that of m: names and probabilities of what is new cost a logarithm, which
 * over a few doublings looks like m to the power 1 / ln m.
 */
const logarithms = 1 / 2;
/** The steepest growth that is fitted: what grows so fast is not less than the blocks themselves. */
const steepest = 0.97;

/**
 * The exponent, in [0, 1), with which that grows with their length, over the longest range, to the longest blocks, over which a power
 * law holds; the interval by leaving out one piece after the other, and by what a logarithm would do.
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
    return refused(`what blocks of ${unclear.size} symbols share does not differ from chance`);
  }
  const first = unclear === undefined ? 0 : points.indexOf(unclear) + 1;
  for (let from = first; points.length - from >= fewestSizes; from++) {
    const range = points.slice(from);
    const fit = fitPowerDecay(range);
    if (fit.chiSquare <= worstFit * (range.length - 2)) return exponentOf(range, -fit.exponent);
  }
  return refused("what neighbouring blocks share does not grow as a power law over any three doublings");
}

type Point = Parameters<typeof fitPowerDecay>[0][number] & {
  readonly size: number;
  readonly without: Float64Array;
};

function exponentOf(range: readonly Point[], growth: number): Exponent {
  if (growth > steepest) return refused("what neighbouring blocks share grows as fast as they do");
  const [from, to] = [range[0]!.size, range.at(-1)!.size];
  const without = range[0]!.without.map(
    (_, left) => -fitPowerDecay(range.map((point) => ({ ...point, value: point.without[left]! }))).exponent,
  );
  const error = Math.hypot(jackknifeError(without), logarithms / ((Math.log(from) + Math.log(to)) / 2));
  const half = studentQuantile(confidenceLevel, without.length - 1) * error;
  if (growth + half < 0) {
    return refused(`what neighbouring blocks share falls from ${from} to ${to} symbols: nothing grows`);
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
