import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { chiSquareTail } from "../../math/special-functions.ts";
import { chiSquareAgainstUniform } from "../../statistics/randomness.ts";
import { symbolCounts } from "../memo/symbol-counts.ts";

/** Occurrences that every symbol must be expected to have. */
const leastExpected = 5;

export const chiSquareTest = defineEstimator({
  id: "chi-square-test",
  quantity: "uniformityPValue",
  title: "chi-square test",
  summary: "p-value of the symbol counts under independent uniform symbols",
  formula: "P(X > chi-square) for A - 1 degrees of freedom",
  convention: "one-sided, as in ent: near 1 is as suspicious as near 0; A is the size of the alphabet",
  validity: "5 symbols or more expected of each kind",
  cost: "O(A), once symbols are counted",
  reference: "Pearson 1900, Philos. Mag. 50; Cochran 1954, Biometrics 10 (least expected counts)",
  minimumLength: 1,
  streams: [symbolCounts],
  estimate(context) {
    const { n, alphabetSize } = context;
    if (alphabetSize < 2) return undefinedBecause("an alphabet of one symbol leaves nothing to test");
    const expected = n / alphabetSize;
    if (expected < leastExpected) {
      return undefinedBecause(`${expected.toFixed(2)} of each symbol expected, needs ${leastExpected}`);
    }
    return scalar(chiSquareTail(chiSquareAgainstUniform(context.get(symbolCounts)), alphabetSize - 1));
  },
});
