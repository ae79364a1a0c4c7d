/** Relative error beyond which a value cannot be distinguished from 0. */
const largestRelativeError = 3;

/**
 * How far an interval reaches above a value whose error grows with it, as the count of rare events does: its logarithm has a symmetric
 * interval. Samples with few of the events have both a small value and a small estimate of its error.
 *
 * @param value of something that is not negative; its estimate may be
 * @param below how far a symmetric interval reaches, at least 0
 * @returns at least `below`
 */
export function reachAbove(value: number, below: number): number {
  if (!(value > 0)) return below;
  return Math.max(below, value * Math.expm1(Math.min(below / value, largestRelativeError)));
}
