import type { Random } from "../core/random.ts";
import { chiSquareTail, complementaryError } from "../math/special-functions.ts";
import { linearComplexity } from "../wasm/register.ts";
import {
  chiSquareAgainstUniform,
  linearComplexityLaw,
  serialCorrelation,
  spectralTest,
} from "./randomness.ts";

/** A test of numbers against independent uniform ones. */
interface UniformityTest {
  readonly id: "frequencies" | "pairs" | "serial-correlation" | "spectrum" | "linear-complexity";
  readonly pValue: number;
}

/** Least number of values for a test. */
export const fewestTested = 1024;
const mostBins = 256;
/** Least expected number per bin. */
const perBin = 8;
const mostSpectrum = 65_536;
const mostRegister = 8192;

/**
 * Tests whether numbers are independent and uniform on [0, 1): counts in bins; disjoint pairs of neighbours; correlation of
 * neighbours; peaks of the spectrum, and linear complexity, of their top bits.
 *
 * @param values shape (n,), `fewestTested` or more
 * @param random breaks the ties of the test whose results are whole numbers
 * @returns p-values that are uniform, to the accuracy of the laws of large n
 * Cost: O(n log n); some 30 ms for 100 000.
 */
export function uniformityTests(values: Float64Array, random: Random): UniformityTest[] {
  const n = values.length;
  const bins = Math.min(mostBins, Math.floor(n / perBin));
  const counts = new Float64Array(bins);
  for (let i = 0; i < n; i++) counts[Math.floor(bins * values[i]!)]!++;
  const side = Math.min(16, Math.floor(Math.sqrt(n / (2 * perBin))));
  const pairs = new Float64Array(side * side);
  for (let i = 0; i + 1 < n; i += 2)
    pairs[Math.floor(side * values[i]!) * side + Math.floor(side * values[i + 1]!)]!++;
  const correlation = serialCorrelation(values, [n]) ?? 0;
  const bits = Uint8Array.from(values.subarray(0, mostSpectrum), (value) => (value < 0.5 ? 0 : 1));
  const register = bits.subarray(0, mostRegister);
  const { less, equal } = linearComplexityLaw(register.length, linearComplexity(register));
  const chiSquare = (cells: Float64Array) => chiSquareTail(chiSquareAgainstUniform(cells), cells.length - 1);
  return [
    { id: "frequencies", pValue: chiSquare(counts) },
    { id: "pairs", pValue: chiSquare(pairs) },
    // For n numbers in a circle the mean is -1/(n - 1).
    {
      id: "serial-correlation",
      pValue: complementaryError((Math.abs(correlation + 1 / (n - 1)) * Math.sqrt(n)) / Math.SQRT2),
    },
    { id: "spectrum", pValue: spectralTest(bits).pValue },
    { id: "linear-complexity", pValue: less + random.uniform() * equal },
  ];
}

/**
 * The probability that the least of some independent p-values is at most its value. Source: Sidak 1967, J. Am. Stat. Assoc. 62.
 */
export function leastOf(pValues: readonly number[]): number {
  const least = Math.min(...pValues);
  return -Math.expm1(pValues.length * Math.log1p(-Math.min(least, 1 - 2 ** -53)));
}
