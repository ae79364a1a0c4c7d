import type { EstimationContext } from "../../core/estimator.ts";
import { type Outcome, scalar } from "../../core/measurement.ts";
import type { Symbols } from "../../core/sequence.ts";
import { type PredictionScore, predictionMinEntropy } from "../../min-entropy/prediction-min-entropy.ts";
import { compactSequence } from "../memo/compact-sequence.ts";

/**
 * The min-entropy that a predictor leaves; one symbol has exactly none.
 *
 * @param predict how it does on symbols that are named as the order of the original ones has it
 */
export function ofPredictions(
  context: EstimationContext,
  predict: (symbols: Symbols, alphabetSize: number) => PredictionScore,
): Outcome {
  const { symbols, alphabetSize } = context.get(compactSequence);
  return scalar(alphabetSize === 1 ? 0 : predictionMinEntropy(predict(symbols, alphabetSize), alphabetSize));
}
