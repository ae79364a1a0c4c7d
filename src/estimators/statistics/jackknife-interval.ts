import type { Interval } from "../../core/measurement.ts";
import { intervalLevel } from "./measured-structure.ts";

/** The interval around a value of `measuredStructure`; null where it has no error. */
export function jackknifeInterval(value: number, halfWidth: number | undefined): Interval | null {
  if (halfWidth === undefined) return null;
  return {
    lower: value - halfWidth,
    upper: value + halfWidth,
    level: intervalLevel,
    method: "block-jackknife",
  };
}
