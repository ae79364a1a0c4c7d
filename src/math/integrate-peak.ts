/** An integrand e^logWeight and the value to average under it. */
export interface WeighedValue {
  readonly logWeight: number;
  readonly value: number;
}

/** Integral of a weight and the mean of a value under it. */
interface PeakIntegral {
  /** ln of the integral of the weight */
  readonly logMass: number;
  readonly mean: number;
}

/** Where the weight is e^-40 of its maximum, it is 0 in double precision. */
const negligible = 40;
const goldenRatio = 0.5 * (Math.sqrt(5) - 1);

/**
 * Integral over the reals of a smooth weight with one peak whose tails fall at least exponentially, by the trapezoidal rule,
 * whose error then falls exponentially. The value must vary no faster than the weight: ripples finer than the grid would be
 * missed.
 *
 * A fixed coarse grid would miss a narrow peak, so the maximum and the edges are found first.
 *
 * @param at evaluates the integrand; finite for all x in [least, most]
 * @param start of the search for the maximum
 * @param step its first step
 * @param bounds where the weight is cut off at the latest
 * @returns the integral, relative error some 1e-13 of the largest |value|
 * Cost: some 150 evaluations.
 * Source: Trefethen & Weideman 2014, SIAM Review 56.
 */
export function integratePeak(
  at: (x: number) => WeighedValue,
  start: number,
  step: number,
  [least, most]: readonly [number, number],
): PeakIntegral {
  const clamp = (x: number): number => Math.max(least, Math.min(most, x));
  const weight = (x: number): number => at(x).logWeight;
  const peak = climb(weight, start, step, clamp);
  const top = weight(peak);
  const lower = edge(weight, peak, -1, top - negligible, least);
  const upper = edge(weight, peak, 1, top - negligible, most);
  let width = (upper - lower) / 32;
  let sums = sumOver(at, lower, width, 33, top);
  let lastChange = Number.POSITIVE_INFINITY;
  for (let halvings = 0; halvings < 10; halvings++) {
    const between = sumOver(at, lower + 0.5 * width, width, Math.round((upper - lower) / width), top);
    const weights = sums.weights + between.weights;
    const values = sums.values + between.values;
    const change = Math.max(
      Math.abs(sums.weights - between.weights) / weights,
      Math.abs(sums.values - between.values) / Math.abs(values),
    );
    sums = { weights, values };
    width *= 0.5;
    // Halving the width squares the error, so the remaining error is change^2; a change that no longer shrinks is rounding.
    if (change <= 1e-8 || (change <= 1e-6 && change > 0.25 * lastChange)) break;
    lastChange = change;
  }
  return { logMass: top + Math.log(sums.weights * width), mean: sums.values / sums.weights };
}

/** The maximum of a function with one peak: steps that double until it falls, then golden sections. */
function climb(
  weight: (x: number) => number,
  start: number,
  firstStep: number,
  clamp: (x: number) => number,
): number {
  let middle = clamp(start);
  let best = weight(middle);
  let step = weight(clamp(middle + firstStep)) >= weight(clamp(middle - firstStep)) ? firstStep : -firstStep;
  let left = clamp(middle - step);
  let right = clamp(middle + step);
  for (let next = weight(right); next > best; next = weight(right)) {
    left = middle;
    middle = right;
    best = next;
    step *= 2;
    right = clamp(middle + step);
  }
  // The integral needs the peak only to a fraction of its width, so the search ends where the weight is flat.
  for (let i = 0; i < 100; i++) {
    const inner = right - goldenRatio * (right - left);
    const outer = left + goldenRatio * (right - left);
    const [a, b] = [weight(inner), weight(outer)];
    if (a >= b) right = outer;
    else left = inner;
    if (Math.max(a, b) - Math.min(weight(left), weight(right)) < 0.01) break;
  }
  const settled = 0.5 * (left + right);
  return weight(settled) >= best ? settled : middle;
}

/** A point beyond which the weight stays below a level, found by doubling and then halving steps. */
function edge(
  weight: (x: number) => number,
  peak: number,
  direction: 1 | -1,
  level: number,
  bound: number,
): number {
  const limit = Math.abs(bound - peak);
  let inside = 0;
  let outside = Math.min(limit, 1e-6 * Math.max(1, Math.abs(peak)));
  while (outside < limit && weight(peak + direction * outside) > level) {
    inside = outside;
    outside = Math.min(limit, 2 * outside);
  }
  for (let i = 0; i < 4; i++) {
    const middle = 0.5 * (inside + outside);
    if (weight(peak + direction * middle) > level) inside = middle;
    else outside = middle;
  }
  return peak + direction * outside;
}

function sumOver(
  at: (x: number) => WeighedValue,
  first: number,
  width: number,
  count: number,
  top: number,
): { weights: number; values: number } {
  let weights = 0;
  let values = 0;
  for (let i = 0; i < count; i++) {
    const { logWeight, value } = at(first + i * width);
    const weight = Math.exp(logWeight - top);
    weights += weight;
    values += weight * value;
  }
  return { weights, values };
}
