import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { defineSource } from "../../core/source.ts";
import { closedForm, infinite, type Truth, unknown } from "../../core/truth.ts";
import { lawEntropy } from "../../machines/law-entropy.ts";
import { substitutionOrder } from "./substitution-order.ts";
import { substitutionStream } from "./substitution-word.ts";

export const substitution = defineSource({
  id: "substitution",
  group: "structure",
  title: "word of a substitution",
  summary:
    "Fixed point of a substitution you give, one image a letter in the order of the alphabet: images=[01,0] is " +
    "the Fibonacci word.",
  reference: "Queffelec 2010, Substitution Dynamical Systems, ch. 5",
  params: z.strictObject({
    images: z
      .array(z.string().min(1).max(64))
      .min(1)
      .max(32)
      .default(["01", "0"])
      .describe("what each letter becomes; the first image begins with the first letter"),
    offset: z.int().min(0).max(2_251_799_813_685_248).default(0).describe("index of the first symbol"),
  }),
  example: "substitution(images=[abc,ab,a])",
  bind({ images: written, offset }) {
    const letters = [...new Set(written.flatMap((image) => [...image]))].sort();
    const images = written.map((image) => [...image].map((letter) => letters.indexOf(letter)));
    if (images.length !== letters.length) {
      throw new UsageError(`${images.length} images of ${letters.length} letters: each letter needs one`);
    }
    if (images[0]![0] !== 0 || images[0]!.length < 2) {
      throw new UsageError(`the first image must be "${letters[0]}" and more, or it fixes no word`);
    }
    const order = substitutionOrder(images);
    if (order === undefined) {
      throw new UsageError("not primitive: some letter never leads to all others, so no single law is sure");
    }
    const memory = memoryTruth(order.period);
    return {
      alphabetSize: letters.length,
      length: Number.POSITIVE_INFINITY,
      open: () => substitutionStream({ images, coding: letters.map((_, letter) => letter) }, offset),
      truth: () => ({
        symbolEntropy: closedForm(
          lawEntropy(order.shares),
          "eigenvector of the counts of letters in the images",
        ),
        entropyRate: closedForm(0, "the number of factors of length k grows at most like k"),
        excessEntropy: memory,
        statisticalComplexity: memory,
      }),
      label: (symbol) => letters[symbol] ?? "",
    };
  },
});

function memoryTruth(period: number | "none" | null): Truth {
  if (period === null) return unknown("neither a period nor that there is none could be proved");
  if (period === "none") return infinite("the word has no period, so H(k) never stops growing");
  return closedForm(Math.log2(period), "log2 of the period");
}
