import type { EstimationContext } from "../core/estimator.ts";
import type { Coordinate, Spectrum } from "../core/report.ts";
import { compactSequence } from "../estimators/statistics/compact-sequence.ts";
import { jackknifeInterval } from "../estimators/statistics/jackknife-interval.ts";
import { intervalLevel, measuredStructure } from "../estimators/statistics/measured-structure.ts";
import { shuffleControl, shuffleCount } from "../estimators/statistics/shuffle-control.ts";
import type { CoveredExcessEntropy } from "../statistics/gated-excess-entropy.ts";
import { decideRegime } from "./decide-regime.ts";

/** Shorter samples are shown and not placed. */
export const minimumToPlace = 4000;

/**
 * Places a sequence between order and noise: randomness h(L) / log2 A and excess entropy beyond its shuffles, at the
 * word length L that the sample can measure, with intervals and a verdict.
 *
 * @param context of the sequence; statistics that estimators used are not computed again
 * @param declaredAlphabet A of a recipe; null: the symbols that occur
 * @throws RangeError when tables cannot be allocated
 * Cost: O(n L) for the sequence and for each of its shuffles.
 */
export function placeOnSpectrum(context: EstimationContext, declaredAlphabet: number | null): Spectrum {
  const { n } = context;
  const present = context.get(compactSequence).alphabetSize;
  const alphabet = declaredAlphabet ?? present;
  if (present === 1) return constantSequence(n, alphabet);
  if (n < minimumToPlace)
    return notPlaced(alphabet, `too short to place: ${n} symbols, needs ${minimumToPlace}`);
  const { measured, errors } = context.get(measuredStructure);
  if (!measured.covered) return notPlaced(alphabet, measured.reason);
  const control = context.get(shuffleControl);

  const shuffleMean = meanOf(control.excessEntropies);
  const shuffleMaximum = control.excessEntropies.reduce((a, b) => Math.max(a, b));
  const scale = Math.log2(alphabet);
  const shuffleError = Math.sqrt(varianceOf(control.excessEntropies, shuffleMean) / shuffleCount);
  const evidence = {
    order: measured.order,
    randomness: Math.min(1, Math.max(0, measured.entropyGain / scale)),
    randomnessHalf: errors === undefined ? null : errors.entropyGain / scale,
    excess: measured.excessEntropy - shuffleMean,
    excessHalf: errors === undefined ? null : Math.hypot(errors.excessEntropy, 2 * shuffleError),
    beyondShuffles: measured.excessEntropy > shuffleMaximum,
    // Structure one order beyond what can be measured still shows as a block entropy below that of every shuffle.
    hintBeyond: nextBlockEntropy(measured) < control.nextBlockEntropies.reduce((a, b) => Math.min(a, b)),
  };
  return {
    randomness: coordinate(evidence.randomness, evidence.randomnessHalf, "1"),
    structure: evidence.beyondShuffles
      ? coordinate(evidence.excess, evidence.excessHalf, "bit")
      : { status: "undefined", reason: `not beyond the ${shuffleCount} shuffles`, unit: "bit" },
    order: measured.order,
    alphabet,
    gains: gainsOf(measured),
    shuffles: { count: shuffleCount, mean: shuffleMean, maximum: shuffleMaximum },
    verdict: decideRegime(evidence),
  };
}

function coordinate(value: number, halfWidth: number | null, unit: "1" | "bit"): Coordinate {
  return { status: "ok", value, interval: jackknifeInterval(value, halfWidth ?? undefined), unit };
}

function gainsOf(measured: CoveredExcessEntropy): number[] {
  return measured.profile
    .slice(0, measured.order)
    .map((block, i, blocks) => block.grassberger - (blocks[i - 1]?.grassberger ?? 0));
}

function nextBlockEntropy(measured: CoveredExcessEntropy): number {
  return measured.profile[measured.order]?.grassberger ?? Number.POSITIVE_INFINITY;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function varianceOf(values: Float64Array, mean: number): number {
  let sum = 0;
  for (const value of values) sum += (value - mean) * (value - mean);
  return sum / (values.length - 1);
}

function constantSequence(n: number, alphabet: number): Spectrum {
  const zero = { lower: 0, upper: 0, level: intervalLevel, method: "block-jackknife" } as const;
  return {
    randomness: { status: "ok", value: 0, interval: zero, unit: "1" },
    structure: { status: "ok", value: 0, interval: zero, unit: "bit" },
    order: n,
    alphabet,
    gains: [0],
    shuffles: { count: 0, mean: null, maximum: null },
    verdict: { regime: "order", because: "one symbol only, exactly 0 bits" },
  };
}

function notPlaced(alphabet: number, reason: string): Spectrum {
  return {
    randomness: { status: "undefined", reason, unit: "1" },
    structure: { status: "undefined", reason, unit: "bit" },
    order: 0,
    alphabet,
    gains: [],
    shuffles: { count: 0, mean: null, maximum: null },
    verdict: { regime: "undecided", because: reason },
  };
}
