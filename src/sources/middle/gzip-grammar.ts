import * as z from "zod";
import { Random } from "../../core/random.ts";
import { defineSource } from "../../core/source.ts";
import type { Grammar, Rule } from "../grammars/grammar.ts";
import { grammarSource } from "../grammars/grammar-source.ts";

/** Weights of right sides are whole numbers up to this one. */
const largestWeight = 100;

export const gzipGrammar = defineSource({
  id: "gzip-grammar",
  group: "middle",
  title: "grammar of the gzip scaling study",
  summary: "Random grammar by the published recipe of four settings; symbol 0 ends each sentence.",
  reference: "Pandey 2024, arXiv:2405.16684",
  params: z.strictObject({
    nonterminals: z.int().min(1).max(250).default(20).describe("nonterminals beside the sentence"),
    terminals: z
      .int()
      .min(1)
      .max(4096)
      .default(300)
      .describe("symbols of the text, the one between sentences included"),
    options: z
      .int()
      .min(1)
      .max(250)
      .default(10)
      .describe("most right sides of a nonterminal; their number is uniform"),
    length: z.int().min(1).max(100).default(5).describe("longest right side; lengths are uniform"),
    instance: z
      .int()
      .min(0)
      .default(1)
      .describe("which of the random grammars; those whose sentences do not end are refused"),
  }),
  example: "gzip-grammar(nonterminals=20, terminals=300, options=10, length=5)",
  bind({ instance, ...settings }) {
    const random = Random.fromSeed(instance).fork("gzip-grammar");
    return grammarSource(publishedGrammar(settings, random));
  },
});

/**
 * A sentence is one of the nonterminals, all alike, and the symbol 0. A nonterminal has 1 to `options` right sides with
 * weights 1 to 100, of 1 to `length` symbols, each drawn from all nonterminals and terminals alike.
 */
function publishedGrammar(
  settings: { nonterminals: number; terminals: number; options: number; length: number },
  random: Random,
): Grammar {
  const { nonterminals, terminals } = settings;
  const rules: Rule[] = [];
  for (let left = 1; left <= nonterminals; left++)
    rules.push({ left: 0, right: [~left, 0], probability: 1 / nonterminals });
  for (let left = 1; left <= nonterminals; left++) {
    const weights = Array.from(
      { length: 1 + random.below(settings.options) },
      () => 1 + random.below(largestWeight),
    );
    const total = weights.reduce((a, b) => a + b, 0);
    for (const weight of weights) {
      const right = Array.from({ length: 1 + random.below(settings.length) }, () => {
        const symbol = random.below(nonterminals + terminals);
        return symbol < nonterminals ? ~(symbol + 1) : symbol - nonterminals;
      });
      rules.push({ left, right, probability: weight / total });
    }
  }
  return {
    nonterminals: ["S", ...Array.from({ length: nonterminals }, (_, left) => `N${left}`)],
    terminals: Array.from({ length: terminals }, (_, terminal) => String(terminal)),
    rules,
  };
}
