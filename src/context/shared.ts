import { isNominal } from "../core/encoding.ts";
import { defineFolded, defineShared } from "../core/shared-value.ts";
import { addSymbolCounts, compactAlphabet } from "../statistics/alphabet.ts";
import { frequencySpectrum } from "../statistics/counts.ts";

/** Occurrences of each symbol, shape (A,): exact up to 2^53. */
export const symbolCounts = defineFolded<Float64Array, Float64Array>("symbol-counts", {
  create: (alphabetSize) => new Float64Array(alphabetSize),
  update: (counts, symbols) => addSymbolCounts(symbols, counts),
  finish: (counts) => counts.slice(),
});

/** The number of symbols of each count. Streaming runs have it, since it needs only the counts. */
export const symbolSpectrum = defineShared("symbol-spectrum", (_sequence, access) =>
  frequencySpectrum(access.get(symbolCounts)),
);

/** The sequence with symbols renumbered to those that occur, in the same order. */
export const compactSequence = defineShared("compact-sequence", ({ symbols, alphabetSize }, access) =>
  compactAlphabet(symbols, alphabetSize, access.get(symbolCounts)),
);

/** Reason why words and tokens have no values. */
export const noValues =
  "words and tokens are numbered, but not ordered: read the input as bytes or characters";

/** Shape (n,): byte values, code points, or ids where a symbol is neither; undefined for words and tokens. */
export const numericValues = defineShared("numeric-values", (sequence): ArrayLike<number> | undefined => {
  const { symbols, codes } = sequence;
  if (isNominal(sequence)) return undefined;
  if (codes === undefined) return symbols;
  const values = new Float64Array(symbols.length);
  for (let i = 0; i < symbols.length; i++) values[i] = codes[symbols[i]!]!;
  return values;
});
