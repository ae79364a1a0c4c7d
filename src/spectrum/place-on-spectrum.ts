import type { Interval } from "../core/measurement.ts";
import type { Random } from "../core/random.ts";
import type { Coordinate, Spectrum } from "../core/report.ts";
import type { SymbolSequence } from "../core/sequence.ts";
import { compactAlphabet } from "../statistics/compact-alphabet.ts";
import { deleteBlockJackknife } from "../statistics/delete-block-jackknife.ts";
import { excessEntropyErrors } from "../statistics/excess-entropy-errors.ts";
import { type CoveredExcessEntropy, gatedExcessEntropy } from "../statistics/gated-excess-entropy.ts";
import { decideRegime } from "./decide-regime.ts";
import { shuffleControl, shuffleCount } from "./shuffle-control.ts";

/** Shorter samples are shown and not placed. */
export const minimumToPlace = 4000;
/** Words are measured up to this length; only ordered sequences are covered so far. */
const longestWord = 128;
const coverageFloor = 0.98;
const level = 0.95;

/**
 * Places a sequence between order and noise: randomness h(L) / log2 A and excess entropy beyond its shuffles, at the
 * longest word length L that the sample covers, with intervals and a verdict.
 *
 * @param declaredAlphabet A of a recipe; null: the symbols that occur
 * @param random a stream of its own
 * @throws RangeError when tables cannot be allocated
 * Cost: O(n L) for the sequence and for each of its shuffles.
 */
export function placeOnSpectrum(
  sequence: SymbolSequence,
  declaredAlphabet: number | null,
  random: Random,
): Spectrum {
  const compact = compactAlphabet(sequence.symbols, sequence.alphabetSize);
  const { segmentEnds } = sequence;
  const alphabet = declaredAlphabet ?? compact.alphabetSize;
  const n = sequence.symbols.length;
  if (compact.alphabetSize <= 1 && n > 0) return constantSequence(n, alphabet);
  if (n < minimumToPlace)
    return notPlaced(alphabet, `${n} symbols: too short to place (needs ${minimumToPlace})`);

  const measured = gatedExcessEntropy(
    compact.symbols,
    segmentEnds,
    compact.alphabetSize,
    longestWord,
    coverageFloor,
  );
  if (!measured.covered) return notPlaced(alphabet, measured.reason);
  const own = { ...compact, segmentEnds };
  const jackknife = deleteBlockJackknife(compact.symbols, segmentEnds, compact.alphabetSize, measured.order);
  const control = shuffleControl(own, measured.order, coverageFloor, random);

  const shuffleMean = meanOf(control.excessEntropies);
  const shuffleMaximum = control.excessEntropies.reduce((a, b) => Math.max(a, b));
  const scale = Math.log2(alphabet);
  const randomness = Math.min(1, Math.max(0, measured.entropyGain / scale));
  const excess = measured.excessEntropy - shuffleMean;
  const errors =
    jackknife === undefined
      ? undefined
      : excessEntropyErrors(measured.profile, measured.order, jackknife, level);
  const randomnessHalf = errors === undefined ? null : errors.entropyGain / scale;
  const shuffleError = Math.sqrt(varianceOf(control.excessEntropies, shuffleMean) / shuffleCount);
  const excessHalf = errors === undefined ? null : Math.hypot(errors.excessEntropy, 2 * shuffleError);
  const evidence = {
    order: measured.order,
    randomness,
    randomnessHalf,
    excess,
    excessHalf,
    beyondShuffles: measured.excessEntropy > shuffleMaximum,
    // Structure one order beyond what can be measured still shows as a block entropy below that of every shuffle.
    hintBeyond: nextBlockEntropy(measured) < control.nextBlockEntropies.reduce((a, b) => Math.min(a, b)),
  };
  return {
    randomness: coordinate(randomness, randomnessHalf, "1"),
    structure: evidence.beyondShuffles
      ? coordinate(excess, excessHalf, "bit")
      : { status: "undefined", reason: `not beyond the ${shuffleCount} shuffles`, unit: "bit" },
    order: measured.order,
    alphabet,
    gains: gainsOf(measured),
    shuffles: { count: shuffleCount, mean: shuffleMean, maximum: shuffleMaximum },
    verdict: decideRegime(evidence),
  };
}

function coordinate(value: number, halfWidth: number | null, unit: "1" | "bit"): Coordinate {
  const interval: Interval | null =
    halfWidth === null
      ? null
      : { lower: value - halfWidth, upper: value + halfWidth, level, method: "block-jackknife" };
  return { status: "ok", value, interval, unit };
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
  const zero = { lower: 0, upper: 0, level, method: "block-jackknife" } as const;
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
