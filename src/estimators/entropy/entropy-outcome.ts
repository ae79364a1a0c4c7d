import { coverageFloor } from "../../core/constants.ts";
import type { EstimationContext } from "../../core/estimator.ts";
import { type Outcome, scalar } from "../../core/measurement.ts";
import type { FrequencySpectrum } from "../../entropy/frequency-spectrum.ts";
import { goodTuringCoverage } from "../../entropy/good-turing-coverage.ts";
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
