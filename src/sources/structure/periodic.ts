import * as z from "zod";
import { allocateSymbols } from "../../core/sequence.ts";
import { defineSource } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { machineLimits } from "../../exact/machine.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { cycleSource } from "./cycle-source.ts";

export const periodic = defineSource({
  id: "periodic",
  group: "structure",
  title: "periodic word",
  summary: "One word over and over, from a random place in it: the far end of order.",
  reference: "Crutchfield & Feldman 2003, Chaos 13(1)",
  params: z.strictObject({
    word: z
      .string()
      .min(1)
      .max(machineLimits.edges)
      .default("00101")
      .describe("the word, one symbol a character"),
    phase: z.int().min(0).optional().describe("place in the word to begin at; random when absent"),
  }),
  example: "periodic(word=00101)",
  bind({ word, phase }) {
    const characters = [...word];
    const letters = [...new Set(characters)].sort();
    const period = primitivePeriod(characters);
    const cycle = allocateSymbols(period, letters.length);
    cycle.set(characters.slice(0, period).map((character) => letters.indexOf(character)));
    const shares = letters.map((_, symbol) => cycle.filter((other) => other === symbol).length / period);
    const symbolEntropy = closedForm(lawEntropy(shares), "shares of the letters");
    return {
      ...cycleSource(
        { alphabetSize: letters.length, period, symbols: () => cycle, symbolEntropy },
        phase,
        "log2 of the primitive period",
      ),
      label: (symbol) => letters[symbol] ?? "",
    };
  },
});

/** Smallest period that divides the length of a word, from the lengths of its borders (Knuth, Morris & Pratt 1977). */
function primitivePeriod(characters: readonly string[]): number {
  const border = [0];
  for (let i = 1, length = 0; i < characters.length; i++) {
    while (length > 0 && characters[i] !== characters[length]) length = border[length - 1]!;
    if (characters[i] === characters[length]) length++;
    border.push(length);
  }
  const period = characters.length - border.at(-1)!;
  return characters.length % period === 0 ? period : characters.length;
}
