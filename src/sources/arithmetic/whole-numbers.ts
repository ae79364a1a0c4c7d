import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm, type GroundTruth, infinite, unknown } from "../../core/truth.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { endless } from "../sampling/streams.ts";

export const sturmian = defineSource({
  id: "sturmian",
  group: "arithmetic",
  title: "Sturmian word of a square root",
  summary:
    "floor((n + 1) r) - floor(n r) for the fractional part r of a square root, n = 1, 2, ...: differences of a Beatty sequence, the simplest words without a period.",
  reference:
    "Morse & Hedlund 1940, Amer. J. Math. 62; Lothaire 2002, Algebraic Combinatorics on Words, ch. 2",
  params: z.strictObject({
    of: z
      .int()
      .min(2)
      .max(1_000_000)
      .default(2)
      .refine((of) => !Number.isInteger(Math.sqrt(of)), "of must not be a square")
      .describe("an integer that is not a square; r is the fractional part of its root"),
  }),
  example: "sturmian(of=2)",
  bind: ({ of }) => ({
    alphabetSize: 2,
    open() {
      const least = Math.floor(Math.sqrt(of));
      let n = 1;
      let below = least;
      return endless((target) => {
        for (let i = 0; i < target.length; i++) {
          const next = floorOfRoots(++n, of);
          target[i] = next - below - least;
          below = next;
        }
      });
    },
    truth(): GroundTruth {
      const slope = Math.sqrt(of) - Math.floor(Math.sqrt(of));
      return {
        symbolEntropy: closedForm(
          lawEntropy([1 - slope, slope]),
          "multiples of an irrational number are equidistributed modulo 1 (Weyl)",
        ),
        entropyRate: closedForm(0, "k + 1 factors of length k (Morse & Hedlund)"),
        excessEntropy: infinite("H(k) grows like log2 k"),
        statisticalComplexity: infinite("at least the excess entropy"),
      };
    },
  }),
});

/** floor(n sqrt(d)), exactly: near a whole number the squares are compared. */
function floorOfRoots(n: number, d: number): number {
  const product = n * Math.sqrt(d);
  const near = Math.round(product);
  if (Math.abs(product - near) > 4 * Number.EPSILON * product) return Math.floor(product);
  return BigInt(near) * BigInt(near) <= BigInt(n) * BigInt(n) * BigInt(d) ? near : near - 1;
}

export const stern = defineSource({
  id: "stern",
  group: "arithmetic",
  title: "Stern's sequence modulo m",
  summary:
    "Denominators of all fractions in the order of Stern, Brocot, Calkin and Wilf, s(2n) = s(n) and s(2n + 1) = s(n) + s(n + 1), modulo m.",
  reference:
    "Reznick 2008, J. Integer Seq. 11 (residues); Allouche & Shallit 1992, Theor. Comput. Sci. 98 (automaton)",
  params: z.strictObject({
    modulus: z.int().min(3).max(256).default(3).describe("m: 3 to 256; modulo 2 the sequence has period 3"),
  }),
  example: "stern(modulus=3)",
  bind: ({ modulus }) => ({
    alphabetSize: modulus,
    open() {
      let [here, next] = [1, 1];
      return endless((target) => {
        for (let i = 0; i < target.length; i++) {
          target[i] = here % modulus;
          // s(n + 2) = s(n) + s(n + 1) - 2 (s(n) mod s(n + 1)), from Newman's recursion for the fractions.
          [here, next] = [next, here + next - 2 * (here % next)];
        }
      });
    },
    truth: (): GroundTruth => ({
      symbolEntropy: closedForm(
        lawEntropy(sternShares(modulus)),
        "consecutive residues are equidistributed over the pairs without a common factor with m (Reznick)",
      ),
      entropyRate: closedForm(
        0,
        "automatic sequence: the number of factors of length k grows at most like k (Cobham)",
      ),
      excessEntropy: unknown("only the frequencies of pairs are known"),
    }),
  }),
});

/** Frequencies of the residues modulo m, from the number of possible neighbours of each, shape (m,). */
function sternShares(m: number): Float64Array {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  const pairs = Float64Array.from({ length: m }, (_, a) => {
    let count = 0;
    for (let b = 0; b < m; b++) if (gcd(gcd(a, b), m) === 1) count++;
    return count;
  });
  const all = pairs.reduce((sum, count) => sum + count, 0);
  return pairs.map((count) => count / all);
}

export const collatz = defineSource({
  id: "collatz",
  group: "arithmetic",
  title: "parity of Collatz steps",
  summary:
    "Parity of the number of Collatz steps from n to 1 (n/2 if even, 3n + 1 if odd), for n = 1, 2, ...: neighbours often take equally many.",
  reference:
    "Lagarias 1985, Amer. Math. Monthly 92; Barina 2021, J. Supercomput. 77 (all n below 2^68 get to 1)",
  params: z.strictObject({}),
  example: "collatz()",
  bind: () => ({
    alphabetSize: 2,
    open() {
      let n = 0;
      return endless((target) => {
        for (let i = 0; i < target.length; i++) target[i] = collatzSteps(++n) & 1;
      });
    },
    truth(): GroundTruth {
      const why = unknown("nothing is proved about the number of steps to 1, not even that it is finite");
      return { symbolEntropy: why, entropyRate: why, excessEntropy: why };
    },
  }),
});

const largestTripled = Math.floor((Number.MAX_SAFE_INTEGER - 1) / 3);

function collatzSteps(n: number): number {
  let steps = 0;
  let x = n;
  for (; x !== 1; steps++) {
    if (x % 2 === 0) x /= 2;
    else if (x <= largestTripled) x = 3 * x + 1;
    else {
      let large = 3n * BigInt(x) + 1n;
      for (; large > Number.MAX_SAFE_INTEGER; steps++)
        large = large % 2n === 0n ? large / 2n : 3n * large + 1n;
      x = Number(large);
    }
  }
  return steps;
}
