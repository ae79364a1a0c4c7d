import { confidenceLevel, coverageFloor } from "../../core/constants.ts";
import { defineShared } from "../../core/shared-value.ts";
import {
  type CoveredExcessEntropy,
  deleteBlockJackknife,
  type ExcessEntropyErrors,
  excessEntropyErrors,
  excessEntropyOfProfile,
  type Uncovered,
} from "../../statistics/excess-entropy.ts";
import { compactSequence } from "./compact-sequence.ts";
import { coveredProfile } from "./covered-profile.ts";

/** E(L) and h(L) at the longest measurable words, with errors. */
interface MeasuredStructure {
  readonly measured: CoveredExcessEntropy | Uncovered;
  /** undefined where there are too few words for a jackknife */
  readonly errors: ExcessEntropyErrors | undefined;
}

/** Excess entropy and entropy gain with the errors that the calibration tests hold. */
export const measuredStructure = defineShared(
  "measured-structure",
  ({ segmentEnds }, access): MeasuredStructure => {
    const { symbols, alphabetSize } = access.get(compactSequence);
    const profile = access.get(coveredProfile);
    const measured = excessEntropyOfProfile(profile, coverageFloor);
    if (!measured.covered) return { measured, errors: undefined };
    const jackknife = deleteBlockJackknife(symbols, segmentEnds, alphabetSize, measured.order);
    const errors =
      jackknife === undefined
        ? undefined
        : excessEntropyErrors(profile, measured.order, jackknife, confidenceLevel);
    return { measured, errors };
  },
);
