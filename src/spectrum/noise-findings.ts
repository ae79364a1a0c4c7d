import { compactSequence, numericValues, symbolCounts } from "../context/shared.ts";
import {
  measuredShuffles,
  measuredStructure,
  periodOfBlocks,
  serialBitsOf,
} from "../context/shared-order.ts";
import { shuffleCount, testLevel } from "../core/constants.ts";
import type { EstimationContext } from "../core/estimator.ts";
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
  const evenness = unevenness(context);
  if (evenness < fewestDeviations || evenness > mostDeviations) {
    const how = evenness < 0 ? "more even" : "more uneven";
    return { because: `a rare symbol returns at ${how} distances than by chance`, kind: "pattern" };
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

/** Rare symbols, by share and number. */
const [rarest, fewestDistances] = [1 / 32, 50];
/** Standard errors that are no chance. Of 82 000 draws of 50 to 3 000 places none was below -3.4 or above 9. */
const [fewestDeviations, mostDeviations] = [-4, 10];

/**
 * Sum of the squared distances between the places of a rare symbol, in standard errors beyond that of places drawn at random;
 * the largest of all rare symbols. The places of blocks are joined, which draws at random do not notice.
 *
 * Source: Greenwood 1946, J. R. Stat. Soc. 109; Moran 1947, J. R. Stat. Soc. B 9 (its moments).
 */
function unevenness(context: EstimationContext): number {
  const { symbols, alphabetSize } = context.get(compactSequence);
  const counts = new Float64Array(alphabetSize);
  const squares = new Float64Array(alphabetSize);
  const last = new Int32Array(alphabetSize).fill(-1);
  for (let at = 0; at < symbols.length; at++) {
    const symbol = symbols[at]!;
    squares[symbol]! += squareOf(at - last[symbol]!);
    last[symbol] = at;
    counts[symbol]!++;
  }
  const n = symbols.length;
  let most = 0;
  for (let symbol = 0; symbol < alphabetSize; symbol++) {
    const k = counts[symbol]!;
    if (k < fewestDistances || k > rarest * n) continue;
    const sum = (squares[symbol]! + squareOf(n - last[symbol]!)) / squareOf(n + 1);
    const [mean, variance] = [2 / (k + 2), (4 * k) / (squareOf(k + 2) * (k + 3) * (k + 4))];
    // Whole numbers are less uneven than spacings of a line, by a share of the frequency.
    const score = (sum - mean * (1 - k / (2 * n))) / Math.sqrt(variance);
    if (Math.abs(score) > Math.abs(most)) most = score;
  }
  return most;
}

const squareOf = (x: number) => x * x;

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
