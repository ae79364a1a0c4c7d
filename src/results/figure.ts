import type * as z from "zod";
import type { Interval } from "../core/measurement.ts";
import type { Unit } from "../core/quantity.ts";
import type { figureSchema } from "./report-schema.ts";

/** A number with its unit, and an interval wherever one is known to hold. */
export type Figure = z.infer<typeof figureSchema>;

/** A number with its unit. */
export function figure(value: number, unit: Unit, interval: Interval | null = null): Figure {
  return { value, unit, interval };
}
