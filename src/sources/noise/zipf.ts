import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { lawEntropy } from "../../statistics/machines/law-entropy.ts";
import { singleStateMachine } from "../../statistics/machines/single-state-machine.ts";
import { createAliasTable } from "../sampling/alias-table.ts";
import { independentTruth } from "../truths/independent-truth.ts";

export const zipf = defineSource({
  id: "zipf",
  group: "noise",
  title: "Zipf noise",
  summary: "Independent draws; the symbol of rank r has probability proportional to (r + shift)^-exponent.",
  reference: "Mandelbrot 1953, An informational theory of the statistical structure of language",
  params: z.strictObject({
    alphabet: z.int().min(1).max(65_536).default(256).describe("number of symbols"),
    exponent: z.number().min(0).max(20).default(1).describe("how steeply probability falls with rank"),
    shift: z.number().min(0).max(1e6).default(0).describe("Mandelbrot's constant, added to the rank"),
  }),
  example: "zipf(alphabet=256, exponent=1)",
  bind({ alphabet, exponent, shift }) {
    const law = zipfLaw(alphabet, exponent, shift);
    return {
      alphabetSize: alphabet,
      length: Number.POSITIVE_INFINITY,
      machine: () => singleStateMachine(law),
      open(random) {
        const { columnBits, threshold, alias } = createAliasTable([law], alphabet);
        const unused = 32 - columnBits;
        return {
          fill(target) {
            for (let i = 0; i < target.length; i++) {
              const column = random.uint32() >>> unused;
              target[i] = random.uint32() < threshold[column]! ? column : alias[column]!;
            }
            return target.length;
          },
        };
      },
      truth: () => independentTruth(lawEntropy(law), "entropy of p(r) = (r + shift)^-exponent / Z"),
    };
  },
});

function zipfLaw(alphabet: number, exponent: number, shift: number): Float64Array {
  // Powers by exp and log: Math.pow is not the same in every engine.
  const law = Float64Array.from({ length: alphabet }, (_, i) =>
    Math.exp(-exponent * Math.log(i + 1 + shift)),
  );
  let total = 0;
  for (let i = alphabet - 1; i >= 0; i--) total += law[i]!;
  return law.map((mass) => mass / total);
}
