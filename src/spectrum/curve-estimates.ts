import { confidenceLevel } from "../core/constants.ts";
import { studentQuantile } from "../math/student-t.ts";
import type { AdaptiveCurve } from "../observer/curves/adaptive-curve.ts";
import type { Influence } from "../observer/curves/structural-information.ts";

/** A value and half the width of its interval. */
export interface Estimate {
  readonly value: number;
  readonly halfWidth: number;
}

/** Bits: what it takes to name a member of the observer; S of noise jumps by as much. */
const leastHalfWidth = 3;

/**
 * l(M) with what each block and each order contributes to its deviation. Its interval covers the choice of blocks, their
 * order and what happened to be learned in it.
 *
 * @returns residuals of shape (blocks + orders,)
 * @throws never
 */
export function rateInfluence(curve: AdaptiveCurve): Influence {
  const blocks = curve.blockRates.length;
  const ofBlocks = deviations(curve.blockRates, blocks);
  return { value: curve.rate, residuals: concat(ofBlocks, orderDeviations(curve, curve.orderRates)) };
}

/**
 * S with what each order contributes to its deviation, and the share of blocks in it.
 *
 * @returns residuals of shape (blocks + orders,), as `rateInfluence`
 * @throws never
 */
export function structureInfluence(curve: AdaptiveCurve): Influence {
  const { structure, orderStructures, blockRates } = curve;
  // Which blocks there are matters as much as they differ: as if each taught in proportion to what it costs.
  const scale = curve.rate > 0 ? structure / curve.rate : 0;
  const ofBlocks = deviations(blockRates, blockRates.length).map((one) => one * scale * blockShare);
  return { value: structure, residuals: concat(ofBlocks, orderDeviations(curve, orderStructures)) };
}

/** Chosen so that intervals over draws of blocks from long texts cover the mean draw, see docs/calibration.md. */
const blockShare = 1;

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

/** What the mean of values owes to each: the sum of squares is its variance. */
function deviations(values: Float64Array, count: number): Float64Array {
  const mean = values.reduce((sum, one) => sum + one, 0) / count;
  const scale = 1 / Math.sqrt(count * Math.max(1, count - 1));
  return values.map((one) => (one - mean) * scale);
}

/** Orders are fewer than blocks: their deviations count as much more as Student's t has it. */
function orderDeviations({ blockRates }: AdaptiveCurve, values: Float64Array): Float64Array {
  const orders = values.length;
  if (orders < 2) return new Float64Array(orders);
  const wider =
    studentQuantile(confidenceLevel, orders - 1) / studentQuantile(confidenceLevel, blockRates.length - 1);
  return deviations(values, orders).map((one) => one * wider);
}

function concat(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
