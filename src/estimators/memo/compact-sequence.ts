import { defineShared } from "../../core/shared-value.ts";
import { compactAlphabet } from "../../statistics/alphabet.ts";
import { symbolCounts } from "./symbol-counts.ts";

/** The sequence over the symbols that occur, in the same order of symbols. */
export const compactSequence = defineShared("compact-sequence", ({ symbols, alphabetSize }, access) =>
  compactAlphabet(symbols, alphabetSize, access.get(symbolCounts)),
);
