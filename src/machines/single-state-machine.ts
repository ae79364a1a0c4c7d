import type { Machine } from "../core/source.ts";
import { createMachine, machineLimits } from "./create-machine.ts";

/**
 * The machine of independent draws from one law.
 *
 * @param law shape (A,), sums to 1
 * @returns undefined when the alphabet is larger than a machine's limit
 */
export function singleStateMachine(law: ArrayLike<number>): Machine | undefined {
  if (law.length > machineLimits.edges) return undefined;
  const edges = Array.from(law, (probability, symbol) => ({ from: 0, to: 0, symbol, probability }));
  return createMachine(law.length, 1, edges, { stationary: Float64Array.of(1) });
}
