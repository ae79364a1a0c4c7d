import type { AdaptiveCurve } from "../observer/curves/adaptive-curve.ts";
import type { PlacedNull } from "./adaptive-placing.ts";
import type { Estimate } from "./curve-estimates.ts";

/**
 * dS: S less the largest S of randomised twins. They keep what a person would call noise and pattern, so that what is left
 * takes more to learn than these. For symbols in no order it is 0 but for chance.
 *
 * Twins are read in few orders; their error is that of the sequence's own orders in proportion to S.
 *
 * @param own S, by the curve or by less
 * @param nulls one or more
 * @throws never
 */
export function structureBeyondNulls(
  own: Estimate,
  curve: AdaptiveCurve,
  nulls: readonly PlacedNull[],
): Estimate {
  const largest = nulls.reduce((most, one) => (one.curve.structure > most.curve.structure ? one : most));
  const of = largest.curve.structure;
  const [orders, fewer] = [curve.orderStructures.length, largest.curve.orderStructures.length];
  const share = own.value > 0 ? Math.min(1, Math.max(0, of / own.value)) : 1;
  const ofNull = own.halfWidth * share * Math.sqrt(orders / fewer);
  return { value: own.value - of, halfWidth: Math.hypot(own.halfWidth, ofNull) };
}
