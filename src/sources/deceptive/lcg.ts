import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { cycleSource, cycleTruth } from "../structure/cycle-source.ts";

export const lcg = defineSource({
  id: "lcg",
  group: "deceptive",
  title: "linear congruential generator",
  summary:
    "One byte of x <- multiplier x + increment mod 2^32, by default the lowest: to the n-grams it is noise, but " +
    "bit j has period 2^(j+1).",
  reference: "Hull & Dobell 1962, SIAM Rev. 4(3); Knuth 1997, The Art of Computer Programming 2, 3.2.1",
  params: z
    .strictObject({
      multiplier: z
        .int()
        .min(1)
        .max(0xffff_ffff)
        .default(1_664_525)
        .describe("1 modulo 4, for the full period"),
      increment: z.int().min(1).max(0xffff_ffff).default(1_013_904_223).describe("odd, for the full period"),
      shift: z.int().min(0).max(24).default(0).describe("lowest bit of the byte that is given"),
    })
    .superRefine(({ multiplier, increment }, context) => {
      const refuse = (path: string, message: string) =>
        context.addIssue({ code: "custom", path: [path], message });
      if (multiplier % 4 !== 1)
        refuse("multiplier", "multiplier must be 1 modulo 4, or the period is not full");
      if (increment % 2 !== 1) refuse("increment", "increment must be odd, or the period is not full");
    }),
  example: "lcg(shift=0)",
  bind({ multiplier, increment, shift }) {
    const period = 256 * 2 ** shift;
    const symbolEntropy = closedForm(8, "every byte is equally frequent in the cycle");
    const route = "bit j of x has period 2^(j+1), and the byte ends at bit shift + 7";
    const step = (x: number): number => (Math.imul(x, multiplier) + increment) | 0;
    return {
      alphabetSize: 256,
      length: Number.POSITIVE_INFINITY,
      machine() {
        const symbols = () => {
          let x = 0;
          return Uint8Array.from({ length: period }, () => {
            x = step(x);
            return x >>> shift;
          });
        };
        return cycleSource(
          { alphabetSize: 256, period, symbols, symbolEntropy },
          undefined,
          route,
        ).machine?.();
      },
      open(random) {
        let last = random.uint32() | 0;
        return {
          fill(target) {
            let x = last;
            for (let i = 0; i < target.length; i++) {
              x = step(x);
              target[i] = (x >>> shift) & 0xff;
            }
            last = x;
            return target.length;
          },
        };
      },
      truth: () => cycleTruth(period, symbolEntropy, route),
    };
  },
});
