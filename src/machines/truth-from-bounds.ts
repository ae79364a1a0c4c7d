import { certified, closedForm, type Truth } from "../core/truth.ts";
import type { Bounds } from "./process-bounds.ts";

/** Fewer digits than this are stated as bounds. */
const fewestDigits = 6;
const mostDigits = 12;
/** Below this a quantity that cannot be told from zero counts as zero. */
const negligible = 1e-9;

/**
 * A truth from proved bounds: a value with as many digits as they leave certain, or the bounds themselves.
 */
export function truthFromBounds({ lower, upper }: Bounds, route: string): Truth {
  if (upper < negligible) return certified(0, Math.floor(-Math.log10(negligible)), route);
  const value = (lower + upper) / 2;
  const doubt = Math.max((upper - lower) / 2, Number.MIN_VALUE);
  const digits = Math.min(mostDigits, Math.floor(-Math.log10(doubt / value)));
  if (digits >= fewestDigits) return certified(value, digits, route);
  return { status: "bounds", lower, upper, route };
}

/** The difference of two closed forms, with the digits that cancellation leaves. */
export function truthOfDifference(larger: number, smaller: number, route: string): Truth {
  const value = larger - smaller;
  if (value === 0) return closedForm(0, route);
  const rounding = 1e-15 * (larger + smaller);
  return truthFromBounds({ lower: Math.max(0, value - rounding), upper: value + rounding }, route);
}
