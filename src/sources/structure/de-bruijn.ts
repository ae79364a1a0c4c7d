import * as z from "zod";
import { allocateSymbols, type Symbols } from "../../core/sequence.ts";
import { defineSource } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { wholePower } from "../../math/sums.ts";
import { cycleSource } from "./cycle-source.ts";

const longestCycle = 0x100_0000;

export const deBruijn = defineSource({
  id: "de-bruijn",
  group: "structure",
  title: "de Bruijn cycle",
  summary:
    "A cycle in which every word of length `order` occurs once: noise to all shorter words, then free.",
  reference: "de Bruijn 1946, Proc. Kon. Ned. Akad. Wet. 49; Fredricksen & Maiorana 1978, Discrete Math. 23",
  params: z
    .strictObject({
      order: z.int().min(1).max(24).default(8).describe("length of the words that occur once"),
      alphabet: z.int().min(2).max(256).default(2).describe("number of symbols"),
    })
    .superRefine(({ order, alphabet }, context) => {
      if (wholePower(alphabet, order) <= longestCycle) return;
      const message = `order ${order} over ${alphabet} symbols has more than ${longestCycle} words`;
      context.addIssue({ code: "custom", path: ["order"], message });
    }),
  example: "de-bruijn(order=8, alphabet=2)",
  bind({ order, alphabet }) {
    const period = wholePower(alphabet, order);
    let cycle: Symbols | undefined;
    const symbols = () => {
      cycle ??= lyndonWords(order, alphabet, period);
      return cycle;
    };
    const symbolEntropy = closedForm(Math.log2(alphabet), "every symbol is equally frequent");
    return cycleSource({ alphabetSize: alphabet, period, symbols, symbolEntropy }, undefined, "order log2 A");
  },
});

/** The Lyndon words whose lengths divide `order`, one after the other in lexicographic order (Duval's successor). */
function lyndonWords(order: number, alphabet: number, period: number): Symbols {
  const cycle = allocateSymbols(period, alphabet);
  const word = new Uint8Array(order);
  let filled = 0;
  for (let length = 1; length > 0; ) {
    if (order % length === 0) {
      cycle.set(word.subarray(0, length), filled);
      filled += length;
    }
    for (let i = length; i < order; i++) word[i] = word[i - length]!;
    length = order;
    while (length > 0 && word[length - 1] === alphabet - 1) length--;
    if (length > 0) word[length - 1]!++;
  }
  return cycle;
}
