import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { zipfLaw } from "../noise/zipf-law.ts";
import { createAliasTable } from "../sampling/alias-table.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";

export const santaFe = defineSource({
  id: "santa-fe",
  group: "middle",
  title: "Santa Fe process",
  summary:
    "Statements about facts: fact k, drawn with probability ~ k^(-1/beta), and its truth, fixed once by a fair coin. " +
    "What n symbols teach grows like n^beta. Only `facts` facts are drawn from; the truths are those of the truncated law. " +
    "Facts are fixed before a sample begins, so its symbols are independent draws from one law: no shuffle differs from it, and the map calls it noise.",
  reference: "Dębowski 2011, IEEE Trans. Inform. Theory 57(7)",
  params: z.strictObject({
    beta: z.number().min(0.05).max(0.99).default(0.5).describe("exponent of the growth of what is learned"),
    facts: z.int().min(1).max(32_768).default(32_768).describe("facts; the alphabet is twice as large"),
  }),
  example: "santa-fe(beta=0.5)",
  bind({ beta, facts }) {
    const law = zipfLaw(facts, 1 / beta, 0);
    const entropy = lawEntropy(law);
    const columns = 1 << Math.ceil(Math.log2(Math.max(2, facts)));
    // Rarer facts than draws of 32 bits can tell from impossible ones are never spoken of.
    const told = law.reduce(
      (count, share) => (probabilityThreshold(share * columns) > 0 ? count + 1 : count),
      0,
    );
    const memory = closedForm(
      told,
      `past and future both tell ${told} facts, a bit each; infinite without a cut, where H(n) - n h grows like n^beta`,
    );
    return {
      alphabetSize: 2 * facts,
      length: Number.POSITIVE_INFINITY,
      open(random) {
        const coins = random.fork("facts");
        const truths = Uint8Array.from({ length: facts }, () => coins.uint32() >>> 31);
        const { columnBits, threshold, alias } = createAliasTable([law], facts);
        const unused = 32 - columnBits;
        return {
          fill(target) {
            for (let i = 0; i < target.length; i++) {
              const column = random.uint32() >>> unused;
              const fact = random.uint32() < threshold[column]! ? column : alias[column]!;
              target[i] = 2 * fact + truths[fact]!;
            }
            return target.length;
          },
        };
      },
      truth: () => ({
        symbolEntropy: closedForm(entropy + 1, "H(fact) + 1 bit for its truth"),
        entropyRate: closedForm(
          entropy,
          `H(fact) given fact <= ${facts}: the past knows the truth of every fact`,
        ),
        excessEntropy: memory,
        statisticalComplexity: memory,
      }),
      label: (symbol) => `${(symbol >> 1) + 1}${symbol & 1 ? "+" : "-"} `,
    };
  },
});
