import type { EstimationContext } from "../../../src/core/estimator.ts";
import type { Statistic } from "../../../src/core/statistic.ts";
import { contextOfSymbols } from "./context-of.ts";

/** A statistic and the value it is to have. */
export type Given = readonly [statistic: Statistic<unknown>, value: unknown];

/** A context in which some statistics have given values, by their names; all others are of the sequence. */
export function contextGiven(given: readonly Given[], context: EstimationContext): EstimationContext {
  const values = new Map(given.map(([{ name }, value]) => [name, value]));
  const get = <Value>(statistic: Statistic<Value>): Value =>
    values.has(statistic.name) ? (values.get(statistic.name) as Value) : context.get(statistic);
  return { ...context, get };
}

/** A context of n symbols of two kinds, in which some statistics have given values. */
export const pairsGiven = (n: number, ...given: readonly Given[]): EstimationContext =>
  contextGiven(given, contextOfSymbols(new Uint8Array(n).fill(1, 1), 2));
