import { type Outcome, scalar, undefinedBecause } from "../../core/measurement.ts";
import { defineShared } from "../../core/shared-value.ts";
import { type LempelZivParse, lempelZiv76OfFactors, lempelZiv78 } from "../../statistics/lempel-ziv.ts";
import { suffixStructures } from "./suffix-structures.ts";

/** The exhaustive history of 1976. */
export const lempelZiv76Parse = defineShared("lempel-ziv-76", ({ segmentEnds }, access) => {
  return lempelZiv76OfFactors(access.get(suffixStructures).factors(), segmentEnds);
});

/** The incremental parsing of 1978. */
export const lempelZiv78Parse = defineShared("lempel-ziv-78", ({ symbols, segmentEnds }) =>
  lempelZiv78(symbols, segmentEnds),
);

/** Phrases that block ends cut short, at most, of all: a rate is too large by about half of that share. */
const mostCut = 1 / 5;

/** The rate of a parse; none where most of it is the ends of blocks. */
export function phraseRate({ phrases, incomplete }: LempelZivParse, blocks: number, rate: number): Outcome {
  return blocks > 1 && incomplete > mostCut * phrases
    ? undefinedBecause(`block ends cut ${incomplete} of ${phrases} phrases short`)
    : scalar(rate);
}
