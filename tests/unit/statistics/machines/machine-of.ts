import type { Machine } from "../../../../src/core/source.ts";
import { createMachine } from "../../../../src/statistics/machines/create-machine.ts";

export type Move = readonly [from: number, symbol: number, to: number, probability: number];

/** A machine by its moves, each written in a line. */
export const machineOf = (alphabetSize: number, states: number, moves: readonly Move[]): Machine =>
  createMachine(
    alphabetSize,
    states,
    moves.map(([from, symbol, to, probability]) => ({ from, symbol, to, probability })),
  ) as Machine;
