import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { excessEntropyOfProfile } from "../../statistics/gated-excess-entropy.ts";
import { shuffledExcessEntropies } from "../../statistics/shuffle.ts";
import { compactSequence } from "../statistics/compact-sequence.ts";
import { coverageFloor, coveredProfile } from "../statistics/covered-profile.ts";

/** The largest of nineteen shuffles bounds the 95 % range of what chance gives. */
const shuffles = 19;

export const excessEntropy = defineEstimator({
  id: "excess-entropy",
  quantity: "excessEntropy",
  title: "excess entropy",
  summary: "E(L) = H(L) - L h(L) at the longest measurable L, withheld unless above all of 19 shuffles",
  convention: "L h(L) is taken off, where other programs have E(k) = 2 H(k) - H(2k)",
  validity: "a lower bound of E at words long enough for the process; L grows with the sample",
  reference: "Crutchfield & Feldman 2003, Chaos 13; Theiler et al. 1992, Physica D 58 (surrogates)",
  params: z.strictObject({}),
  minimumLength: 2,
  estimate(context) {
    const { symbols, alphabetSize } = context.get(compactSequence);
    if (alphabetSize === 1) return scalar(0);
    const measured = excessEntropyOfProfile(context.get(coveredProfile), coverageFloor);
    if (!measured.covered) return undefinedBecause(measured.reason);
    const random = context.random.fork("excess-entropy");
    const byChance = shuffledExcessEntropies(
      symbols,
      context.sequence.segmentEnds,
      alphabetSize,
      measured.order,
      coverageFloor,
      shuffles,
      (bound) => random.below(bound),
    );
    const largest = byChance.reduce((a, b) => Math.max(a, b));
    if (!(measured.excessEntropy > largest)) {
      return undefinedBecause(`not above its ${shuffles} shuffles at words of ${measured.order}`);
    }
    return scalar(measured.excessEntropy);
  },
});
