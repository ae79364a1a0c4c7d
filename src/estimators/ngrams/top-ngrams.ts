import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { undefinedBecause } from "../../core/measurement.ts";
import { type NgramOccurrences, ngramOccurrences } from "../memo/ngram-occurrences.ts";
import { ngramOrder, noNgrams } from "./ngram-order.ts";
import { wordLabel } from "./word-label.ts";

export const topNgrams = defineEstimator({
  id: "top-ngrams",
  quantity: "topWords",
  title: "most frequent n-grams",
  summary: "the most frequent n-grams of k symbols, with their counts and shares",
  formula: "counts c of the most frequent k-grams, and c/n",
  convention: "of equally frequent n-grams the one with smaller symbols comes first",
  validity: "exact",
  cost: "O(nk) for n-grams of k symbols, and a sort of the distinct ones",
  reference: "Manning & Schütze 1999, Foundations of Statistical NLP, ch. 6",
  params: () =>
    z.strictObject({
      k: ngramOrder(),
      top: z.int().min(1).max(10_000).default(20).describe("how many are listed"),
    }),
  minimumLength: 1,
  estimate(context, { k, top }) {
    const occurrences = context.get(ngramOccurrences(k));
    const total = occurrences.counts.length;
    if (total === 0) return undefinedBecause(noNgrams(k));
    let ngrams = 0;
    for (const count of occurrences.counts) ngrams += count;
    const rows = mostFrequent(occurrences, top).map((at) => {
      const count = occurrences.counts[at] ?? 0;
      return [wordLabel(context, occurrences.starts[at] ?? 0, k), count, count / ngrams];
    });
    return {
      shape: "table",
      value: { columns: ["ngram", "count", "share"], rows },
      warnings: rows.length < total ? [{ code: "truncated", shown: rows.length, total }] : [],
    };
  },
});

/**
 * Indices of the largest counts, largest first, equal ones in the order they stand.
 * Cost: O(distinct log distinct), for the sort of the counts as plain integers.
 */
function mostFrequent({ counts }: NgramOccurrences, top: number): number[] {
  const last = Math.min(top, counts.length);
  const cutoff = counts.slice().sort()[counts.length - last] ?? 0;
  const above: number[] = [];
  const level: number[] = [];
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at]!;
    if (count > cutoff) above.push(at);
    else if (count === cutoff && level.length < last) level.push(at);
  }
  above.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0)); // stable
  return [...above, ...level.slice(0, last - above.length)];
}
