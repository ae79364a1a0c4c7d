import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { independentSource } from "./independent-source.ts";
import { zipfLaw } from "./zipf-law.ts";

export const zeta = defineSource({
  id: "zeta",
  group: "noise",
  title: "zeta noise",
  summary:
    "Independent numbers k = 1, 2, ... with probability k^-exponent / zeta(exponent), drawn given k <= alphabet; " +
    "symbol k - 1 is written for k. The truths are those of the truncated law.",
  reference: "Johnson, Kemp & Kotz 2005, Univariate Discrete Distributions, 11.2.20",
  params: z.strictObject({
    exponent: z.number().gt(1).max(20).default(2).describe("how steeply probability falls with k"),
    alphabet: z.int().min(1).max(65_536).default(65_536).describe("largest k"),
  }),
  example: "zeta(exponent=2)",
  bind({ exponent, alphabet }) {
    const law = zipfLaw(alphabet, exponent, 0);
    // What the law of k <= alphabet gives to k = 1 is 1 / sum of k^-exponent.
    const tail = zetaTail(exponent, alphabet);
    const share = (tail * law[0]!) / (1 + tail * law[0]!);
    return independentSource(
      law,
      `entropy of k given k <= ${alphabet}; ${share.toPrecision(2)} of the zeta law lies beyond`,
    );
  },
});

/** Sum of k^-s over k > n, by Euler and Maclaurin's formula; good to a few parts in a thousand for n = 1 and better beyond. */
function zetaTail(s: number, n: number): number {
  const from = n + 8;
  let head = 0;
  for (let k = n + 1; k < from; k++) head += Math.exp(-s * Math.log(k));
  const edge = Math.exp(-s * Math.log(from));
  return head + edge * (from / (s - 1) + 1 / 2 + s / (12 * from));
}
