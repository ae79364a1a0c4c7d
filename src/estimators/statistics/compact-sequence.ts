import { defineStatistic } from "../../core/statistic.ts";
import { compactAlphabet } from "../../statistics/compact-alphabet.ts";

/** The sequence over the symbols that occur, in the same order of symbols. */
export const compactSequence = defineStatistic("compact-sequence", (sequence) =>
  compactAlphabet(sequence.symbols, sequence.alphabetSize),
);
