import { defineShared } from "../../core/shared-value.ts";
import {
  longestPreviousDisjointFactors,
  matchLengthRates,
  ratesOfSums,
} from "../../statistics/match-lengths.ts";
import { suffixStructures } from "./suffix-structures.ts";

/** Both averages over matches that may overlap what they match. */
export const matchRates = defineShared("match-rates", ({ symbols }, access) =>
  ratesOfSums(access.get(suffixStructures).matchSums(), symbols.length),
);

/** Both averages over matches that lie before the present as a whole. */
export const disjointMatchRates = defineShared("disjoint-match-rates", (_, access) => {
  const structures = access.get(suffixStructures);
  return matchLengthRates(longestPreviousDisjointFactors(structures.suffixes(), structures.prefixes()));
});
