import type { Figure } from "../core/explanation.ts";
import type { Interval } from "../core/measurement.ts";
import type { Unit } from "../core/quantity.ts";

/** A number with its unit. */
export function figure(value: number, unit: Unit, interval: Interval | null = null): Figure {
  return { value, unit, interval };
}
