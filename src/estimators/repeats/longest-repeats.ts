import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { undefinedBecause } from "../../core/measurement.ts";
import { longestMaximalRepeats } from "../../statistics/repeats.ts";
import { suffixStructures } from "../memo/suffix-structures.ts";
import { wordLabel } from "../ngrams/word-label.ts";

/** Symbols of a repeat and places of it that are shown. */
const shownSymbols = 40;
const shownPlaces = 8;

export const longestRepeats = defineEstimator({
  id: "longest-repeats",
  quantity: "longestRepeat",
  title: "longest repeats",
  summary: "the longest blocks that occur more than once: length, occurrences, positions, and how they begin",
  formula: "the longest w whose occurrences no one symbol extends to the left or to the right",
  convention:
    "maximal repeats; they may overlap; positions count symbols from 0; of equally long ones smaller symbols first",
  validity: "exact; in unrelated text of rate h the longest is some 2 log2(n) / h",
  cost: "O(n), once the suffix array is there",
  reference: "Gusfield 1997, Algorithms on Strings, Trees and Sequences, 7.12",
  params: () =>
    z.strictObject({
      top: z.int().min(1).max(1000).default(5).describe("how many are listed"),
    }),
  minimumLength: 1,
  estimate(context, { top }) {
    const structures = context.get(suffixStructures);
    if (structures.longestRepeat === 0) return undefinedBecause("no symbol occurs twice");
    const { symbols, segmentEnds } = context.sequence;
    const [suffixes, prefixes] = [structures.suffixes(), structures.prefixes()];
    const rows = longestMaximalRepeats(symbols, segmentEnds, suffixes, prefixes, top).map(
      ({ length, places }) => {
        const begin = wordLabel(context, places[0] ?? 0, Math.min(length, shownSymbols));
        const more = places.length > shownPlaces ? " ..." : "";
        return [length, places.length, places.subarray(0, shownPlaces).join(" ") + more, begin];
      },
    );
    return { shape: "table", value: { columns: ["length", "occurrences", "places", "begins"], rows } };
  },
});
