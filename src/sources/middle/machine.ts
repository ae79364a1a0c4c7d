import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { machineLimits } from "../../exact/machine.ts";
import { type Move, machineOf, machineSource } from "../sampling/machine-source.ts";

const edge = z.array(z.number().min(0).max(65_536)).length(4);

export const machine = defineSource({
  id: "machine",
  group: "middle",
  title: "finite machine",
  summary: "Any hidden Markov source, edge by edge; begins in its stationary law.",
  reference: "Crutchfield & Young 1989, Phys. Rev. Lett. 63; Birch 1962, Ann. Math. Statist. 33(3)",
  params: z
    .strictObject({
      states: z
        .int()
        .min(1)
        .max(machineLimits.states)
        .optional()
        .describe("states; by default as many as the edges name"),
      alphabet: z
        .int()
        .min(1)
        .max(65_536)
        .optional()
        .describe("symbols; by default as many as the edges name"),
      edges: z
        .array(edge)
        .min(1)
        .max(machineLimits.edges)
        .default([
          [0, 1, 0, 0.5],
          [0, 0, 1, 0.5],
          [1, 1, 0, 1],
        ])
        .describe("[from, symbol, to, probability], counted from 0; what leaves a state sums to 1"),
    })
    .superRefine(({ states, alphabet, edges }, context) => {
      const fault = edgesFault(movesOf(edges), states, alphabet);
      if (fault !== undefined) context.addIssue({ code: "custom", ...fault });
    }),
  example: "machine(edges=[[0,1,0,0.5],[0,0,1,0.5],[1,1,0,1]])",
  bind({ states, alphabet, edges }) {
    const moves = movesOf(edges);
    const totals = leavingTotals(moves, states ?? statesOf(moves));
    const exact = moves.map(([from, symbol, to, p]): Move => [from, symbol, to, p / totals[from]!]);
    return machineSource(machineOf(alphabet ?? symbolsOf(moves), totals.length, exact));
  },
});

/** The schema has seen to it that each edge has four entries. */
const movesOf = (edges: readonly number[][]): Move[] =>
  edges.map(([from, symbol, to, probability]) => [from!, symbol!, to!, probability!]);
const statesOf = (moves: readonly Move[]): number =>
  1 + moves.reduce((most, [from, , to]) => Math.max(most, from, to), 0);
const symbolsOf = (moves: readonly Move[]): number =>
  1 + moves.reduce((most, [, symbol]) => Math.max(most, symbol), 0);

function leavingTotals(moves: readonly Move[], states: number): Float64Array {
  const totals = new Float64Array(states);
  for (const [from, , , probability] of moves) totals[from]! += probability;
  return totals;
}

/** The first thing that is wrong with a list of edges, and where. */
function edgesFault(
  moves: readonly Move[],
  states: number = Math.min(statesOf(moves), machineLimits.states),
  alphabet: number = 65_536,
): { path: (string | number)[]; message: string } | undefined {
  for (const [index, [from, symbol, to, probability]] of moves.entries()) {
    const at = (place: number, message: string) => ({
      path: ["edges", index, place],
      message: `edges: ${message}`,
    });
    for (const [place, state] of [
      [0, from],
      [2, to],
    ] as const) {
      if (!Number.isInteger(state)) return at(place, `a state is a whole number, not ${state}`);
      if (state >= states) return at(place, `state ${state} is not among the states 0..${states - 1}`);
    }
    if (!Number.isInteger(symbol)) return at(1, `a symbol is a whole number, not ${symbol}`);
    if (symbol >= alphabet) return at(1, `symbol ${symbol} is not among the symbols 0..${alphabet - 1}`);
    if (probability > 1) return at(3, `a probability is at most 1, not ${probability}`);
  }
  const totals = leavingTotals(moves, states);
  const wrong = totals.findIndex((total) => Math.abs(total - 1) > 1e-9);
  if (wrong < 0) return undefined;
  const first = moves.findIndex(([from]) => from === wrong);
  const path = first < 0 ? ["edges"] : ["edges", first];
  if (first < 0) return { path, message: `edges: nothing leaves state ${wrong}` };
  const sum = Number(totals[wrong]!.toPrecision(10));
  return { path, message: `edges: what leaves state ${wrong} sums to ${sum}, not 1` };
}
