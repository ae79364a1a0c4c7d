import * as z from "zod";
import type { Random } from "../../core/random.ts";
import { defineSource } from "../../core/source.ts";
import { bounded, closedForm, conjectured, type GroundTruth, unknown } from "../../core/truth.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { fractionOfPi } from "../deceptive/pi.ts";
import { digitBase, digitsOf, squareRoot } from "./digits.ts";

export const root = defineSource({
  id: "root",
  group: "arithmetic",
  title: "digits of a square root",
  summary: "Digits of the square root of an integer after the point, as many as a million decimals contain.",
  reference: "Borel 1950, C. R. Acad. Sci. Paris 230 (irrational algebraic numbers are normal: a conjecture)",
  params: z
    .strictObject({
      of: z.int().min(2).max(1_000_000).default(2).describe("an integer that is not a square"),
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
        "all k-grams are equally frequent: the number is normal",
      ),
      excessEntropy: conjectured(0, "Borel 1950", "its k-grams have the law of independent digits"),
    }),
  }),
});

export const euler = defineSource({
  id: "euler",
  group: "arithmetic",
  title: "digits of e",
  summary:
    "Digits of e after the point, as many as a million decimals contain: nothing is proved about their frequencies.",
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
        "log2 base if e is normal, as is believed; no positive lower bound is proved",
      );
      return {
        symbolEntropy: open,
        entropyRate: open,
        excessEntropy: unknown("not proved; 0 if e is normal, as is believed"),
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

/** Number of distinguished partial quotients. */
const quotients = z
  .int()
  .min(2)
  .max(4096)
  .default(16)
  .describe("largest partial quotient; larger ones are replaced by it");

/** Frequencies of 1, 2, 3, ... and of all from the last on. */
function gaussKuzmin(count: number): Float64Array {
  const share = (k: number) => Math.log2(1 + 1 / (k * (k + 2)));
  const shares = Float64Array.from({ length: count }, (_, i) => share(i + 1));
  shares[count - 1] = Math.log2(1 + 1 / count);
  return shares;
}

/** Numbers with known or computable partial quotients. */
const expanded = {
  random: { length: Number.POSITIVE_INFINITY, open: randomQuotients, truth: truthOfRandom },
  e: { length: Number.POSITIVE_INFINITY, open: quotientsOfE, truth: truthOfE },
  pi: { length: 100_000, open: quotientsOfPi, truth: truthOfPi },
} as const;

export const continuedFraction = defineSource({
  id: "continued-fraction",
  group: "arithmetic",
  title: "continued fraction",
  summary:
    "Partial quotients after the integer part: of a number drawn from the Gauss law, each with its exact conditional probability; of e, which follow a rule; or of pi, 100 000 of them, about which nothing is proved. Large quotients are rare and unbounded.",
  reference:
    "Iosifescu & Kraaikamp 2002, Metrical Theory of Continued Fractions, 1.2; Khinchin 1964, Continued Fractions; Cohn 2006, Amer. Math. Monthly 113 (e)",
  params: z.strictObject({
    of: z.enum(["random", "e", "pi"]).default("random").describe("the number"),
    quotients,
  }),
  example: "continued-fraction(quotients=16)",
  bind({ of, quotients: count }) {
    const { length, open, truth } = expanded[of];
    return {
      alphabetSize: count,
      length,
      open(random) {
        const next = open(random);
        let left = length;
        return {
          fill(target) {
            const filled = Math.min(left, target.length);
            for (let i = 0; i < filled; i++) target[i] = Math.min(next(), count) - 1;
            left -= filled;
            return filled;
          },
        };
      },
      truth: () => truth(count),
      label: (symbol) => (symbol === count - 1 ? `${count}+` : String(symbol + 1)),
    };
  },
});

function randomQuotients(random: Random): () => number {
  // The past as a continued fraction read backwards; drawn from the same law if it is unknown.
  let past = Math.expm1(Math.LN2 * random.uniform());
  return () => {
    // P(k or more) = (1 + past) / (k + past).
    const quotient = Math.max(1, Math.floor((1 + past) / (1 - random.uniform()) - past));
    past = 1 / (quotient + past);
    return quotient;
  };
}

/** Quotients that the bounds of the rate distinguish in the past, and how many of them. */
const distinguished = 16;
const depthOf = (count: number) => (count > 256 ? 2 : 3);

/**
 * Bounds of the entropy rate of the quotients cut at `count`. Given the whole past y, of the Gauss law, P(k or more) = (1 + y)/(k + y),
 * whose mean entropy is a lower bound: the past of the cut quotients tells less. An upper bound is the entropy given the interval that
 * the last few quotients put y in, up to the first cut one: P(k or more, and y in [u, v]) is log2((k + v)/(k + u)).
 */
function rateOfQuotients(count: number): { readonly lower: number; readonly upper: number } {
  const cost = (p: number) => (p > 0 ? -p * Math.log2(p) : 0);
  /** bits of the next quotient, from the probabilities of k or more */
  const bits = (atLeast: (k: number) => number) => {
    let sum = cost(atLeast(count));
    for (let k = 1, above = atLeast(1); k < count; k++) {
      const next = atLeast(k + 1);
      sum += cost(above - next);
      above = next;
    }
    return sum;
  };
  // Simpson's rule over z = log2(1 + y), which is uniform.
  const steps = 256;
  let lower = 0;
  for (let i = 0; i <= steps; i++) {
    const y = Math.expm1((Math.LN2 * i) / steps);
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    lower += (weight / (3 * steps)) * bits((k) => (1 + y) / (k + y));
  }
  let upper = 0;
  const least = Math.min(distinguished, count);
  const depth = depthOf(count);
  const add = (u: number, v: number) => {
    const [from, to] = [Math.min(u, v), Math.max(u, v)];
    upper += bits((k) => Math.log2((k + to) / (k + from))) - cost(Math.log2((1 + to) / (1 + from)));
  };
  /** The intervals of y = 1/(a + y') for the ends u and v of y'. */
  const split = (past: readonly number[]) => {
    const end = (y: number) => past.reduceRight((inner, a) => 1 / (a + inner), y);
    if (past.length === depth) {
      add(end(0), end(1));
      return;
    }
    for (let a = 1; a < least; a++) split([...past, a]);
    add(end(0), end(1 / least));
  };
  split([]);
  return { lower, upper };
}

function truthOfRandom(count: number): GroundTruth {
  const { lower, upper } = rateOfQuotients(count);
  return {
    symbolEntropy: closedForm(
      lawEntropy(gaussKuzmin(count)),
      "Gauss-Kuzmin law, large quotients as one symbol",
    ),
    entropyRate: bounded(
      // Room for the rule of integration.
      lower - 1e-9,
      upper + 1e-9,
      "entropy of a quotient given the whole past, and given the last few; without the cut of large quotients h = pi^2 / (6 ln^2 2) bits (Rokhlin)",
    ),
    excessEntropy: unknown(
      "no closed form: each quotient depends on all earlier ones, the more distant the less",
    ),
  };
}

/** 1, 2, 1, 1, 4, 1, 1, 6, ... */
function quotientsOfE(): () => number {
  let i = 0;
  return () => {
    const quotient = i % 3 === 1 ? (2 * (i + 2)) / 3 : 1;
    i++;
    return quotient;
  };
}

function truthOfE(): GroundTruth {
  return {
    symbolEntropy: closedForm(
      lawEntropy([2 / 3, 1 / 3]),
      "in the limit two of three quotients are 1, the others the largest symbol",
    ),
    entropyRate: closedForm(0, "the quotients are 1, 2k, 1 for k = 1, 2, ... (Euler)"),
    excessEntropy: closedForm(Math.log2(3), "period 3 once every 2k is the largest symbol"),
  };
}

function quotientsOfPi(): () => number {
  let quotients: readonly number[] = [];
  let i = 0;
  return () => {
    // A quotient takes 1.03 decimals (Lochs); the number of decimals doubles, so that little is computed twice.
    for (let digits = 1000; i >= quotients.length; digits *= 2) {
      if (digits < 2 * quotients.length) continue;
      const scale = BigInt(`1${"0".repeat(digits)}`);
      quotients = quotientsOf(fractionOfPi(scale), scale);
    }
    return quotients[i++]!;
  };
}

/**
 * Partial quotients of p/q, 0 < p < q, that all numbers within 4/q share.
 *
 * Cost: O(n^2) for n bits, some 24 bits a step. Source: Lehmer 1938, Amer. Math. Monthly 45; Knuth, The Art of Computer
 * Programming 4.5.2, algorithm L.
 */
function quotientsOf(p: bigint, q: bigint): number[] {
  const quotients: number[] = [];
  // Numbers can be distinguished where the square of a denominator of a convergent exceeds q.
  const bits = q.toString(16).length * 4;
  /** logarithm of a denominator, and the ratio of the one before to it */
  let [log, share] = [0, 0];
  const add = (quotient: number) => {
    log += Math.log2(quotient + share);
    share = 1 / (quotient + share);
    if (2 * log + 12 < bits) quotients.push(quotient);
  };
  let [x, y] = [q, p];
  let shift = bits - leading;
  while (2 * log + 12 < bits) {
    for (let top = Number(x >> BigInt(shift)); top < leastTop && shift > 0; top *= 2) shift--;
    const { found, a, b, c, d } = commonQuotients(Number(x >> BigInt(shift)), Number(y >> BigInt(shift)));
    if (found.length === 0) {
      const quotient = x / y;
      [x, y] = [y, x - quotient * y];
      add(Number(quotient));
      continue;
    }
    [x, y] = [BigInt(a) * x + BigInt(b) * y, BigInt(c) * x + BigInt(d) * y];
    for (const quotient of found) add(quotient);
  }
  return quotients;
}

/** Bits of the upper parts of numbers: their quotients are exact in double precision. */
const leading = 48;
const leastTop = 1_099_511_627_776;

/** Quotients that all numbers with these upper parts share, and the resulting numbers. */
function commonQuotients(x: number, y: number) {
  let [a, b, c, d] = [1, 0, 0, 1];
  const found: number[] = [];
  while (y + c > 0 && y + d > 0) {
    const quotient = Math.floor((x + a) / (y + c));
    if (quotient !== Math.floor((x + b) / (y + d))) break;
    [a, b, c, d] = [c, d, a - quotient * c, b - quotient * d];
    [x, y] = [y, x - quotient * y];
    found.push(quotient);
  }
  return { found, a, b, c, d };
}

function truthOfPi(count: number): GroundTruth {
  const route =
    "the value of the Gauss-Kuzmin law if pi is a typical number, as is believed; no better bound is proved";
  return {
    symbolEntropy: bounded(0, Math.log2(count), route),
    entropyRate: bounded(0, Math.log2(count), route),
    excessEntropy: unknown("nothing is proved about the quotients of pi"),
  };
}
