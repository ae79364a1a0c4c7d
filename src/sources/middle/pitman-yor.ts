import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import type { Random } from "../../core/random.ts";
import { defineSource } from "../../core/source.ts";
import { closedForm, infinite } from "../../core/truth.ts";
import { digamma } from "../../math/special-functions.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { independentStream } from "../noise/independent-source.ts";
import { logGammaDraw } from "../sampling/gamma-draw.ts";

export const pitmanYor = defineSource({
  id: "pitman-yor",
  group: "middle",
  title: "Pitman-Yor process",
  summary:
    "Independent draws from a law that is itself drawn once by breaking a stick; types grow like n^d, as in text. " +
    "The stick is broken into `types` pieces, the last of which is all that is left.",
  reference: "Pitman & Yor 1997, Ann. Probab. 25(2); Archer, Park & Pillow 2014, J. Mach. Learn. Res. 15",
  params: z.strictObject({
    d: z.number().min(0).max(0.99).default(0.5).describe("discount: exponent of the growth of types"),
    theta: z.number().gt(-1).max(1e6).default(10).describe("concentration, above -d"),
    types: z.int().min(2).max(65_536).default(65_536).describe("pieces of the stick, which are the symbols"),
  }),
  example: "pitman-yor(d=0.5, theta=10)",
  bind({ d, theta, types }) {
    if (theta + d <= 0) throw new UsageError(`theta must be above -d = ${-d}`);
    return {
      alphabetSize: types,
      length: Number.POSITIVE_INFINITY,
      open: (random) => independentStream(brokenStick(d, theta, types, random.fork("stick")), random),
      truth() {
        const { entropy, law } = meanStick(d, theta, types);
        const left = law[types - 1]!.toPrecision(2);
        return {
          symbolEntropy: closedForm(lawEntropy(law), "entropy of the mean law"),
          entropyRate: closedForm(
            entropy,
            `mean entropy of the law over sticks, a sum of digammas; one sequence has that of its own stick; ` +
              `a share of ${left} lies in the last piece on average`,
          ),
          excessEntropy: infinite("the law is not known beforehand: H(n) - n h grows with every type met"),
          statisticalComplexity: infinite("the causal state is the law, real numbers"),
        };
      },
    };
  },
});

/** Piece k takes a share Beta(1 - d, theta + k d) of what pieces 1..k-1 have left. */
function brokenStick(d: number, theta: number, types: number, random: Random): Float64Array {
  const law = new Float64Array(types);
  let logLeft = 0;
  for (let k = 1; k < types; k++) {
    const taken = logGammaDraw(1 - d, random);
    const rest = logGammaDraw(theta + k * d, random);
    const most = Math.max(taken, rest);
    const logBoth = most + Math.log(Math.exp(taken - most) + Math.exp(rest - most));
    law[k - 1] = Math.exp(logLeft + taken - logBoth);
    logLeft += rest - logBoth;
  }
  law[types - 1] = Math.exp(logLeft);
  const total = law.reduce((sum, mass) => sum + mass, 0);
  return law.map((mass) => mass / total);
}

/** Mean entropy of a stick in bits, and the mean size of its pieces: what is left and the next share are independent. */
function meanStick(d: number, theta: number, types: number): { entropy: number; law: Float64Array } {
  const law = new Float64Array(types);
  let [left, nats] = [1, 0];
  for (let k = 1; k < types; k++) {
    const [a, b] = [1 - d, theta + k * d];
    const share = a / (a + b);
    nats += left * (digamma(a + b + 1) - share * digamma(a + 1) - (1 - share) * digamma(b + 1));
    law[k - 1] = left * share;
    left *= 1 - share;
  }
  law[types - 1] = left;
  return { entropy: nats / Math.LN2, law };
}
