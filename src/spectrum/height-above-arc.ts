import type { Interval } from "../core/measurement.ts";
import { type ArcLevel, arcHalfWidth } from "./mixture-arc.ts";

export interface Value {
  readonly value: number;
  readonly interval: Interval | null;
}

/** Places within the interval of x at which the arc is looked at, one more than this. */
const steps = 8;

/**
 * y less that of the arc. Its interval allows for every place within that of x, and for the error of the arc, which knows
 * nothing of the sample: on either side the root of squares.
 *
 * @param arc the arc at some x
 * @param level coverage of the arc's own interval, in (0, 1)
 * @returns the height, and the interval it would have if the arc had no error: what more shuffles can narrow
 * @throws RangeError for a level outside its range
 */
export function heightAboveArc(
  x: Value,
  y: Value,
  arc: (x: number) => ArcLevel,
  level: number,
): { height: Value; ofSample: Interval | null } {
  const value = y.value - arc(x.value).value;
  if (x.interval === null || y.interval === null)
    return { height: { value, interval: null }, ofSample: null };
  const { lower, upper } = x.interval;
  const levels = Array.from({ length: steps + 1 }, (_, i) => arc(lower + (i / steps) * (upper - lower)));
  const heights = levels.map((one) => one.value);
  const ofSample = {
    ...y.interval,
    lower: Math.min(value, y.interval.lower - Math.max(...heights)),
    upper: Math.max(value, y.interval.upper - Math.min(...heights)),
  };
  const ofArc = Math.max(...levels.map((one) => arcHalfWidth(one, level)));
  const interval = {
    ...ofSample,
    lower: value - Math.hypot(value - ofSample.lower, ofArc),
    upper: value + Math.hypot(ofSample.upper - value, ofArc),
  };
  return { height: { value, interval }, ofSample };
}
