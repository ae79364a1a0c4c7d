import { confidenceLevel, coverageFloor } from "../../core/constants.ts";
import type { EstimationContext } from "../../core/estimator.ts";
import { type Outcome, scalar, undefinedBecause } from "../../core/measurement.ts";
import { type FrequencySpectrum, goodTuringCoverage } from "../../statistics/counts.ts";
import { entropyInterval } from "../memo/entropy-interval.ts";
import { stretchCounts } from "../memo/stretch-counts.ts";
import { symbolCounts } from "../memo/symbol-counts.ts";
import { symbolSpectrum } from "../memo/symbol-spectrum.ts";

/**
 * The entropy of one symbol by an estimator that looks at counts alone; a sample that has not seen most of its
 * symbols is said to be undersampled, and one symbol has exactly no entropy.
 *
 * @param entropyOf bits from a spectrum with at least one token
 * @throws what `entropyOf` throws
 */
export function entropyOutcome(
  context: EstimationContext,
  entropyOf: (spectrum: FrequencySpectrum) => number,
): Outcome {
  const spectrum = context.get(symbolSpectrum);
  if (spectrum.types === 1) return scalar(0);
  const coverage = goodTuringCoverage(spectrum);
  return scalar(
    entropyOf(spectrum),
    null,
    coverage < coverageFloor ? [{ code: "undersampled", coverage }] : [],
  );
}

/** What a stream must fold for an entropy with its interval. */
export const entropyStreams = [symbolCounts, stretchCounts];

/** An estimate above this multiple of the largest entropy of the alphabet is refused, except of very few symbols. */
const farOutside = 1.5;
const few = 100;

/** An estimate farther from the best one, as a share of the half-width of the interval, has no interval. */
const furthest = 0.15;

/**
 * An estimate of the symbol entropy with the interval of the symbol entropy around it, where it hardly differs from the best estimate.
 *
 * @param entropyOf as of `entropyOutcome`
 * @param alphabetSize symbols that could occur
 * @throws what `entropyOf` throws
 */
export function symbolEntropyOutcome(
  context: EstimationContext,
  entropyOf: (spectrum: FrequencySpectrum) => number,
  alphabetSize = context.alphabetSize,
): Outcome {
  const outcome = entropyOutcome(context, entropyOf);
  const most = Math.log2(alphabetSize);
  if (outcome.shape === "scalar" && context.n >= few && outcome.value > farOutside * most)
    return undefinedBecause(
      `${outcome.value.toFixed(1)} bits, where ${alphabetSize} symbols have ${most.toFixed(1)} at most`,
    );
  // A warning says why there is no interval; one symbol has exactly no entropy.
  if (outcome.shape !== "scalar" || outcome.warnings?.length || context.get(symbolSpectrum).types === 1)
    return outcome;
  const interval = context.get(entropyInterval);
  const without = (reason: string) => scalar(outcome.value, null, [{ code: "no-interval", reason }]);
  if ("reason" in interval) return without(interval.reason);
  const { estimate, lower, upper } = interval;
  const off = outcome.value - estimate;
  if (Math.abs(off) > (furthest * (upper - lower)) / 2) return without("biased by more than chance explains");
  return scalar(outcome.value, {
    lower: lower + off,
    upper: upper + off,
    level: confidenceLevel,
    method: "slow-waves",
  });
}
