import { confidenceLevel } from "../../core/constants.ts";
import { studentQuantile } from "../../math/student-t.ts";
import type { AdaptiveCurve } from "./adaptive-curve.ts";

/** A value and half the width of its interval. */
export interface Estimate {
  readonly value: number;
  readonly halfWidth: number;
}

/** A value and what every block and every order contributes to its deviation. */
export interface Influence {
  readonly value: number;
  /** shape (blocks + orders,): the sum of squares is the variance of the value, that of products a covariance */
  readonly residuals: Float64Array;
}

/** Bits: what it takes to name a member of the observer; S of noise jumps by as much. */
export const leastHalfWidth = 3;

/**
 * l(M) with what each block and each order contributes to its deviation. Its interval covers the choice of blocks, their
 * order and what happened to be learned in it.
 *
 * @param position of the curve; the last one where none is given
 * @throws never
 */
export function rateInfluence(curve: AdaptiveCurve, position = curve.positions.length - 1): Influence {
  const { rate, orderRates } = curve.positions[position]!;
  const ofBlocks = deviations(curve.blockRates);
  return { value: rate, residuals: concat(ofBlocks, orderDeviations(curve, orderRates)) };
}

/**
 * S with what each order contributes to its deviation, and the share of blocks in it.
 *
 * @throws never
 */
export function structureInfluence(curve: AdaptiveCurve): Influence {
  const { structure, blockRates, positions } = curve;
  // Which blocks there are matters as much as they differ: as if each taught in proportion to what it costs.
  const scale = curve.rate > 0 ? structure / curve.rate : 0;
  const ofBlocks = deviations(blockRates).map((one) => one * scale);
  const ofOrders = orderDeviations(curve, positions.at(-1)!.orderStructures);
  return { value: structure, residuals: concat(ofBlocks, ofOrders) };
}

/** The interval of an influence of a curve. */
export function estimateOf({ value, residuals }: Influence, { blockRates }: AdaptiveCurve): Estimate {
  const error = Math.sqrt(residuals.reduce((sum, one) => sum + one * one, 0));
  return { value, halfWidth: studentQuantile(confidenceLevel, blockRates.length - 1) * error };
}

/** S: never below minus its own error, since nobody unlearns; what seems so is error. */
export function structureEstimate(curve: AdaptiveCurve): Estimate {
  const { value, halfWidth } = estimateOf(structureInfluence(curve), curve);
  return { value, halfWidth: Math.max(leastHalfWidth, halfWidth, -value) };
}

/** A mean with its interval by Student's t; infinitely wide with fewer than two values. */
export function meanEstimate(values: ArrayLike<number>): Estimate {
  const value = meanOf(values);
  const n = values.length;
  if (n < 2) return { value, halfWidth: Number.POSITIVE_INFINITY };
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i]! - value) * (values[i]! - value);
  return { value, halfWidth: studentQuantile(confidenceLevel, n - 1) * Math.sqrt(squares / (n - 1) / n) };
}

/** l(M) and S of a curve, for what depends on both. */
export interface CurveEnd {
  readonly rate: Influence;
  readonly structure: Influence;
  /** M */
  readonly trainingLength: number;
  readonly blocks: number;
}

/**
 * The end of a curve, with l(M) and S by the route that costs least.
 *
 * @throws never
 */
export function curveEnd(
  curve: AdaptiveCurve,
  best: Readonly<Record<"rate" | "structure", Estimate>>,
): CurveEnd {
  return {
    rate: { ...rateInfluence(curve), value: best.rate.value },
    structure: { ...structureInfluence(curve), value: best.structure.value },
    trainingLength: curve.trainingLength,
    blocks: curve.blockRates.length,
  };
}

/**
 * l(m) from the first symbols to l(M), by the number of symbols read; the last is that of all.
 *
 * @throws never
 */
export function curvePoints(curve: AdaptiveCurve): (Estimate & { readonly size: number })[] {
  const { beginning, positions, trainingLength } = curve;
  return [
    // Each order began with a block of its own, so that their spread is that of blocks, too.
    ...beginning.map(({ size, orderRates }) => {
      const value = meanOf(orderRates);
      const residuals = orderDeviations(curve, orderRates);
      return { size, ...estimateOf({ value, residuals }, curve) };
    }),
    ...positions.map(({ size }, p) => ({
      size: p === positions.length - 1 ? trainingLength : size,
      ...estimateOf(rateInfluence(curve, p), curve),
    })),
  ];
}

/** Octaves at the end of the curve that the growth exponent is read from. */
const growthOctaves = 3;

/**
 * b: slope of log S(m) against log m by least squares over the last octaves, with what each order contributes to its
 * deviation. Harder blocks make every S(m) larger alike, and change no slope.
 *
 * @returns undefined where S(m) is not above 0 there
 * @throws never
 */
export function growthExponent(curve: AdaptiveCurve): Estimate | undefined {
  const from = curve.trainingLength / 2 ** growthOctaves;
  const window = curve.positions.filter(({ end }) => end >= from);
  if (window.length < 3 || window.some(({ structure }) => !(structure > 0))) return undefined;
  const x = window.map(({ end }) => Math.log(end));
  const center = meanOf(x);
  const spread = x.reduce((sum, one) => sum + (one - center) * (one - center), 0);
  let value = 0;
  const ofOrders = new Float64Array(window[0]!.orderStructures.length);
  for (const [k, { structure, orderStructures }] of window.entries()) {
    const weight = (x[k]! - center) / spread;
    value += weight * Math.log(structure);
    for (let r = 0; r < ofOrders.length; r++) ofOrders[r]! += (weight * orderStructures[r]!) / structure;
  }
  return estimateOf({ value, residuals: orderDeviations(curve, ofOrders) }, curve);
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** What the mean of values owes to each: the sum of squares is its variance. */
function deviations(values: Float64Array): Float64Array {
  const count = values.length;
  const mean = meanOf(values);
  const scale = 1 / Math.sqrt(count * Math.max(1, count - 1));
  return values.map((one) => (one - mean) * scale);
}

/** Orders are fewer than blocks: their deviations count as much more as Student's t has it. */
function orderDeviations({ blockRates }: AdaptiveCurve, values: Float64Array): Float64Array {
  const orders = values.length;
  if (orders < 2) return new Float64Array(orders);
  const wider =
    studentQuantile(confidenceLevel, orders - 1) / studentQuantile(confidenceLevel, blockRates.length - 1);
  return deviations(values).map((one) => one * wider);
}

function concat(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
