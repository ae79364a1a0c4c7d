import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { Random } from "../../core/random.ts";
import { defineSource } from "../../core/source.ts";
import { grammarSource } from "../grammars/grammar-source.ts";
import { randomGrammar } from "../grammars/random-grammar.ts";

export const randomPcfg = defineSource({
  id: "random-pcfg",
  group: "middle",
  title: "random context-free grammar",
  summary: "Sentences of a random grammar, chosen by its number: a learner has to find its rules.",
  reference: "Korenjak & Hopcroft 1966, Simple deterministic languages; Chi 1999, Comput. Linguist. 25(1)",
  params: z.strictObject({
    nonterminals: z.int().min(1).max(100).default(5).describe("nonterminals, the sentence among them"),
    terminals: z.int().min(1).max(4096).default(16).describe("symbols of the text"),
    rules: z.int().min(1).max(64).default(4).describe("right sides of each nonterminal"),
    length: z.int().min(1).max(32).default(4).describe("longest right side"),
    radius: z
      .number()
      .min(0)
      .max(0.999)
      .default(0.8)
      .describe("largest spectral radius: the nearer to 1, the longer the sentences"),
    form: z
      .enum(["simple", "free"])
      .default("simple")
      .describe("simple: the rules of a nonterminal begin with different terminals, so the rate is exact"),
    instance: z.int().min(0).default(1).describe("which of the random grammars"),
  }),
  example: "random-pcfg(nonterminals=5, terminals=16, instance=1)",
  bind({ form, instance, ...shape }) {
    const simple = form === "simple";
    if (simple && shape.rules > shape.terminals) {
      throw new UsageError(
        `${shape.rules} rules cannot begin with different ones of ${shape.terminals} terminals`,
      );
    }
    const random = Random.fromSeed(instance).fork("random-pcfg");
    return grammarSource(randomGrammar({ ...shape, simple }, random));
  },
});
