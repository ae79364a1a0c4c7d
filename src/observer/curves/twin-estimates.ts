import { confidenceLevel } from "../../core/constants.ts";
import { studentQuantile } from "../../math/intervals.ts";
import type { AdaptiveCurve } from "./adaptive-curve.ts";
import type { BestRoute } from "./best-route.ts";
import {
  type Estimate,
  freedomOf,
  type Influence,
  leastHalfWidth,
  rateInfluence,
  structureInfluence,
} from "./curve-estimates.ts";

/** A value of a twin of a sequence, and its difference to the value of the sequence. */
interface TwinComparison {
  readonly ofTwin: Estimate;
  readonly difference: Estimate;
}

/**
 * l(M) of a twin: a sequence made from another, cut into the same blocks. Errors that make blocks of both expensive cancel in
 * the difference, unless the sequence is measured in its own order.
 *
 * @param twin read in one order or more
 * @param curve of the sequence, read in two orders or more
 * @param best l(M) of the sequence
 */
export function twinRate(twin: AdaptiveCurve, curve: AdaptiveCurve, best: BestRoute): TwinComparison {
  const perSymbol = ({ orderBits, trainingLength: n }: AdaptiveCurve) => orderBits.map((bits) => bits / n);
  const ofOrder = pooledError(perSymbol(twin), perSymbol(curve), 1);
  const influences = [twin, curve].map((one) => rateInfluence(one)) as [Influence, Influence];
  return compareWithTwin(influences, curve, best.rate, best.route !== "in-order", ofOrder);
}

/** S of a twin, as `twinRate`. S also varies between draws of one law; orders of one draw do not show that. */
export function twinStructure(twin: AdaptiveCurve, curve: AdaptiveCurve, best: BestRoute): TwinComparison {
  const influences = [twin, curve].map((one) => structureInfluence(one)) as [Influence, Influence];
  const { ofTwin, difference } = compareWithTwin(
    influences,
    curve,
    best.structure,
    best.route !== "in-order",
    structureByOrders(twin, curve),
  );
  // An observer cannot unlearn; a lower value is error.
  const ownLeast = Math.max(leastHalfWidth, -ofTwin.value);
  const samplingWidths = [twin, curve].map(samplingHalfWidth);
  const widened = (one: Estimate, least: number, ...others: number[]) => ({
    ...one,
    halfWidth: Math.max(least, Math.hypot(one.halfWidth, ...others)),
  });
  return {
    ofTwin: widened(ofTwin, ownLeast, samplingWidths[0]!),
    difference: widened(difference, leastHalfWidth, ...samplingWidths),
  };
}

/** S of a twin varies between orders as that of the sequence does, in proportion. */
function structureByOrders(twin: AdaptiveCurve, curve: AdaptiveCurve): number {
  const share = curve.structure > 0 ? Math.min(1, Math.max(0, twin.structure / curve.structure)) : 1;
  return pooledError(twin.orderBits, curve.orderBits, share);
}

/**
 * Half the width of an interval of S due to the drawn symbols alone: S of k parameters is (k/2) log2 n, and their cost varies
 * as half a chi square of k degrees of freedom; l(M) varies as much again.
 */
function samplingHalfWidth(curve: AdaptiveCurve): number {
  const { structure, trainingLength } = curve;
  const deviation = Math.LOG2E * Math.sqrt((2 * Math.max(0, structure)) / Math.log2(trainingLength));
  return studentQuantile(confidenceLevel, freedomOf(curve)) * deviation;
}

function compareWithTwin(
  [ofTwin, ofSequence]: readonly [Influence, Influence],
  curve: AdaptiveCurve,
  own: Estimate,
  paired: boolean,
  ofOrder: number,
): TwinComparison {
  const blocks = curve.without.length - 1;
  const t = studentQuantile(confidenceLevel, freedomOf(curve));
  const [theirs, ours] = [ofTwin, ofSequence].map(({ residuals }) => residuals.subarray(0, blocks));
  const alone = Math.hypot(t * normOf(theirs!), ofOrder);
  const difference = ofTwin.value - own.value;
  if (!paired) {
    return {
      ofTwin: { value: ofTwin.value, halfWidth: alone },
      difference: { value: difference, halfWidth: Math.hypot(alone, own.halfWidth) },
    };
  }
  const overBlocks = t * normOf(theirs!.map((one, b) => one - ours![b]!));
  const overOrders = t * normOf(ofSequence.residuals.subarray(blocks));
  return {
    ofTwin: { value: ofTwin.value, halfWidth: alone },
    difference: { value: difference, halfWidth: Math.hypot(overBlocks, overOrders, ofOrder) },
  };
}

const normOf = (values: Float64Array) => Math.sqrt(values.reduce((sum, one) => sum + one * one, 0));

/**
 * Half the width of the interval of a mean over few orders, from their spread and that of the orders of the sequence.
 *
 * @param share of the spread of the sequence
 */
function pooledError(few: Float64Array, many: Float64Array, share: number): number {
  const freedom = few.length + many.length - 2;
  const variance = (squaresOf(few) + share * share * squaresOf(many)) / freedom;
  return studentQuantile(confidenceLevel, freedom) * Math.sqrt(variance / few.length);
}

function squaresOf(values: Float64Array): number {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return values.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
}

/** An interval wider than that of a few shuffles by this factor is wider for a reason, not by chance. */
const clearlyWider = 2;

/**
 * dS = S minus the mean S of shuffles learned the same way. For exchangeable symbols its expectation is 0 at every length,
 * since the sequence is one of its shuffles.
 *
 * The spread of the shuffles shows how S depends on the drawn symbols: the interval includes it.
 *
 * @param own S of the sequence
 * @param shuffles S of two or more
 * @param level of the intervals
 * @throws RangeError for a level outside (0, 1)
 */
export function structureBeyondShuffles(own: Estimate, shuffles: readonly number[], level: number): Estimate {
  const count = shuffles.length;
  const mean = shuffles.reduce((sum, one) => sum + one, 0) / count;
  const squares = shuffles.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  const ofOne = studentQuantile(level, count - 1) * Math.sqrt(squares / (count - 1));
  // A sequence without order varies as its shuffles do; one with structure has a much larger error of its own.
  const ofOwn = own.halfWidth > clearlyWider * ofOne ? own.halfWidth : ofOne;
  const halfWidth = Math.max(leastHalfWidth, Math.hypot(ofOwn, ofOne / Math.sqrt(count)));
  return { value: own.value - mean, halfWidth };
}
