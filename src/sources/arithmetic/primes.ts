import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm, conjectured, type GroundTruth } from "../../core/truth.ts";
import { gcd } from "../../math/sums.ts";
import { endless } from "../sampling/streams.ts";
import { normalTruth } from "../truths/truths.ts";
import { isPrime, isPrimePower, sieved, sievedByFlags } from "./factor-sieve.ts";
import { from } from "./multiplicative.ts";

/** The density of primes near n falls as 1/ln n, so in the limit every k-gram is one of zeros. */
const thinning = (why: string) => (): GroundTruth => ({
  symbolEntropy: closedForm(0, `the share of ones falls as 1/ln n${why}`),
  entropyRate: closedForm(0, "h <= H(1) = 0; at finite n a symbol costs about H2(1/ln n)"),
});

export const primes = defineSource({
  id: "primes",
  group: "arithmetic",
  title: "primes",
  summary: "1 if n is a prime, or also a power of one as in von Mangoldt's function; else 0.",
  reference: "Hardy & Littlewood 1923, Acta Math. 44",
  params: z.strictObject({
    powers: z.boolean().default(false).describe("true: powers of primes count, too"),
    from,
  }),
  example: "primes(powers=false)",
  bind: ({ powers, from: start }) => ({
    alphabetSize: 2,
    open: () => sievedByFlags(start, (mark) => ((powers ? isPrimePower(mark) : isPrime(mark)) ? 1 : 0)),
    truth: thinning(", by the prime number theorem"),
  }),
});

export const primesModulo = defineSource({
  id: "primes-modulo",
  group: "arithmetic",
  title: "primes modulo q",
  summary:
    "The residue of each prime modulo q, except for primes that divide q: all residues are equally frequent, and their order is almost random.",
  reference:
    "Davenport 2000, Multiplicative Number Theory, ch. 20; Lemke Oliver & Soundararajan 2016, Proc. Natl. Acad. Sci. 113",
  params: z.strictObject({
    q: z.int().min(3).max(65_536).default(4).describe("modulus"),
  }),
  example: "primes-modulo(q=4)",
  bind({ q }) {
    const symbolOf = new Int32Array(q).fill(-1);
    const residues: number[] = [];
    for (let a = 1; a < q; a++) if (gcd(a, q) === 1) symbolOf[a] = residues.push(a) - 1;
    const bits = Math.log2(residues.length);
    const together = "Hardy & Littlewood 1923";
    return {
      alphabetSize: residues.length,
      open: () => sieved(2, (mark, n) => (isPrime(mark) ? symbolOf[n % q]! : -1)),
      truth: (): GroundTruth => ({
        symbolEntropy: closedForm(bits, "primes are equally frequent in all phi(q) classes"),
        entropyRate: conjectured(
          bits,
          together,
          "in the limit, classes of consecutive primes are independent",
        ),
        excessEntropy: conjectured(
          0,
          together,
          "in the limit, classes of consecutive primes are independent",
        ),
      }),
      label: (symbol) => String(residues[symbol]),
    };
  },
});

export const copelandErdos = defineSource({
  id: "copeland-erdos",
  group: "arithmetic",
  title: "Copeland-Erdos number",
  summary: "Digits of the primes in sequence: a normal number, so its k-grams have the law of uniform noise.",
  reference: "Copeland & Erdos 1946, Bull. Amer. Math. Soc. 52",
  params: z.strictObject({
    base: z.int().min(2).max(256).default(10).describe("base of the digits"),
  }),
  example: "copeland-erdos(base=10)",
  bind: ({ base }) => ({
    alphabetSize: base,
    open() {
      let prime = 1;
      const next = sieved(2, (mark, n) => {
        if (!isPrime(mark)) return -1;
        prime = n;
        return 0;
      });
      const one = new Uint8Array(1);
      const digits = new Uint8Array(64);
      let at = digits.length;
      return endless((target) => {
        for (let i = 0; i < target.length; i++) {
          if (at === digits.length) {
            next.fill(one);
            for (let rest = prime; rest > 0; rest = Math.floor(rest / base)) digits[--at] = rest % base;
          }
          target[i] = digits[at++]!;
        }
      });
    },
    truth: () => normalTruth(base),
  }),
});

export const cramerPrimes = defineSource({
  id: "cramer-primes",
  group: "arithmetic",
  title: "Cramer's random primes",
  summary: "Each n is prime independently with probability 1/ln n: primes without arithmetic.",
  reference: "Cramer 1936, Acta Arith. 2",
  params: z.strictObject({ from }),
  example: "cramer-primes(from=1)",
  bind: ({ from: start }) => ({
    alphabetSize: 2,
    open(random) {
      let n = start;
      return endless((target) => {
        for (let i = 0; i < target.length; i++, n++)
          target[i] = n === 2 || (n > 2 && random.uniform() * Math.log(n) < 1) ? 1 : 0;
      });
    },
    truth: thinning(", with probability 1"),
  }),
});

export const hawkinsPrimes = defineSource({
  id: "hawkins-primes",
  group: "arithmetic",
  title: "Hawkins' random sieve",
  summary:
    "From 2 on, each remaining number p is called prime and removes every later number with probability 1/p: primes of a random sieve.",
  reference: "Hawkins 1957, Math. Student 26; Wunderlich 1974, Acta Arith. 26",
  params: z.strictObject({}),
  example: "hawkins-primes()",
  bind: () => ({
    alphabetSize: 2,
    open(random) {
      let [n, left] = [2, 1];
      return endless((target) => {
        for (let i = 0; i < target.length; i++, n++) {
          // A number is prime if no prime before it has struck it out.
          const prime = random.uniform() < left;
          target[i] = prime ? 1 : 0;
          if (prime) left *= 1 - 1 / n;
        }
      });
    },
    truth: thinning(", with probability 1 (Wunderlich)"),
  }),
});
