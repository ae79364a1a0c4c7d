import { repeatedInBlocks, twinCurve } from "../context/learning-curves.ts";
import { symbolCounts } from "../context/shared.ts";
import type { EstimationContext } from "../core/estimator.ts";
import type { BestRoute } from "../observer/curves/best-route.ts";
import { growthOf } from "../observer/curves/growth.ts";
import { plugInEntropy } from "../statistics/entropy.ts";
import type { TwinGrowth } from "./decide-regime.ts";
import { recordTwin } from "./record-twin.ts";
import { residualTwin } from "./residual-twin.ts";

/** Largest alphabet of symbols that may be numbers. */
const largestNumbers = 256;

/** A twin is valid if it costs at most this factor of the sequence, and at most this factor of its independent symbols. */
const mostOfTwins = { ofRate: 1.05, ofSymbols: 0.98 };

/** Growth of a twin of columns or records; undefined where a sequence has none. */
export function twinGrowth(context: EstimationContext, { rate }: BestRoute): TwinGrowth | undefined {
  const { sequence, random } = context;
  if (sequence.alphabetSize > largestNumbers) return undefined;
  const symbolBits = plugInEntropy(context.get(symbolCounts));
  const limit = Math.min(mostOfTwins.ofRate * rate.value, mostOfTwins.ofSymbols * symbolBits);
  const period = context.get(repeatedInBlocks);
  const columns = residualTwin(sequence, period, limit, random.fork("residual twin"));
  const twin = columns ?? recordTwin(sequence, limit, random.fork("record twin"));
  if (twin === undefined) return undefined;
  const [of, name] =
    twin === columns
      ? (["columns of numbers", "residual twin"] as const)
      : (["random fields", "record twin"] as const);
  const growth = growthOf(twinCurve(twin, "columns", "fast", context, name));
  return growth && { ...growth.amount, of };
}
