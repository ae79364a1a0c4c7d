import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { grammarSource } from "../grammars/grammar-source.ts";
import { parseGrammar } from "../grammars/parse-grammar.ts";

export const pcfg = defineSource({
  id: "pcfg",
  group: "middle",
  title: "probabilistic context-free grammar",
  summary:
    "Sentences of a given grammar, one after the other: a learner has to find the rules and their nesting.",
  reference: "Booth & Thompson 1973, IEEE Trans. Comput. C-22(5); Chi 1999, Comput. Linguist. 25(1)",
  params: z.strictObject({
    grammar: z
      .string()
      .min(1)
      .max(10_000)
      .default("S -> S S [.3] | a [.28] | b [.42]")
      .describe("rules parted by ; with symbols parted by blanks; the first left side is the sentence"),
  }),
  example: 'pcfg(grammar="S -> S S [.3] | a [.28] | b [.42]")',
  bind({ grammar }) {
    const parsed = parseGrammar(grammar);
    const apart = parsed.terminals.some((terminal) => [...terminal].length > 1) ? " " : "";
    return {
      ...grammarSource(parsed),
      label: (symbol) => `${parsed.terminals[symbol] ?? ""}${apart}`,
    };
  },
});
