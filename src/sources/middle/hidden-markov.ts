import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { machineLimits } from "../../exact/machine.ts";
import { type Move, machineOf, machineSource } from "../sampling/machine-source.ts";

const rows = (width: number) => z.array(z.array(z.number().min(0).max(1)).min(1).max(width)).min(1);

export const hiddenMarkov = defineSource({
  id: "hidden-markov",
  group: "middle",
  title: "hidden Markov model",
  summary: "A hidden chain that shows, at each step, a symbol drawn by its state, and then moves.",
  reference: "Rabiner 1989, Proc. IEEE 77(2)",
  params: z
    .strictObject({
      transition: rows(machineLimits.states)
        .max(machineLimits.states)
        .default([
          [0.95, 0.05],
          [0.1, 0.9],
        ])
        .describe("one row a state; P(next state | state)"),
      emission: rows(65_536)
        .max(machineLimits.states)
        .default([
          [0.9, 0.1],
          [0.4, 0.6],
        ])
        .describe("one row a state; P(symbol | state)"),
    })
    .superRefine(({ transition, emission }, context) => {
      const fault =
        rowsFault("transition", transition, transition.length, transition.length) ??
        rowsFault("emission", emission, transition.length, emission[0]!.length);
      if (fault !== undefined) context.addIssue({ code: "custom", ...fault });
    }),
  example: "hidden-markov(transition=[[0.95,0.05],[0.1,0.9]], emission=[[0.9,0.1],[0.4,0.6]])",
  bind({ transition, emission }) {
    const moves = transition.flatMap((row, from) =>
      normalised(row).flatMap((move, to) =>
        normalised(emission[from]!).map((shown, symbol): Move => [from, symbol, to, move * shown]),
      ),
    );
    return machineSource(machineOf(emission[0]!.length, transition.length, moves));
  },
});

function normalised(row: readonly number[]): number[] {
  const total = row.reduce((sum, probability) => sum + probability, 0);
  return row.map((probability) => probability / total);
}

function rowsFault(key: string, matrix: readonly (readonly number[])[], height: number, width: number) {
  const fault = (message: string, ...path: number[]) => ({
    path: [key, ...path],
    message: `${key}: ${message}`,
  });
  if (matrix.length !== height) return fault(`${matrix.length} rows for ${height} states`);
  for (const [index, row] of matrix.entries()) {
    if (row.length !== width) return fault(`row ${index + 1} has ${row.length} entries, not ${width}`, index);
    const sum = row.reduce((total, probability) => total + probability, 0);
    if (Math.abs(sum - 1) > 1e-9)
      return fault(`row ${index + 1} sums to ${Number(sum.toPrecision(10))}, not 1`, index);
  }
  return undefined;
}
