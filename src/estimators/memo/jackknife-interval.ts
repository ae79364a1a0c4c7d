import { confidenceLevel } from "../../core/constants.ts";
import type { Interval } from "../../core/measurement.ts";
import type { Reach } from "../../statistics/excess-entropy.ts";

/** The interval around a value of `measuredStructure`; null where it has no error. */
export function jackknifeInterval(value: number, reach: Reach | undefined): Interval | null {
  if (reach === undefined) return null;
  return {
    lower: value - reach.below,
    upper: value + reach.above,
    level: confidenceLevel,
    method: "block-jackknife",
  };
}
