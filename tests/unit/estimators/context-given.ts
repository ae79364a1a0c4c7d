import type { EstimationContext } from "../../../src/core/estimator.ts";
import type { SharedValue } from "../../../src/core/shared-value.ts";
import { contextOfSymbols } from "./context-of.ts";

/** A shared value and what it is to be. */
export type Given = readonly [shared: SharedValue<unknown>, value: unknown];

/** A context in which some shared values are given, by their names; all others are of the sequence. */
export function contextGiven(given: readonly Given[], context: EstimationContext): EstimationContext {
  const values = new Map(given.map(([{ name }, value]) => [name, value]));
  const get = <Value>(shared: SharedValue<Value>): Value =>
    values.has(shared.name) ? (values.get(shared.name) as Value) : context.get(shared);
  return { ...context, get };
}

/** A context of n symbols of two kinds, in which some shared values are given. */
export const pairsGiven = (n: number, ...given: readonly Given[]): EstimationContext =>
  contextGiven(given, contextOfSymbols(new Uint8Array(n).fill(1, 1), 2));
