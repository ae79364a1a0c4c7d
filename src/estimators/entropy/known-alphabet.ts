import * as z from "zod";
import type { EstimationContext } from "../../core/estimator.ts";
import { type Outcome, undefinedBecause } from "../../core/measurement.ts";
import type { FrequencySpectrum } from "../../statistics/counts.ts";
import { symbolSpectrum } from "../memo/symbol-spectrum.ts";
import { symbolEntropyOutcome } from "./entropy-outcome.ts";

/** The parameter K of estimators that know how many symbols could occur. */
export const alphabetParam = () =>
  z
    .int()
    .min(0)
    .max(2 ** 32)
    .default(0)
    .describe("K, symbols that could occur; 0: those of the encoding or source");

/**
 * The entropy of one symbol by an estimator that knows the alphabet.
 *
 * @param alphabet K; 0: that of the sequence
 * @param entropyOf bits from a spectrum with at least one token and K, at least the number of types
 */
export function knownAlphabetOutcome(
  context: EstimationContext,
  alphabet: number,
  entropyOf: (spectrum: FrequencySpectrum, alphabetSize: number) => number,
): Outcome {
  const size = alphabet === 0 ? context.alphabetSize : alphabet;
  const { types } = context.get(symbolSpectrum);
  if (types > size) return undefinedBecause(`${types} symbols occur, more than the alphabet of ${size}`);
  return symbolEntropyOutcome(context, (spectrum) => entropyOf(spectrum, size), size);
}
