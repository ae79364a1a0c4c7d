import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { spectralTest as testOf } from "../../statistics/randomness.ts";
import { bitConvention, serialBitsOf } from "../memo/bit-sequences.ts";

/** What the standard recommends at least. */
const fewestBits = 1000;

export const spectralTest = defineEstimator({
  id: "spectral-test",
  quantity: "uniformityPValue",
  title: "spectral test",
  summary: "p-value of the number of Fourier peaks below the height that fair bits exceed one time in twenty",
  formula:
    "erfc(|d|/sqrt 2), d = (N1 - .95 n/2)/sqrt(n/2 (.95 .05 - (.05 ln 20)^2)), peaks below sqrt(n ln 20)",
  convention: `SP 800-22 rev. 1a with the variance n .95 .05/3.79 that Parseval's theorem leaves, where the standard has n .95 .05/4; ${bitConvention}`,
  validity: "1 000 bits or more; peaks share little, and p below 1e-4 or so is approximate",
  cost: "O(n log n), some .3 s for 2^20 bits",
  reference: "Rukhin et al. 2010, NIST SP 800-22 rev. 1a; Iwasaki 2018, arXiv:1806.10357",
  params: () =>
    z.strictObject({
      bits: z
        .int()
        .min(fewestBits)
        .max(1 << 23)
        .default(1 << 20)
        .describe("most bits read, from the start of the longest block"),
    }),
  minimumLength: 1,
  estimate(context, { bits: most }) {
    const bits = context.get(serialBitsOf(most));
    if (bits.length < fewestBits) return undefinedBecause(`${bits.length} bits, needs ${fewestBits}`);
    return scalar(testOf(bits).pValue);
  },
});
