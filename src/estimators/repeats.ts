import * as z from "zod";
import { suffixStructures } from "../context/shared-order.ts";
import { defineEstimator } from "../core/estimator.ts";
import { scalar, series, table, undefinedBecause } from "../core/measurement.ts";
import { segmentsOf } from "../core/sequence.ts";
import { defineShared } from "../core/shared-value.ts";
import {
  repeatLengths as lengthsOf,
  longestMaximalRepeats,
  noveltyCurve as noveltyOf,
  symbolsInRepeats,
} from "../statistics/repeats.ts";
import { kGramLabel, ngramOrder, noNgrams } from "./ngrams.ts";

/** Shape (n,), by position: length of the longest match that starts there and elsewhere. */
export const repeatLengths = defineShared("repeat-lengths", (_, access) => {
  const structures = access.get(suffixStructures);
  return lengthsOf(structures.suffixes(), structures.prefixes());
});

/** Most printed symbols and positions of a repeat. */
const shownSymbols = 40;
const shownPlaces = 8;

export const longestRepeats = defineEstimator({
  id: "longest-repeats",
  quantity: "longestRepeat",
  title: "longest repeats",
  summary:
    "the longest blocks that occur more than once: length, occurrences, positions, and their beginning",
  formula:
    "the longest w whose occurrences cannot all be extended by the same symbol to the left or to the right",
  convention:
    "maximal repeats; they may overlap; positions are symbol indices from 0; ties: smaller symbols first",
  validity: "exact; in text of rate h without copies the longest is about 2 log2(n) / h",
  cost: "O(n), given the suffix array",
  reference: "Gusfield 1997, Algorithms on Strings, Trees and Sequences, 7.12",
  params: () =>
    z.strictObject({
      top: z.int().min(1).max(1000).default(5).describe("number listed"),
    }),
  estimate(context, { top }) {
    const structures = context.get(suffixStructures);
    if (structures.longestRepeat === 0) return undefinedBecause("no symbol occurs twice");
    const { symbols, segmentEnds } = context.sequence;
    const [suffixes, prefixes] = [structures.suffixes(), structures.prefixes()];
    const rows = longestMaximalRepeats(symbols, segmentEnds, suffixes, prefixes, top).map(
      ({ length, places }) => {
        const begin = kGramLabel(context, places[0] ?? 0, Math.min(length, shownSymbols));
        const more = places.length > shownPlaces ? " ..." : "";
        return [length, places.length, places.subarray(0, shownPlaces).join(" ") + more, begin];
      },
    );
    return table(["length", "occurrences", "places", "begins"], rows);
  },
});

export const duplicateShare = defineEstimator({
  id: "duplicate-share",
  quantity: "duplicateShare",
  title: "duplicate share",
  summary: "share of the symbols that lie in blocks of at least L symbols that occur more than once",
  formula: "(symbols covered by repeats of length >= L) / n",
  convention:
    "first occurrences count too, so a text written twice has 1; occurrences=later counts copies only",
  validity: "exact; repeats do not cross the ends of blocks; grows with n for L below about 2 log2(n) / h",
  cost: "O(n), given the suffix array",
  reference:
    "Lee, Ippolito, Nystrom, Zhang, Eck, Callison-Burch & Carlini 2022, Annual Meeting of the ACL 60 (L = 50)",
  params: () =>
    z.strictObject({
      length: z.int().min(1).max(1_000_000).default(50).describe("L, smallest length of a repeat in symbols"),
      occurrences: z.enum(["all", "later"]).default("all").describe("which occurrences of a repeat count"),
    }),
  rangeChecked: true,
  estimate(context, { length, occurrences }) {
    if (context.n < length) return undefinedBecause(`${context.n} symbols have no block of ${length}`);
    const lengths =
      occurrences === "all" ? context.get(repeatLengths) : context.get(suffixStructures).factors();
    return scalar(symbolsInRepeats(lengths, length) / context.n);
  },
});

export const repeatSpectrum = defineEstimator({
  id: "repeat-spectrum",
  quantity: "duplicateShare",
  title: "repeat spectrum",
  summary:
    "share of the symbols in repeats of at least L symbols, for L = 1, 2, 4, ... up to the longest repeat",
  formula: "R(L) at L = 2^j and at the length of the longest repeat",
  convention: "all occurrences of a repeat count",
  validity:
    "exact; falls from 1 to 0 near 2 log2(n) / h if nothing is copied; a plateau beyond that means copies",
  cost: "O(n) per point, given the suffix array",
  reference:
    "Lee et al. 2022, Annual Meeting of the ACL 60; Karlin & Ost 1987, Adv. Appl. Probab. 19 (long repeats)",
  estimate(context) {
    const longest = context.get(suffixStructures).longestRepeat;
    if (longest === 0) return undefinedBecause("no symbol occurs twice");
    const lengths = context.get(repeatLengths);
    const points = [];
    for (let length = 1; length < 2 * longest; length *= 2) {
      const x = Math.min(length, longest);
      points.push({ x, value: symbolsInRepeats(lengths, x) / context.n });
    }
    return series("L", points);
  },
});

export const distinctSubstrings = defineEstimator({
  id: "distinct-substrings",
  quantity: "distinctSubstrings",
  title: "distinct substrings",
  summary: "number of distinct blocks of all lengths together; distinct-ngrams has them by length",
  formula: "sum over suffixes of their length minus the prefix they share with the previous suffix in order",
  convention: "the empty block does not count",
  validity: "exact up to 2^53; compare at equal length and alphabet only",
  cost: "O(n), given the suffix array",
  reference:
    "Manber & Myers 1993, SIAM J. Comput. 22; Janson, Lonardi & Szpankowski 2004, Theor. Comput. Sci. 326",
  estimate(context) {
    const prefixes = context.get(suffixStructures).prefixes();
    let blocks = 0;
    for (const [begin, end] of segmentsOf(context.sequence.segmentEnds))
      blocks += ((end - begin) * (end - begin + 1)) / 2;
    if (blocks > Number.MAX_SAFE_INTEGER)
      return undefinedBecause("more than 2^53 blocks cannot be counted exactly");
    for (const shared of prefixes) blocks -= shared;
    return scalar(blocks);
  },
});

export const noveltyCurve = defineEstimator({
  id: "novelty-curve",
  quantity: "novelty",
  title: "novelty curve",
  summary:
    "share of the n-grams of k symbols that have not occurred before, in equal parts along the sequence",
  formula: "(positions of a part without an equal earlier k-gram) / (k-grams of the part)",
  convention: "a part is labelled by its end; a k-gram belongs to the part in which it starts",
  validity: "exact; falls as n grows; a rise shows where the material changes",
  cost: "O(n), given the suffix array",
  reference:
    "Heaps 1978, Information Retrieval: Computational and Theoretical Aspects (growth of vocabulary)",
  params: () =>
    z.strictObject({
      k: ngramOrder().default(4).describe("symbols per n-gram"),
      parts: z.int().min(1).max(1000).default(20).describe("number of parts along the sequence"),
    }),
  rangeChecked: true,
  estimate(context, { k, parts }) {
    const structures = context.get(suffixStructures);
    if (k > structures.orders) return undefinedBecause(noNgrams(k));
    return series("n", noveltyOf(structures.factors(), context.sequence.segmentEnds, k, parts));
  },
});
