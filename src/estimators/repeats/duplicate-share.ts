import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { symbolsInRepeats } from "../../statistics/repeats.ts";
import { repeatLengths } from "../memo/repeat-lengths.ts";
import { suffixStructures } from "../memo/suffix-structures.ts";

export const duplicateShare = defineEstimator({
  id: "duplicate-share",
  quantity: "duplicateShare",
  title: "duplicate share",
  summary: "share of the symbols that lie in blocks of at least L symbols that occur more than once",
  formula: "(symbols covered by repeats of length >= L) / n",
  convention:
    "first occurrences count too, so that a text written twice has 1; occurrences later counts copies alone",
  validity: "exact; repeats do not cross the ends of blocks; grows with n for L below some 2 log2(n) / h",
  cost: "O(n), once the suffix array is there",
  reference:
    "Lee, Ippolito, Nystrom, Zhang, Eck, Callison-Burch & Carlini 2022, Annual Meeting of the ACL 60 (L = 50)",
  params: () =>
    z.strictObject({
      length: z.int().min(1).max(1_000_000).default(50).describe("L, symbols a repeat has at least"),
      occurrences: z.enum(["all", "later"]).default("all").describe("which occurrences of a repeat count"),
    }),
  minimumLength: 1,
  rangeChecked: true,
  estimate(context, { length, occurrences }) {
    if (context.n < length) return undefinedBecause(`${context.n} symbols have no block of ${length}`);
    const lengths =
      occurrences === "all" ? context.get(repeatLengths) : context.get(suffixStructures).factors();
    return scalar(symbolsInRepeats(lengths, length) / context.n);
  },
});
