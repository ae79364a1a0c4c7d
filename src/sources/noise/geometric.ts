import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { independentSource } from "./independent-source.ts";

/** Symbols that two bytes can hold. */
const mostSymbols = 65_536;
/** A tail lighter than 2^-53 is lost in the rounding of the other probabilities. */
const negligibleBits = 53;

export const geometric = defineSource({
  id: "geometric",
  group: "noise",
  title: "geometric noise",
  summary:
    "Independent counts k = 0, 1, ... with probability p (1-p)^k: tosses before the first success. Where more " +
    "than 65536 counts matter (p below 0.00056) the law is that of k given k < 65536.",
  reference: "Cover & Thomas 2006, Elements of Information Theory, problem 2.1",
  params: z.strictObject({
    p: z.number().gt(0).max(1).default(0.5).describe("probability that the count stops here"),
  }),
  example: "geometric(p=0.5)",
  bind({ p }) {
    const needed = Math.max(1, Math.ceil((negligibleBits * Math.LN2) / Math.log(1 / (1 - p))));
    const law = geometricLaw(p, Math.min(needed, mostSymbols));
    if (needed > mostSymbols) return independentSource(law, `entropy of k given k < ${mostSymbols}`);
    return independentSource(law, "H2(p)/p", binaryEntropy(p) / p);
  },
});

function geometricLaw(p: number, symbols: number): Float64Array {
  const law = new Float64Array(symbols);
  let mass = 1;
  for (let k = 0; k < symbols; k++, mass *= 1 - p) law[k] = mass;
  let total = 0;
  for (let k = symbols - 1; k >= 0; k--) total += law[k]!;
  return law.map((share) => share / total);
}
