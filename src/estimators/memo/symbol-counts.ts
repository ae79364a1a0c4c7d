import { defineFolded } from "../../core/shared-value.ts";
import { addSymbolCounts } from "../../statistics/alphabet.ts";

/** Occurrences of each symbol, shape (A,): exact up to 2^53. */
export const symbolCounts = defineFolded<Float64Array, Float64Array>("symbol-counts", {
  create: (alphabetSize) => new Float64Array(alphabetSize),
  update: (counts, symbols) => addSymbolCounts(symbols, counts),
  finish: (counts) => counts.slice(),
});
