import { shuffleCount, testLevel } from "../core/constants.ts";
import type { EstimationContext } from "../core/estimator.ts";
import { compactSequence, numericValues, symbolCounts } from "../estimators/shared.ts";
import {
  measuredShuffles,
  measuredStructure,
  periodOfBlocks,
  serialBitsOf,
} from "../estimators/shared-order.ts";
import { chiSquareTail, complementaryError } from "../math/special-functions.ts";
import {
  chiSquareAgainstUniform,
  linearComplexityPValue,
  serialCorrelation,
  spectralTest,
} from "../statistics/randomness.ts";
import { linearComplexity } from "../wasm/register.ts";
import { levelOfEach } from "./certificates.ts";

/** Evidence that symbols are not noise, though no code saves bits on their order. */
export interface Finding {
  /** in words that follow "but" */
  readonly because: string;
  /** a pattern that a person can look at, something else, or too little data to decide */
  readonly kind: "pattern" | "other" | "too-little";
}

/** Shorter samples are never called noise: tests have too little power. */
const fewestOfNoise = 4000;

/** Shuffles of the permutation test. Source: Barnard 1963, J. R. Stat. Soc. B 25 (Monte Carlo tests). */
const allShuffles = Math.round(1 / levelOfEach) - 1;
/** Bits that the spectral and register tests use; the cost of the second grows with their square. */
const spectralBits = 1 << 18;
const registerBits = 32_768;
const fewestBits = 1000;

/**
 * Runs the tests of noise on a sequence whose order saves no code a bit, at level .05 for all of them and the code together.
 *
 * Tests of fair bits run only where the counts are those of equally likely symbols.
 *
 * @returns undefined: no test rejects
 * @throws RangeError when tables cannot be allocated
 * Cost: some .2 s for 100 000 symbols of noise.
 */
export function findInNoise(context: EstimationContext): Finding | undefined {
  const period = context.get(periodOfBlocks);
  if (period !== undefined) return { because: `symbols agree at lag ${period.period}`, kind: "pattern" };
  const correlation = correlationOf(context);
  if (correlation !== undefined && correlation.pValue < levelOfEach) {
    return { because: `neighbours correlate by ${correlation.value.toPrecision(2)}`, kind: "other" };
  }
  if (beyondAllShuffles(context)) {
    return { because: `its block entropies are beyond those of ${allShuffles} shuffles`, kind: "other" };
  }
  if (context.n < fewestOfNoise) return tooLittle("too short for tests of noise");
  if (!context.get(measuredStructure).measured.covered) {
    return tooLittle("too sparse to compare with shuffles");
  }
  if (!mayBeUniform(context)) return undefined;
  const bits = context.get(serialBitsOf(spectralBits));
  if (bits.length < fewestBits) return undefined;
  if (spectralTest(bits).pValue < levelOfEach) {
    return { because: "the spectrum of its bits is not that of fair bits", kind: "other" };
  }
  const register = bits.subarray(0, registerBits);
  const complexity = linearComplexity(register);
  if (linearComplexityPValue(register.length, complexity) >= levelOfEach) return undefined;
  const because =
    4 * complexity < register.length
      ? `a linear register of ${complexity} bits generates it`
      : `its bits need a linear register of ${complexity} bits, fair ones ${register.length >> 1}`;
  return { because, kind: "other" };
}

const tooLittle = (because: string): Finding => ({ because, kind: "too-little" });

/** Correlation of neighbours; for exchangeable symbols normal with variance 1 over the number of pairs. */
function correlationOf(context: EstimationContext): { value: number; pValue: number } | undefined {
  const values = context.get(numericValues);
  if (values === undefined) return undefined;
  const value = serialCorrelation(values, context.sequence.segmentEnds);
  if (value === undefined) return undefined;
  const { length } = context.sequence.segmentEnds;
  const pairs = length === 1 ? context.n : context.n - length;
  const deviation = Math.abs(value + 1 / context.n) * Math.sqrt(pairs);
  return { value, pValue: complementaryError(deviation / Math.SQRT2) };
}

/** Whether every bit of a symbol is used, and the counts are those of a fair draw. */
function mayBeUniform(context: EstimationContext): boolean {
  const { alphabetSize } = context.get(compactSequence);
  if (alphabetSize < 2 || (alphabetSize & (alphabetSize - 1)) !== 0) return false;
  if (alphabetSize > 2 && alphabetSize !== context.alphabetSize) return false;
  const counts = context.get(symbolCounts).filter((count) => count > 0);
  return chiSquareTail(chiSquareAgainstUniform(counts), alphabetSize - 1) > testLevel / 10;
}

/**
 * A permutation test on the excess entropy of the longest measurable k-grams, and one on the entropy of k-grams one longer.
 * Stops at the first shuffles that the sequence does not exceed, which come early for a sequence without order.
 */
function beyondAllShuffles(context: EstimationContext): boolean {
  const { measured } = context.get(measuredStructure);
  if (!measured.covered) return false;
  const next = measured.profile[measured.order]?.grassberger ?? Number.POSITIVE_INFINITY;
  const beyond = (count: number, name: string) => {
    let [byExcess, byNext, seen] = [true, true, 0];
    for (const shuffle of measuredShuffles(context.sequence, context, name)) {
      byExcess &&= measured.excessEntropy > shuffle.excessEntropy;
      byNext &&= next < shuffle.nextBlockEntropy;
      seen++;
      if (seen === count || !(byExcess || byNext)) break;
    }
    return byExcess || byNext;
  };
  // Few sequences exceed the first of them.
  return beyond(shuffleCount, "shuffle-control") && beyond(allShuffles, `shuffle-control-${allShuffles}`);
}
