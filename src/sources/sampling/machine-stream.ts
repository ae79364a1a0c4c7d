import type { Random } from "../../core/random.ts";
import type { Machine, SymbolStream } from "../../core/source.ts";
import { createAliasTable, drawFromLaw } from "./alias-table.ts";

/**
 * Symbols of a finite machine from its start law on: one alias table a state, over the edges that leave it.
 *
 * @param random a stream of its own
 * @throws never
 * Cost: O(edges) at first, then two draws a symbol.
 */
export function machineStream(machine: Machine, random: Random): SymbolStream {
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
