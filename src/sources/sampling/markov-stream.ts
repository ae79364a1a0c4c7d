import type { Random } from "../../core/random.ts";
import type { SymbolStream } from "../../core/source.ts";
import { type AliasTable, createAliasTable, drawFromLaw } from "./alias-table.ts";

/**
 * A chain whose contexts are the blocks of its last symbols in lexicographic order: after context c and symbol x
 * comes context (c A + x) mod C.
 *
 * @param rows one law over A symbols a context
 * @param stationary law of the first context, shape (C,)
 */
export function markovStream(
  rows: AliasTable,
  alphabetSize: number,
  stationary: Float64Array,
  random: Random,
): SymbolStream {
  const { columnBits, threshold, alias } = rows;
  const contexts = stationary.length;
  const shift = 32 - columnBits;
  const base = Uint32Array.from(stationary, (_, context) => (context * alphabetSize) % contexts);
  const wraps = contexts < alphabetSize; // order 0: one context, whatever the symbol
  let context = drawFromLaw(createAliasTable([stationary], contexts), 0, random);
  return {
    fill(target) {
      let current = context;
      for (let i = 0; i < target.length; i++) {
        const draw = random.uint32();
        const column = draw >>> shift;
        const place = (current << columnBits) + column;
        const symbol = random.uint32() < threshold[place]! ? column : alias[place]!;
        target[i] = symbol;
        current = wraps ? 0 : base[current]! + symbol;
      }
      context = current;
      return target.length;
    },
  };
}
