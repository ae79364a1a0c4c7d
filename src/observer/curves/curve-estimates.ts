import { confidenceLevel } from "../../core/constants.ts";
import { studentQuantile } from "../../math/intervals.ts";
import { meanOf } from "../../math/sums.ts";
import type { AdaptiveCurve } from "./adaptive-curve.ts";

/** A value and half the width of its interval. */
export interface Estimate {
  readonly value: number;
  readonly halfWidth: number;
}

/** A value and its deviations over the drawn blocks and orders. */
export interface Influence {
  readonly value: number;
  /**
   * shape (shares of blocks - 1 + orders,): the sum of squares is the variance of the value, that of products a
   * covariance
   */
  readonly residuals: Float64Array;
}

/** Bits: the cost of naming a member of the observer; S of noise varies by as much. */
export const leastHalfWidth = 3;

/**
 * l(M) with the contributions of blocks and orders to its deviation.
 *
 * @param position of the curve; by default the last one
 */
export function rateInfluence(curve: AdaptiveCurve, position = curve.positions.length - 1): Influence {
  const bits = orderDeviations(curve, curve.orderBits);
  const ofOrders = bits.map((one) => one / curve.trainingLength);
  const ofBlocks = blockDifferences(curve.without.map(({ rates }) => rates[position]!));
  return { value: curve.rates[position]!, residuals: concat(ofBlocks, ofOrders) };
}

/** S(m) with the contributions of blocks and orders to its deviation; by default S at the end. */
function structureInfluence(curve: AdaptiveCurve, position = curve.positions.length - 1): Influence {
  const ofBlocks = blockDifferences(curve.without.map(({ structures }) => structures[position]!));
  const share = curve.positions[position]!.end / curve.trainingLength;
  const ofOrders = orderDeviations(curve, curve.orderBits).map((one) => one * share);
  return { value: curve.structures[position]!, residuals: concat(ofBlocks, ofOrders) };
}

/** The interval of an influence of a curve. */
export function estimateOf({ value, residuals }: Influence, curve: AdaptiveCurve): Estimate {
  const error = Math.sqrt(residuals.reduce((sum, one) => sum + one * one, 0));
  return { value, halfWidth: studentQuantile(confidenceLevel, freedomOf(curve)) * error };
}

/** S: never below minus its own error, since an observer cannot unlearn; a lower value is error. */
export function structureEstimate(curve: AdaptiveCurve, position?: number): Estimate {
  const { value, halfWidth } = estimateOf(structureInfluence(curve, position), curve);
  return { value, halfWidth: Math.max(leastHalfWidth, halfWidth, -value) };
}

/** Degrees of freedom of a variance from successive differences: two thirds of the usual ones. */
export function freedomOf({ without }: AdaptiveCurve): number {
  return Math.max(1, Math.round((2 * (without.length - 1)) / 3));
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

/** l(M) and S of a curve, for values that depend on both. */
export interface CurveEnd {
  readonly rate: Influence;
  readonly structure: Influence;
  /** M */
  readonly trainingLength: number;
  /** degrees of freedom of their errors */
  readonly freedom: number;
}

/** The end of a curve, with l(M) and S by the cheapest route. */
export function curveEnd(
  curve: AdaptiveCurve,
  best: Readonly<Record<"rate" | "structure", Estimate>>,
): CurveEnd {
  return {
    rate: { ...rateInfluence(curve), value: best.rate.value },
    structure: { ...structureInfluence(curve), value: best.structure.value },
    trainingLength: curve.trainingLength,
    freedom: freedomOf(curve),
  };
}

/** l(m), and S(m) where whole blocks were read. */
export interface CurvePoint extends Estimate {
  /** m */
  readonly size: number;
  readonly structure: Estimate | null;
}

/** l(m) from the first symbols to l(M), by the number of symbols read; the last point has all symbols. */
export function curvePoints(curve: AdaptiveCurve): CurvePoint[] {
  const { beginning, positions, trainingLength } = curve;
  return [
    // Each order began with a different block, so that their spread includes that of blocks.
    ...beginning.map(({ size, orderRates }) => {
      const value = meanOf(orderRates);
      const residuals = orderDeviations(curve, orderRates);
      return { size, ...estimateOf({ value, residuals }, curve), structure: null };
    }),
    ...positions.map(({ size }, p) => ({
      size: p === positions.length - 1 ? trainingLength : size,
      ...estimateOf(rateInfluence(curve, p), curve),
      structure: structureEstimate(curve, p),
    })),
  ];
}

/** Contributions of values to the deviation of their mean: the sum of squares is its variance. */
function deviations(values: Float64Array): Float64Array {
  const count = values.length;
  const mean = meanOf(values);
  const scale = 1 / Math.sqrt(count * Math.max(1, count - 1));
  return values.map((one) => (one - mean) * scale);
}

/**
 * Contributions of the blocks to the deviation of a value, by the jackknife. Samples are taken evenly from all over an input,
 * so that neighbours differ by chance alone; a drift does not count.
 *
 * @param values without each share of the blocks, shape (shares,)
 * @returns shape (shares - 1,), the sum of squares is the variance
 * Source: Tukey 1958, Ann. Math. Stat. 29 (jackknife); von Neumann 1941, Ann. Math. Stat. 12 (successive differences).
 */
function blockDifferences(values: readonly number[]): Float64Array {
  const shares = values.length;
  const scale = Math.sqrt((shares - 1) / shares / 2);
  return Float64Array.from({ length: shares - 1 }, (_, i) => (values[i + 1]! - values[i]!) * scale);
}

/** There are fewer orders than blocks: their deviations are scaled up by the ratio of Student's t quantiles. */
function orderDeviations(curve: AdaptiveCurve, values: Float64Array): Float64Array {
  const orders = values.length;
  if (orders < 2) return new Float64Array(orders);
  const wider =
    studentQuantile(confidenceLevel, orders - 1) / studentQuantile(confidenceLevel, freedomOf(curve));
  return deviations(values).map((one) => one * wider);
}

function concat(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
