import * as z from "zod";
import { defineSource, type Machine } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { createMachine, machineLimits } from "../../statistics/machines/create-machine.ts";
import { lawEntropy } from "../../statistics/machines/law-entropy.ts";

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
    const cycle = characters.slice(0, period).map((character) => letters.indexOf(character));
    const counts = letters.map((_, symbol) => cycle.filter((other) => other === symbol).length);
    return {
      alphabetSize: letters.length,
      length: Number.POSITIVE_INFINITY,
      machine: () => cycleMachine(cycle, letters.length, phase),
      open(random) {
        let at = phase === undefined ? random.below(period) : phase % period;
        return {
          fill(target) {
            let place = at;
            for (let i = 0; i < target.length; i++) {
              target[i] = cycle[place]!;
              place++;
              if (place === period) place = 0;
            }
            at = place;
            return target.length;
          },
        };
      },
      truth: () => ({
        symbolEntropy: closedForm(lawEntropy(counts.map((count) => count / period)), "shares of the letters"),
        entropyRate: closedForm(0, "periodic"),
        excessEntropy: closedForm(Math.log2(period), "log2 of the primitive period"),
        statisticalComplexity: closedForm(Math.log2(period), "log2 of the primitive period"),
      }),
      label: (symbol) => letters[symbol] ?? "",
    };
  },
});

/** A ring of states, one for each place in the word; too long words have none. */
function cycleMachine(cycle: readonly number[], alphabetSize: number, phase?: number): Machine | undefined {
  const period = cycle.length;
  if (period > machineLimits.states) return undefined;
  const stationary = new Float64Array(period).fill(1 / period);
  const start = phase === undefined ? stationary : new Float64Array(period);
  if (phase !== undefined) start[phase % period] = 1;
  const edges = cycle.map((symbol, from) => ({ from, symbol, to: (from + 1) % period, probability: 1 }));
  return createMachine(alphabetSize, period, edges, { start, stationary });
}

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
