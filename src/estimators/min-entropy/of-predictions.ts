import type { EstimationContext } from "../../core/estimator.ts";
import { type Outcome, scalar, undefinedBecause } from "../../core/measurement.ts";
import type { Symbols } from "../../core/sequence.ts";
import { type PredictionScore, predictionMinEntropy } from "../../statistics/predictors.ts";
import { compactSequence } from "../memo/compact-sequence.ts";

/**
 * The min-entropy that a predictor leaves; one symbol has exactly none.
 *
 * @param predict how it does on symbols that are named as the order of the original ones has it
 */
export function ofPredictions(
  context: EstimationContext,
  predict: (symbols: Symbols, segmentEnds: readonly number[], alphabetSize: number) => PredictionScore,
): Outcome {
  const { symbols, alphabetSize } = context.get(compactSequence);
  if (alphabetSize === 1) return scalar(0);
  const score = predict(symbols, context.sequence.segmentEnds, alphabetSize);
  const bits = predictionMinEntropy(score, alphabetSize);
  return bits === undefined
    ? undefinedBecause("fewer than two symbols have enough before them in their segment to be predicted")
    : scalar(bits);
}
