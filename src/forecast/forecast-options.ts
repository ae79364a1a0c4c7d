import { UsageError } from "../core/errors.ts";
import type { ForecastPlan } from "./forecast-task.ts";

/** What of a forecast is chosen; the rest follows. */
interface ForecastChoice extends Omit<ForecastPlan, "sample"> {
  /** symbols of the sample at most; undefined: what the rest of the choice makes best */
  readonly sample: number | "all" | undefined;
}

/** No forecast goes farther than this many times the sample. */
export const farthestFactor = 100;

/**
 * A forecast as it is to be made. What is graded at once, or read in order, is made of a tenth, so that the rest can grade it.
 *
 * @param factors in any order, repeats allowed
 * @param option what they are called in messages
 * @throws UsageError for a multiple that is none
 */
export function planForecast(choice: ForecastChoice, option: string): ForecastPlan {
  const { factors, selfGrade, inOrder, sample } = choice;
  if (factors.length === 0) throw new UsageError(`${option} names no multiple of the sample`);
  for (const factor of factors) {
    if (factor > 1 && factor <= farthestFactor) continue;
    throw new UsageError(
      `${option} takes multiples of the sample above 1 and up to ${farthestFactor}, not "${factor}"`,
    );
  }
  return {
    ...choice,
    factors: [...new Set(factors)].sort((a, b) => a - b),
    sample: sample ?? (selfGrade || inOrder ? "tenth" : "all"),
  };
}
