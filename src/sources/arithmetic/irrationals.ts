import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { bounded, closedForm, conjectured, type GroundTruth, unknown } from "../../core/truth.ts";
import { digitBase, digitsOf, squareRoot } from "./digits.ts";

export const root = defineSource({
  id: "root",
  group: "arithmetic",
  title: "digits of a square root",
  summary: "Digits of the square root of a whole number after the point, up to a million decimals of them.",
  reference: "Borel 1950, C. R. Acad. Sci. Paris 230 (irrational algebraic numbers are normal: a conjecture)",
  params: z
    .strictObject({
      of: z.int().min(2).max(1_000_000).default(2).describe("a whole number that is no square"),
      base: digitBase,
    })
    .superRefine(({ of }, context) => {
      const near = Math.round(Math.sqrt(of));
      if (near * near !== of) return;
      context.addIssue({
        code: "custom",
        path: ["of"],
        message: `the root of ${of} has no digits after the point`,
      });
    }),
  example: "root(of=2)",
  bind: ({ of, base }) => ({
    ...digitsOf(
      base,
      (scale) => squareRoot(BigInt(of) * scale * scale) - BigInt(Math.floor(Math.sqrt(of))) * scale,
    ),
    truth: (): GroundTruth => ({
      symbolEntropy: conjectured(Math.log2(base), "Borel 1950", "every digit has frequency 1/base"),
      entropyRate: conjectured(
        Math.log2(base),
        "Borel 1950",
        "all words are equally frequent: the number is normal",
      ),
      excessEntropy: conjectured(0, "Borel 1950", "words are those of independent digits"),
    }),
  }),
});

export const euler = defineSource({
  id: "euler",
  group: "arithmetic",
  title: "digits of e",
  summary:
    "Digits of e after the point, up to a million decimals of them: nothing is proved of their frequencies.",
  reference:
    "Gourdon & Sebah 2001, The constant e and its computation (binary splitting); Bailey & Crandall 2001, Exp. Math. 10",
  params: z.strictObject({ base: digitBase }),
  example: "euler(base=10)",
  bind: ({ base }) => ({
    ...digitsOf(base, fractionOfE),
    truth(): GroundTruth {
      const open = bounded(
        0,
        Math.log2(base),
        "log2 base if e is normal, as is believed; nothing better than 0 is proved",
      );
      return {
        symbolEntropy: open,
        entropyRate: open,
        excessEntropy: unknown("0 if e is normal, as is believed"),
      };
    },
  }),
});

/** Sums 1/k! by binary splitting. */
function fractionOfE(scale: bigint): bigint {
  const bits = scale.toString(16).length * 4;
  let [terms, size] = [1, 0];
  while (size < bits) size += Math.log2(++terms);
  const [p, q] = inverseFactorials(0, terms);
  return (p * scale) / q - scale;
}

/** P/Q of the sum of a!/k! for k from a + 1 to b; Q = b!/a!. */
function inverseFactorials(a: number, b: number): readonly [p: bigint, q: bigint] {
  if (b - a === 1) return [1n, BigInt(b)];
  const middle = (a + b) >>> 1;
  const [leftP, leftQ] = inverseFactorials(a, middle);
  const [rightP, rightQ] = inverseFactorials(middle, b);
  return [leftP * rightQ + rightP, leftQ * rightQ];
}

/** Partial quotients that are told apart. */
const quotients = z
  .int()
  .min(2)
  .max(4096)
  .default(16)
  .describe("partial quotients that are told apart: larger ones are this one");

/** Shares of 1, 2, 3, ... and of all from the last on. */
function gaussKuzmin(count: number): Float64Array {
  const share = (k: number) => Math.log2(1 + 1 / (k * (k + 2)));
  const shares = Float64Array.from({ length: count }, (_, i) => share(i + 1));
  shares[count - 1] = Math.log2(1 + 1 / count);
  return shares;
}

export const continuedFraction = defineSource({
  id: "continued-fraction",
  group: "arithmetic",
  title: "continued fraction of a random number",
  summary:
    "Partial quotients of a number drawn from the law of Gauss, each exactly as likely as it is after those before it; large ones are rare " +
    "and unbounded.",
  reference:
    "Iosifescu & Kraaikamp 2002, Metrical Theory of Continued Fractions, 1.2; Khinchin 1964, Continued Fractions",
  params: z.strictObject({ quotients }),
  example: "continued-fraction(quotients=16)",
  bind: ({ quotients: count }) => ({
    alphabetSize: count,
    length: Number.POSITIVE_INFINITY,
    open(random) {
      // The past as a continued fraction that is read backwards; where none is known, drawn from the same law.
      let past = Math.expm1(Math.LN2 * random.uniform());
      return {
        fill(target) {
          for (let i = 0; i < target.length; i++) {
            // P(k or more) = (1 + past) / (k + past).
            const quotient = Math.max(1, Math.floor((1 + past) / (1 - random.uniform()) - past));
            target[i] = Math.min(quotient, count) - 1;
            past = 1 / (quotient + past);
          }
          return target.length;
        },
      };
    },
    truth(): GroundTruth {
      const shares = gaussKuzmin(count);
      const entropy = -shares.reduce((sum, share) => sum + share * Math.log2(share), 0);
      return {
        symbolEntropy: closedForm(entropy, "law of Gauss and Kuzmin, large quotients as one"),
        entropyRate: bounded(
          0,
          entropy,
          "no more than that of one symbol; pi^2 / (6 ln^2 2) bits if no quotient were cut (Rokhlin)",
        ),
        excessEntropy: unknown("quotients depend on all before them, ever less"),
      };
    },
    label: (symbol) => (symbol === count - 1 ? `${count}+` : String(symbol + 1)),
  }),
});
