import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { constantPart, taskSource } from "./task-source.ts";

export const modularAddition = defineSource({
  id: "modular-addition",
  group: "tasks",
  title: "modular addition",
  summary:
    "Lines `17+85=5` modulo a number, a symbol for each residue; a learner has to find the table, or the rule behind it.",
  reference: "Power, Burda, Edwards, Babuschkin & Misra 2022, arXiv:2201.02177",
  params: z.strictObject({
    modulus: z
      .int()
      .min(1)
      .max(65_533)
      .default(97)
      .describe("residues; three more symbols are +, = and the end"),
  }),
  example: "modular-addition(modulus=97)",
  bind({ modulus }) {
    const bits = Math.log2(modulus);
    const marks = ["+", "=", "\n"];
    return taskSource({
      alphabetSize: modulus + 3,
      parts: [
        constantPart("first", 1, bits),
        constantPart("plus", 1, 0),
        constantPart("second", 1, bits),
        constantPart("equals", 1, 0),
        constantPart("sum", 1, 0),
        constantPart("end", 1, 0),
      ],
      kinds: [
        [1 / 2, modulus],
        [1 / 6, 1],
        [1 / 6, 1],
        [1 / 6, 1],
      ],
      // The first number, then the sum.
      shared: () => [0, bits, bits, bits, bits, 0],
      writer: () => (record, random) => {
        const [a, b] = [random.below(modulus), random.below(modulus)];
        record.set([a, modulus, b, modulus + 1, (a + b) % modulus, modulus + 2]);
      },
      label: (symbol) => marks[symbol - modulus] ?? String(symbol),
    });
  },
});
