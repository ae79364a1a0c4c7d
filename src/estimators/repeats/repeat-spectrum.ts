import { defineEstimator } from "../../core/estimator.ts";
import { undefinedBecause } from "../../core/measurement.ts";
import { symbolsInRepeats } from "../../statistics/repeats.ts";
import { repeatLengths } from "../memo/repeat-lengths.ts";
import { suffixStructures } from "../memo/suffix-structures.ts";

export const repeatSpectrum = defineEstimator({
  id: "repeat-spectrum",
  quantity: "duplicateShare",
  title: "repeat spectrum",
  summary:
    "share of the symbols in repeats of at least L symbols, for L = 1, 2, 4, ... up to the longest repeat",
  formula: "R(L) at L = 2^j and at the length of the longest repeat",
  convention: "all occurrences of a repeat count",
  validity:
    "exact; falls from 1 to 0 near 2 log2(n) / h where nothing is copied; a plateau beyond it means copies",
  cost: "O(n) a point, once the suffix array is there",
  reference:
    "Lee et al. 2022, Annual Meeting of the ACL 60; Karlin & Ost 1987, Adv. Appl. Probab. 19 (long repeats)",
  minimumLength: 1,
  estimate(context) {
    const longest = context.get(suffixStructures).longestRepeat;
    if (longest === 0) return undefinedBecause("no symbol occurs twice");
    const lengths = context.get(repeatLengths);
    const points = [];
    for (let length = 1; length < 2 * longest; length *= 2) {
      const x = Math.min(length, longest);
      points.push({ x, value: symbolsInRepeats(lengths, x) / context.n, interval: null });
    }
    return { shape: "series", value: { index: "L", points } };
  },
});
