import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { compactSequence } from "../memo/compact-sequence.ts";
import { jackknifeInterval } from "../memo/jackknife-interval.ts";
import { measuredStructure } from "../memo/measured-structure.ts";

export const blockGain = defineEstimator({
  id: "block-gain",
  quantity: "entropyRate",
  title: "block entropy gain",
  summary: "h(L) = H(L) - H(L-1) at the longest words L that the sample can measure",
  formula: "h = H(L) - H(L-1), both by Grassberger's estimate, L by the Bayesian information criterion",
  convention: "L by coverage of .98, 16 occurrences a word and the Bayesian information criterion",
  bound: "upper",
  validity:
    "an upper bound of the entropy rate that ignores all memory beyond L - 1 symbols; the interval is of h(L), and reaches as far up as words not seen may raise it",
  cost: "O(nL) for words of L symbols, and a jackknife over 20 blocks",
  reference: "Shannon 1951, Bell Syst. Tech. J. 30; Grassberger 2003, arXiv:physics/0307138",
  minimumLength: 1,
  estimate(context) {
    if (context.get(compactSequence).alphabetSize === 1) return scalar(0);
    const { measured, errors } = context.get(measuredStructure);
    if (!measured.covered) return undefinedBecause(measured.reason);
    return scalar(measured.entropyGain, jackknifeInterval(measured.entropyGain, errors?.entropyGain));
  },
});
