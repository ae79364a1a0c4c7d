import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { independentSource } from "./independent-source.ts";

export const monkey = defineSource({
  id: "monkey",
  group: "noise",
  title: "monkey typing",
  summary:
    "Letters and a space typed at random. Symbols are independent, yet the words follow a power law of rank, " +
    "with exponent 1 - log(1-space)/log(letters).",
  reference: "Miller 1957, Am. J. Psychol. 70(2)",
  params: z.strictObject({
    letters: z.int().min(1).max(26).default(26).describe("keys with a letter, all equally likely"),
    space: z.number().min(0).max(1).default(0.18).describe("probability of a space"),
  }),
  example: "monkey(letters=26, space=0.18)",
  bind({ letters, space }) {
    const law = new Float64Array(letters + 1).fill((1 - space) / letters);
    law[letters] = space;
    const entropy = binaryEntropy(space) + (1 - space) * Math.log2(letters);
    return {
      ...independentSource(law, "H2(space) + (1-space) log2(letters)", entropy),
      label: (symbol) => (symbol === letters ? " " : String.fromCharCode(97 + symbol)),
    };
  },
});
