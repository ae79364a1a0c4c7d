import * as z from "zod";
import type { EstimationContext } from "../../core/estimator.ts";
import { type Outcome, undefinedBecause } from "../../core/measurement.ts";
import { defineShared, type SharedValue } from "../../core/shared-value.ts";
import { factorial, type OrdinalPatterns, ordinalPatterns } from "../../statistics/ordinal-patterns.ts";
import { noValues, numericValues } from "./numeric-values.ts";

export const ordinalOrder = () => z.int().min(2).max(7).default(5).describe("numbers in a window");
export const ordinalDelay = () =>
  z.int().min(1).max(10_000).default(1).describe("symbols from one to the next");
/** Windows that a pattern needs on average. */
export const windowsPerPattern = 5;

/** Ordinal patterns of the symbols as numbers; undefined for words. */
export function ordinalPatternsOf(order: number, delay: number): SharedValue<OrdinalPatterns | undefined> {
  return defineShared(`ordinal-patterns-${order}-${delay}`, ({ segmentEnds }, access) => {
    const values = access.get(numericValues);
    return values === undefined ? undefined : ordinalPatterns(values, segmentEnds, order, delay);
  });
}

/** What patterns give where there are enough of them. */
export function fromPatterns(
  context: EstimationContext,
  order: number,
  delay: number,
  read: (patterns: OrdinalPatterns) => Outcome,
): Outcome {
  const patterns = context.get(ordinalPatternsOf(order, delay));
  if (patterns === undefined) return undefinedBecause(noValues);
  const needed = windowsPerPattern * factorial(order);
  if (patterns.windows < needed) {
    return undefinedBecause(`${patterns.windows} windows of ${order} symbols, needs ${needed}`);
  }
  return read(patterns);
}
