import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { cycleTruth } from "../structure/cycle-source.ts";

export const randu = defineSource({
  id: "randu",
  group: "deceptive",
  title: "RANDU",
  summary:
    "Top byte of x <- 65539 x mod 2^31, begun on the cycle of x = 1: pairs of bytes look like noise, but triples " +
    "of x lie on 15 planes, for 9 x(n) - 6 x(n+1) + x(n+2) = 0 mod 2^31.",
  reference: "Marsaglia 1968, Proc. Natl. Acad. Sci. USA 61(1)",
  params: z.strictObject({}),
  example: "randu",
  bind: () => ({
    alphabetSize: 256,
    length: Number.POSITIVE_INFINITY,
    open(random) {
      // Powers of 65539 modulo 2^31 are all the numbers that are 1 or 3 modulo 8.
      const draw = random.uint32();
      let last = ((draw & ~7) | (draw & 2) | 1) & 0x7fff_ffff;
      return {
        fill(target) {
          let x = last;
          for (let i = 0; i < target.length; i++) {
            x = Math.imul(x, 65_539) & 0x7fff_ffff;
            target[i] = x >>> 23;
          }
          last = x;
          return target.length;
        },
      };
    },
    truth: () =>
      cycleTruth(
        2 ** 29,
        closedForm(8, "every top byte is equally frequent in the cycle"),
        "65539 has order 2^29 modulo 2^31, and the top bit has the full period",
      ),
  }),
});
