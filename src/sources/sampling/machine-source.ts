import { UsageError } from "../../core/errors.ts";
import type { Random } from "../../core/random.ts";
import type { Machine, SourceBody, SymbolStream } from "../../core/source.ts";
import type { GroundTruth } from "../../core/truth.ts";
import { createMachine } from "../../exact/machine.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { createAliasTable, drawFromLaw } from "./alias-table.ts";

/** An edge in short: P(`symbol`, next state `to` | state `from`). */
export type Move = readonly [from: number, symbol: number, to: number, probability: number];

/**
 * A machine from its edges in short.
 *
 * @throws UsageError when the states fall apart into several processes
 */
export function machineOf(alphabetSize: number, states: number, moves: readonly Move[]): Machine {
  const edges = moves.map(([from, symbol, to, probability]) => ({ from, symbol, to, probability }));
  const machine = createMachine(alphabetSize, states, edges);
  if (machine !== undefined) return machine;
  throw new UsageError(
    "the states fall apart into sets that are never left, several processes in one: join them by choose(...)",
  );
}

/**
 * The source that runs a machine.
 *
 * @param truth what is known of it, where closed forms say more than `machineTruth`
 */
export function machineSource(
  machine: Machine,
  truth: () => GroundTruth = () => machineTruth(machine),
): SourceBody {
  return {
    alphabetSize: machine.alphabetSize,
    length: Number.POSITIVE_INFINITY,
    machine: () => machine,
    open: (random) => machineStream(machine, random),
    truth,
  };
}

/**
 * Symbols of a finite machine from its start law on: one alias table a state, over the edges that leave it.
 *
 * @param random a stream of its own
 * Cost: O(edges) at first, then two draws a symbol.
 */
function machineStream(machine: Machine, random: Random): SymbolStream {
  const { shift, offset, threshold, alias, symbols, next } = edgeTable(machine);
  let current = drawFromLaw(createAliasTable([machine.start], machine.states), 0, random);
  return {
    fill(target) {
      let state = current;
      for (let i = 0; i < target.length; i++) {
        const column = offset[state]! + (random.uint32() >>> shift[state]!);
        const edge = random.uint32() < threshold[column]! ? column : alias[column]!;
        target[i] = symbols[edge]!;
        state = next[edge]!;
      }
      current = state;
      return target.length;
    },
  };
}

/** Columns of all states, one behind the other; what a column stands for is an edge. */
function edgeTable({ states, from, to, symbol, probability }: Machine) {
  const leaving = Array.from({ length: states }, (): number[] => []);
  for (let e = 0; e < from.length; e++) leaving[from[e]!]!.push(e);
  const tables = leaving.map((edges) =>
    createAliasTable([edges.map((edge) => probability[edge]!)], edges.length),
  );
  const offset = new Uint32Array(states);
  for (let s = 1; s < states; s++) offset[s] = offset[s - 1]! + tables[s - 1]!.threshold.length;
  const columns = offset[states - 1]! + tables[states - 1]!.threshold.length;
  const threshold = new Uint32Array(columns);
  const alias = new Uint32Array(columns);
  const symbols = new Uint32Array(columns);
  const next = new Uint32Array(columns);
  tables.forEach((table, state) => {
    const first = offset[state]!;
    threshold.set(table.threshold, first);
    table.alias.forEach((column, place) => {
      alias[first + place] = first + column;
    });
    leaving[state]!.forEach((edge, place) => {
      symbols[first + place] = symbol[edge]!;
      next[first + place] = to[edge]!;
    });
  });
  const shift = Uint8Array.from(tables, (table) => 32 - table.columnBits);
  return { shift, offset, threshold, alias, symbols, next };
}
