import type { Machine } from "../../../src/core/source.ts";
import { createMachine } from "../../../src/exact/machine.ts";

export type Move = readonly [from: number, symbol: number, to: number, probability: number];

/** A machine by its moves, each written in a line. */
export const machineOf = (alphabetSize: number, states: number, moves: readonly Move[]): Machine =>
  createMachine(
    alphabetSize,
    states,
    moves.map(([from, symbol, to, probability]) => ({ from, symbol, to, probability })),
  ) as Machine;

/** States that no symbol tells. */
export const hidden = machineOf(2, 2, [
  [0, 0, 0, 0.5],
  [0, 0, 1, 0.2],
  [0, 1, 1, 0.3],
  [1, 0, 0, 0.25],
  [1, 1, 0, 0.15],
  [1, 1, 1, 0.6],
]);

/** The same with states that never occur, so that fewer beliefs have room. */
export function padded(states: number): Machine {
  const stationary = new Float64Array(states);
  stationary.set(hidden.stationary);
  return { ...hidden, states, stationary, start: stationary };
}
