import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { echoTask } from "./echo-task.ts";

export const sort = defineSource({
  id: "sort",
  group: "tasks",
  title: "sorting",
  summary:
    "Lines `cab>abc`: a random word and its symbols in order; a learner has to find the order, and to count.",
  reference: "Graves, Wayne & Danihelka 2014, arXiv:1410.5401; David & Nagaraja 2003, Order Statistics",
  params: z.strictObject({
    alphabet: z
      .int()
      .min(1)
      .max(256)
      .default(10)
      .describe("symbols of a word; two more mark the answer and the end"),
    length: z.int().min(1).max(64).default(8).describe("symbols of a word"),
  }),
  example: "sort(alphabet=10, length=8)",
  bind: (params) =>
    echoTask(
      params,
      (word, target) => {
        target.set(word);
        target.sort();
      },
      () => sortMemory(params.alphabet, params.length),
    ),
});

/** Before each place: the multiset of what was read, then what of the answer is still to come. */
function sortMemory(alphabet: number, length: number): Float64Array {
  const read = Array.from({ length: length + 1 }, (_, symbols) => largestEntropy(alphabet, symbols, symbols));
  const toCome = Array.from({ length: length + 1 }, (_, done) =>
    largestEntropy(alphabet, length, length - done),
  );
  return Float64Array.from([...read, ...toCome]);
}

/**
 * Entropy of the `kept` largest of `drawn` uniform symbols, in bits: going down from the largest symbol, the number of
 * draws that equal it is binomial, until enough are found.
 */
function largestEntropy(alphabet: number, drawn: number, kept: number): number {
  let entropy = 0;
  let reached = Float64Array.of(1, ...new Array<number>(kept).fill(0)); // P(found so far), while below `kept`
  for (let symbol = alphabet - 1; symbol >= 0; symbol--) {
    const next = new Float64Array(kept + 1);
    for (let found = 0; found < kept; found++) {
      if (reached[found] === 0) continue;
      const law = cutBinomial(drawn - found, 1 / (symbol + 1), kept - found);
      for (const [count, p] of law.entries()) {
        if (p > 0) entropy -= reached[found]! * p * Math.log2(p);
        next[found + count]! += reached[found]! * p;
      }
    }
    reached = next;
  }
  return entropy;
}

/** Law of min(binomial, most). */
function cutBinomial(trials: number, p: number, most: number): Float64Array {
  const law = new Float64Array(most + 1);
  if (p === 1) {
    law[Math.min(trials, most)] = 1;
    return law;
  }
  let mass = Math.exp(trials * Math.log1p(-p));
  let rest = 1;
  for (let count = 0; count < most; count++) {
    law[count] = mass;
    rest -= mass;
    mass *= ((trials - count) / (count + 1)) * (p / (1 - p));
  }
  law[most] = Math.max(0, rest);
  return law;
}
