import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { undefinedBecause } from "../../core/measurement.ts";
import { suffixStructures } from "../memo/suffix-structures.ts";
import { ngramOrder, noNgrams } from "./ngram-order.ts";

export const ngramFrequencySpectrum = defineEstimator({
  id: "frequency-spectrum",
  quantity: "distinctWords",
  title: "frequency spectrum",
  summary: "how many different n-grams of k symbols occur once, twice, ...",
  formula: "f_j = number of k-grams that occur j times",
  validity: "exact",
  cost: "O(nk) for n-grams of k symbols",
  reference: "Baayen 2001, Word Frequency Distributions, ch. 1",
  params: () => z.strictObject({ k: ngramOrder() }),
  minimumLength: 1,
  estimate(context, { k }) {
    const spectrum = context.get(suffixStructures).spectrum(k);
    if (spectrum.types === 0) return undefinedBecause(noNgrams(k));
    const rows = Array.from(spectrum.frequencies, (occurrences, i) => [
      occurrences,
      spectrum.multiplicities[i] ?? 0,
    ]);
    return { shape: "table", value: { columns: ["occurrences", `${k}-grams`], rows } };
  },
});
