import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { normalTruth } from "../truths/normal-truth.ts";

export const champernowne = defineSource({
  id: "champernowne",
  group: "structure",
  title: "Champernowne's number",
  summary:
    "Digits of 1, 2, 3, ... one after the other: normal, so the law of its words is that of uniform noise, " +
    "though a few lines of program print it.",
  reference: "Champernowne 1933, J. London Math. Soc. 8; Copeland & Erdos 1946, Bull. Amer. Math. Soc. 52",
  params: z.strictObject({
    base: z.int().min(2).max(256).default(2).describe("base of the digits"),
  }),
  example: "champernowne(base=2)",
  bind: ({ base }) => ({
    alphabetSize: base,
    length: Number.POSITIVE_INFINITY,
    open() {
      const digits = new Uint8Array(64); // the number, right-aligned: no run ends it
      let first = digits.length - 1;
      let at = first;
      digits[at] = 1;
      return {
        fill(target) {
          for (let i = 0; i < target.length; i++) {
            target[i] = digits[at++]!;
            if (at < digits.length) continue;
            while (digits[at - 1] === base - 1) digits[--at] = 0;
            digits[at - 1]!++;
            first = Math.min(first, at - 1);
            at = first;
          }
          return target.length;
        },
      };
    },
    truth: () => normalTruth(base),
  }),
});
