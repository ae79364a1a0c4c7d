import { coverageFloor } from "../../core/constants.ts";
import type { EstimationContext } from "../../core/estimator.ts";
import { type Outcome, undefinedBecause } from "../../core/measurement.ts";
import { lawOfCounts, type ProbabilityGroup } from "../../statistics/complexity.ts";
import { goodTuringCoverage } from "../../statistics/counts.ts";
import { noNgrams } from "../ngrams/ngram-order.ts";
import { compactSequence } from "./compact-sequence.ts";
import { ngramOccurrences } from "./ngram-occurrences.ts";

/** What the law of k-grams gives, where it is covered and more than one is possible. */
export function fromWordLaw(
  context: EstimationContext,
  k: number,
  read: (law: readonly ProbabilityGroup[], states: number) => Outcome,
): Outcome {
  const { counts } = context.get(ngramOccurrences(k));
  if (counts.length === 0) return undefinedBecause(noNgrams(k));
  const present = context.get(compactSequence).alphabetSize;
  if (present < 2) return undefinedBecause("one symbol only: no entropy to compare with");
  const coverage = goodTuringCoverage(counts);
  if (coverage < coverageFloor) {
    return undefinedBecause(`undersampled: coverage ${coverage.toFixed(3)}, below ${coverageFloor}`);
  }
  let states = 1;
  for (let i = 0; i < k; i++) states *= present;
  if (states > 1e300)
    return undefinedBecause(`${present} symbols make too many blocks of ${k} to compare with`);
  return read(lawOfCounts(counts), states);
}
