import { confidenceLevel, coverageFloor, shuffleCount } from "../core/constants.ts";
import type { EstimationContext } from "../core/estimator.ts";
import { type Interval, type Outcome, scalar, undefinedBecause } from "../core/measurement.ts";
import type { Random } from "../core/random.ts";
import { type SymbolSequence, type Symbols, segmentsOf } from "../core/sequence.ts";
import { defineShared, type SharedAccess, type SharedValue } from "../core/shared-value.ts";
import { shuffled } from "../math/sampling.ts";
import { addSymbolCounts } from "../statistics/alphabet.ts";
import type { BlockStatistics } from "../statistics/block-entropy.ts";
import { coveredBlocks } from "../statistics/covered-blocks.ts";
import {
  type CoveredExcessEntropy,
  deleteBlockJackknife,
  type ExcessEntropyErrors,
  excessEntropyErrors,
  excessEntropyOfProfile,
  type Reach,
  type Uncovered,
} from "../statistics/excess-entropy.ts";
import { type LempelZivParse, lempelZiv76OfFactors, lempelZiv78 } from "../statistics/lempel-ziv.ts";
import { approximatePeriod } from "../statistics/periods.ts";
import { serialBits } from "../statistics/randomness.ts";
import { SuffixStructures } from "../statistics/suffixes.ts";
import { compactSequence } from "./shared.ts";

/** Longest k-grams that are counted. */
export const longestKGram = 128;

/** Suffix array, k-gram counts of all orders and longest previous factors. */
export const suffixStructures = defineShared("suffix-structures", (sequence, access) => {
  SuffixStructures.prepare(sequence.symbols);
  const { symbols, alphabetSize } = access.get(compactSequence);
  return new SuffixStructures(symbols, sequence.segmentEnds, alphabetSize, { orders: longestKGram });
});

/** Block statistics of the orders 1, 2, ... up to the first that is not covered. */
export const coveredProfile = defineShared("covered-profile", (sequence, access): BlockStatistics[] => {
  SuffixStructures.prepare(sequence.symbols);
  const { symbols, alphabetSize } = access.get(compactSequence);
  return coveredBlocks(symbols, sequence.segmentEnds, alphabetSize, longestKGram, coverageFloor, () =>
    access.get(suffixStructures),
  );
});

/** The exhaustive history of 1976. */
export const lempelZiv76Parse = defineShared("lempel-ziv-76", ({ segmentEnds }, access) =>
  lempelZiv76OfFactors(access.get(suffixStructures).factors(), segmentEnds),
);

/** The incremental parsing of 1978. */
export const lempelZiv78Parse = defineShared("lempel-ziv-78", ({ symbols, segmentEnds }) =>
  lempelZiv78(symbols, segmentEnds),
);

/** The rate of a parse. Undefined where ends of blocks cut many phrases short: it is too large by half of their share. */
export function phraseRate(context: EstimationContext, parse: LempelZivParse, rate: number): Outcome {
  const { phrases, incomplete } = parse;
  return context.sequence.segmentEnds.length > 1 && incomplete > phrases / 5
    ? undefinedBecause(`block ends cut ${incomplete} of ${phrases} phrases short`)
    : scalar(rate);
}

/** E(L) and h(L) at the longest measurable k-grams, with errors. */
interface MeasuredStructure {
  readonly measured: CoveredExcessEntropy | Uncovered;
  /** undefined where there are too few k-grams for a jackknife */
  readonly errors: ExcessEntropyErrors | undefined;
}

/** Excess entropy and entropy gain, with errors whose coverage the calibration tests check. */
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

/** The interval around a value of `measuredStructure`; null where it has no error. */
export function jackknifeInterval(value: number, reach: Reach | undefined): Interval | null {
  if (reach === undefined) return null;
  return {
    lower: value - reach.below,
    upper: value + reach.above,
    level: confidenceLevel,
    method: "block-jackknife",
  };
}

/** Statistics of shuffles of the same symbols. */
export interface ShuffleControl {
  /** E of each shuffle, bit, each at the order it can measure, up to that of the sequence */
  readonly excessEntropies: Float64Array;
  /**
   * H(L+1) of each shuffle, bit, one order beyond the measured ones: biased, but equally for sample and shuffles. Infinity
   * where a shuffle lost its coverage before that order.
   */
  readonly nextBlockEntropies: Float64Array;
}

/**
 * Shuffles measured as the sequence was, without end. Yields nothing where the sequence itself cannot be measured.
 *
 * @param name of the stream of random numbers
 * Cost: O(n L) each, usually less since shuffles lose coverage early.
 * Source: Theiler et al. 1992, Physica D 58 (surrogates).
 */
export function* measuredShuffles(
  { segmentEnds }: SymbolSequence,
  access: SharedAccess,
  name: string,
): Generator<{ readonly excessEntropy: number; readonly nextBlockEntropy: number }, void> {
  const { symbols, alphabetSize } = access.get(compactSequence);
  const { measured } = access.get(measuredStructure);
  if (!measured.covered) return;
  const { order } = measured;
  const random = access.random.fork(name);
  for (;;) {
    const copy = shuffled(symbols, (bound) => random.below(bound));
    const profile = coveredBlocks(copy, segmentEnds, alphabetSize, order + 1, coverageFloor);
    const shuffle = excessEntropyOfProfile(profile.slice(0, order), coverageFloor);
    yield {
      excessEntropy: shuffle.covered ? shuffle.excessEntropy : 0,
      nextBlockEntropy: profile[order]?.grassberger ?? Number.POSITIVE_INFINITY,
    };
  }
}

/**
 * Nineteen shuffles: one in twenty sequences without order exceeds all of them.
 *
 * Cost: nineteen times O(n L).
 * Source: Barnard 1963, J. R. Stat. Soc. B 25 (Monte Carlo tests).
 */
export const shuffleControl = defineShared("shuffle-control", (sequence, access): ShuffleControl => {
  const [excessEntropies, nextBlockEntropies] = [[] as number[], [] as number[]];
  for (const { excessEntropy, nextBlockEntropy } of measuredShuffles(sequence, access, "shuffle-control")) {
    excessEntropies.push(excessEntropy);
    if (nextBlockEntropies.push(nextBlockEntropy) === shuffleCount) break;
  }
  return {
    excessEntropies: Float64Array.from(excessEntropies),
    nextBlockEntropies: Float64Array.from(nextBlockEntropies),
  };
});

/** Convention of estimators that read bits. */
export const bitConvention =
  "one bit per symbol if two symbols occur, else the bits of its number, most significant first; only the first of the longest blocks";

/** The longest block, and the number of bits of a symbol. */
export const bitSymbols = defineShared("bit-symbols", (sequence, access) => {
  const compact = access.get(compactSequence);
  const binary = compact.alphabetSize <= 2;
  const symbols = binary ? compact.symbols : sequence.symbols;
  const width = binary ? 1 : 32 - Math.clz32(sequence.alphabetSize - 1);
  return { symbols: longestSegment({ ...sequence, symbols }), width };
});

/** Undefined where the longest block is a single symbol; null where bits have an order. */
export function noOrder(context: EstimationContext): Outcome | null {
  const { symbols } = context.get(bitSymbols);
  return symbols.length < Math.min(2, context.n) ? undefinedBecause("every block is a single symbol") : null;
}

/** The first bits of the longest block. */
export function serialBitsOf(most: number): SharedValue<Uint8Array> {
  return defineShared(`serial-bits-${most}`, (_sequence, access) => {
    const { symbols, width } = access.get(bitSymbols);
    return serialBits(symbols, width, most);
  });
}

/** The first of the longest segments. */
export function longestSegment({ symbols, segmentEnds }: SymbolSequence): SymbolSequence["symbols"] {
  let [from, to] = [0, 0];
  for (const [start, end] of segmentsOf(segmentEnds)) if (end - start > to - from) [from, to] = [start, end];
  return symbols.subarray(from, to);
}

/** Symbols read, from the start of the longest block. */
const periodWindow = 1 << 19;

/** The approximate period of the longest block; undefined where there is none. */
export const approximatePeriodOf = defineShared("approximate-period", (sequence, access) => {
  const compact = access.get(compactSequence);
  const symbols = longestSegment({ ...sequence, symbols: compact.symbols }).subarray(0, periodWindow);
  return periodIn(symbols, compact.alphabetSize, access.random);
});

/**
 * The approximate period of all blocks, whatever their phases: a single block shows too little of a rare mark at regular
 * intervals.
 */
export const periodOfBlocks = defineShared("period-of-blocks", ({ symbols: all, segmentEnds }, access) => {
  // The longest block is the whole sequence.
  if (segmentEnds.length === 1 && all.length <= periodWindow) return access.get(approximatePeriodOf);
  const { symbols, alphabetSize } = access.get(compactSequence);
  return periodIn(symbols, alphabetSize, access.random, segmentEnds);
});

function periodIn(symbols: Symbols, alphabetSize: number, random: Random, segmentEnds?: readonly number[]) {
  const counts = new Float64Array(alphabetSize);
  addSymbolCounts(symbols, counts);
  const draws = random.fork("approximate-period");
  return approximatePeriod(symbols, counts, (bound) => draws.below(bound), segmentEnds);
}
