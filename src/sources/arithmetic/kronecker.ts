import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { isFundamental, realCharacter } from "../../math/characters.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { cycleSource } from "../structure/cycles.ts";
import { revealedBits } from "../truths/learnable-bits.ts";

const largest = 1_000_000;
/** Fundamental discriminants up to that in size. */
const discriminants = 607_925;

export const kronecker = defineSource({
  id: "kronecker",
  group: "arithmetic",
  title: "real character",
  summary:
    "Kronecker's symbol (d/n) of a fundamental discriminant d: signs that look like coin tosses but have period |d|. For d = -163 they resemble Liouville's function for long.",
  reference:
    "Davenport 2000, Multiplicative Number Theory, ch. 5; Granville & Soundararajan 2007, J. Amer. Math. Soc. 20 (pretentious characters)",
  params: z
    .strictObject({
      d: z.int().min(-largest).max(largest).default(-163).describe("fundamental discriminant"),
      from: z.int().min(0).max(largest).optional().describe("first number n; random by default"),
    })
    .superRefine(({ d }, context) => {
      if (isFundamental(d)) return;
      const message = `d must be a fundamental discriminant, such as -163, -4, 5 or 8; ${d} is not one`;
      context.addIssue({ code: "custom", path: ["d"], message });
    }),
  example: "kronecker(d=-163)",
  bind({ d, from }) {
    const period = Math.abs(d);
    const signed = coprimeBelow(period) / period;
    const symbolEntropy = closedForm(
      binaryEntropy(signed) + signed,
      "phi(|d|) of |d| numbers have a sign, and both signs are equally frequent",
    );
    let cycle: Uint8Array | undefined;
    const symbols = () => {
      cycle ??= Uint8Array.from(realCharacter(d), (sign) => (sign < 0 ? 2 : sign));
      return cycle;
    };
    return {
      ...cycleSource(
        { alphabetSize: 3, period, symbols, symbolEntropy },
        from,
        "log2 |d|: the character is primitive",
      ),
      learnableBits: (n) =>
        revealedBits(
          n,
          Math.log2(discriminants),
          1000,
          `class: all ${discriminants} fundamental discriminants up to 10^6 in size; log2 of their number`,
        ),
      label: (symbol) => ["0", "+", "-"][symbol]!,
    };
  },
});

/** Euler's phi. */
function coprimeBelow(n: number): number {
  let [count, rest] = [n, n];
  for (let prime = 2; prime * prime <= rest; prime++) {
    if (rest % prime !== 0) continue;
    count -= count / prime;
    while (rest % prime === 0) rest /= prime;
  }
  return rest > 1 ? count - count / rest : count;
}
