import { type QuantityId, quantities } from "../core/quantities.ts";
import type { GroundTruth } from "../core/truth.ts";

/** The number that measurements of a quantity are compared with. */
export interface ComparedTruth {
  readonly against: QuantityId;
  readonly value: number;
  /** false: what an estimator covers with its interval is another number, such as the expected rate of a model */
  readonly covered: boolean;
}

/** Rates of codes and models lie above the entropy rate, and how far is what one wants to know. */
const aboveTheRate: readonly QuantityId[] = ["codeLengthRate", "heldOutRate"];

/** What the sources of the calibration set know of themselves. */
export const calibratedQuantities: readonly QuantityId[] = [
  "symbolEntropy",
  "entropyRate",
  ...aboveTheRate,
  "excessEntropy",
  "statisticalComplexity",
];

/** The quantity whose truth measurements of another are compared with. */
export function comparedQuantity(quantity: QuantityId): QuantityId {
  return aboveTheRate.includes(quantity) ? "entropyRate" : quantity;
}

/** Bounds as close as this are as good as a number. */
const negligibleGap = 1e-6;

/**
 * What is exactly known of a source that measurements of a quantity can be compared with.
 *
 * @returns undefined when nothing is
 */
export function comparedTruth(truth: GroundTruth, quantity: QuantityId): ComparedTruth | undefined {
  const against = comparedQuantity(quantity);
  const covered = against === quantity;
  const known = truth[against];
  if (known === undefined || quantities[against].unit !== quantities[quantity].unit) return undefined;
  if (known.status === "exact") return { against, value: known.value, covered };
  if (known.status !== "bounds" || known.upper - known.lower > negligibleGap) return undefined;
  return { against, value: (known.lower + known.upper) / 2, covered };
}
