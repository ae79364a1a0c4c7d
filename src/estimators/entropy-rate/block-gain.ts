import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { excessEntropyOfProfile } from "../../statistics/gated-excess-entropy.ts";
import { coverageFloor, coveredProfile } from "../statistics/covered-profile.ts";

export const blockGain = defineEstimator({
  id: "block-gain",
  quantity: "entropyRate",
  title: "block entropy gain",
  summary: "h(L) = H(L) - H(L-1) at the longest words L that the sample can measure",
  convention: "L by coverage of .98, 16 occurrences a word and the Bayesian information criterion",
  validity: "an upper bound of the entropy rate that ignores all memory beyond L - 1 symbols",
  reference: "Shannon 1951, Bell Syst. Tech. J. 30; Grassberger 2003, arXiv:physics/0307138",
  params: z.strictObject({}),
  minimumLength: 1,
  estimate(context) {
    const profile = context.get(coveredProfile);
    if (profile[0]?.distinct === 1) return scalar(0);
    const measured = excessEntropyOfProfile(profile, coverageFloor);
    return measured.covered ? scalar(measured.entropyGain) : undefinedBecause(measured.reason);
  },
});
