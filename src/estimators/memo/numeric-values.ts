import { isNominal } from "../../core/encoding.ts";
import { defineShared } from "../../core/shared-value.ts";

/** Why words and tokens have no values. */
export const noValues =
  "words and tokens are numbered, but not ordered: read the input as bytes or characters";

/**
 * Shape (n,): each symbol as a number, its byte value or code point, or its id where it is neither; undefined for words and tokens.
 */
export const numericValues = defineShared("numeric-values", (sequence): ArrayLike<number> | undefined => {
  const { symbols, codes } = sequence;
  if (isNominal(sequence)) return undefined;
  if (codes === undefined) return symbols;
  const values = new Float64Array(symbols.length);
  for (let i = 0; i < symbols.length; i++) values[i] = codes[symbols[i]!]!;
  return values;
});
