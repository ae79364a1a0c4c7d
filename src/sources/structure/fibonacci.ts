import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm, infinite } from "../../core/truth.ts";
import { binaryEntropy } from "../../statistics/machines/law-entropy.ts";

/** 1, 2, 3, 5, ...: weights of the Zeckendorf digits, as far as safe integers go. */
const weights = [1, 2];
while (weights.at(-1)! + weights.at(-2)! <= Number.MAX_SAFE_INTEGER) {
  weights.push(weights.at(-1)! + weights.at(-2)!);
}
/** Digits that a copied block stands for: blocks have 4181 or 2584 symbols. */
const blockDigits = 17;
const goldenShare = (Math.sqrt(5) - 1) / 2;

export const fibonacci = defineSource({
  id: "fibonacci",
  group: "structure",
  title: "Fibonacci word",
  summary: "Fixed point of 0 -> 01, 1 -> 0: the simplest order without a period, k + 1 factors of length k.",
  reference: "Lothaire 2002, Algebraic Combinatorics on Words, ch. 2",
  params: z.strictObject({
    offset: z.int().min(0).max(2_251_799_813_685_248).default(0).describe("index of the first symbol"),
  }),
  example: "fibonacci",
  bind: ({ offset }) => ({
    alphabetSize: 2,
    length: Number.POSITIVE_INFINITY,
    open() {
      // The word is its own image under the substitution applied 17 times, so it is copied block by block.
      const images = [image(0, blockDigits), image(1, blockDigits)] as const;
      let [block, within] = splitIndex(offset);
      return {
        fill(target) {
          let filled = 0;
          while (filled < target.length) {
            const source = images[letterAt(block)];
            const take = Math.min(source.length - within, target.length - filled);
            target.set(source.subarray(within, within + take), filled);
            filled += take;
            within += take;
            if (within === source.length) {
              block++;
              within = 0;
            }
          }
          return target.length;
        },
      };
    },
    truth: () => ({
      symbolEntropy: closedForm(binaryEntropy(goldenShare), "letters have frequencies 1/phi and 1/phi^2"),
      entropyRate: closedForm(0, "k + 1 factors of length k"),
      excessEntropy: infinite("H(k) grows like log2 k"),
      statisticalComplexity: infinite("at least the excess entropy"),
    }),
  }),
});

/** The substitution applied `times` times to a letter. */
function image(letter: 0 | 1, times: number): Uint8Array {
  let word = [letter as number];
  for (let i = 0; i < times; i++) word = word.flatMap((symbol) => (symbol === 0 ? [0, 1] : [0]));
  return Uint8Array.from(word);
}

/** Zeckendorf digits of n, highest first, folded to [n without its lowest digits, what those are worth]. */
function splitIndex(n: number): [block: number, within: number] {
  let rest = n;
  let block = 0;
  for (let digit = weights.length - 1; digit >= blockDigits; digit--) {
    if (weights[digit]! > rest) continue;
    rest -= weights[digit]!;
    block += weights[digit - blockDigits]!;
  }
  return [block, rest];
}

/** The n-th letter is the lowest Zeckendorf digit of n. */
function letterAt(n: number): 0 | 1 {
  let rest = n;
  for (let digit = weights.length - 1; digit > 0; digit--)
    if (weights[digit]! <= rest) rest -= weights[digit]!;
  return rest === 0 ? 0 : 1;
}
