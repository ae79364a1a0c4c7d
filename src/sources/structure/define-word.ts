import * as z from "zod";
import { defineSource, type SourceDefinition } from "../../core/source.ts";
import { closedForm, infinite } from "../../core/truth.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { substitutionStream } from "./substitution-word.ts";

/** An aperiodic word that a substitution fixes, as its file describes it. */
interface WordSpecification {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly reference: string;
  readonly images: readonly (readonly number[])[];
  /** symbol that each letter is written as; the letter itself when absent */
  readonly coding?: readonly number[];
  /** frequencies of the symbols, and the same in words */
  readonly shares: readonly number[];
  readonly sharesRoute: string;
  /** how many factors there are, which is why the entropy rate is 0 */
  readonly factors: string;
}

/** A source that gives an aperiodic word of a primitive substitution. */
export function defineWord(word: WordSpecification): SourceDefinition {
  const { id, title, summary, reference, images, shares, sharesRoute, factors } = word;
  const coding = word.coding ?? images.map((_, letter) => letter);
  return defineSource({
    id,
    group: "structure",
    title,
    summary,
    reference,
    params: z.strictObject({
      offset: z.int().min(0).max(2_251_799_813_685_248).default(0).describe("index of the first symbol"),
    }),
    example: id,
    bind: ({ offset }) => ({
      alphabetSize: shares.length,
      length: Number.POSITIVE_INFINITY,
      open: () => substitutionStream({ images, coding }, offset),
      truth: () => ({
        symbolEntropy: closedForm(lawEntropy(shares), sharesRoute),
        entropyRate: closedForm(0, factors),
        excessEntropy: infinite("H(k) grows like log2 k"),
        statisticalComplexity: infinite("at least the excess entropy"),
      }),
    }),
  });
}
