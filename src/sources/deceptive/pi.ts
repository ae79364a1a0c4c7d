import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { type Truth, unknown } from "../../core/truth.ts";
import { piDigits } from "./pi-digits.ts";

const mostDecimals = 1_000_000;
/** Computed at first; four times as many whenever these are used up. */
const firstDigits = 4096;

export const pi = defineSource({
  id: "pi",
  group: "deceptive",
  title: "digits of pi",
  summary:
    "Digits of pi after the point, up to a million of them: no test distinguishes them from noise, yet a few " +
    "lines of program print them.",
  reference:
    "Bailey, Borwein & Plouffe 1997, Math. Comput. 66; Wagon 1985, Math. Intelligencer 7(3) (normality)",
  params: z
    .strictObject({
      base: z.int().min(2).max(256).default(10).describe("base of the digits: 2 to 36, or 256"),
    })
    .superRefine(({ base }, context) => {
      if (base <= 36 || base === 256) return;
      context.addIssue({ code: "custom", path: ["base"], message: "base must be 2 to 36, or 256" });
    }),
  example: "pi(base=10)",
  bind({ base }) {
    const length = Math.floor((mostDecimals * Math.log2(10)) / Math.log2(base) + 1e-6);
    let digits: Uint8Array = new Uint8Array(0);
    return {
      alphabetSize: base,
      length,
      open() {
        let at = 0;
        return {
          fill(target) {
            const end = Math.min(length, at + target.length);
            if (end > digits.length) {
              let count = firstDigits;
              while (count < end) count *= 4;
              digits = piDigits(Math.min(length, count), base);
            }
            target.set(digits.subarray(at, end));
            const filled = end - at;
            at = end;
            return filled;
          },
        };
      },
      truth() {
        const most = Math.log2(base);
        const route = "log2 base if pi is normal, as is believed; nothing better than 0 is proved";
        const open: Truth = { status: "bounds", lower: 0, upper: most, route };
        const why = unknown("0 if pi is normal, as is believed");
        return { symbolEntropy: open, entropyRate: open, excessEntropy: why, statisticalComplexity: why };
      },
    };
  },
});
