import * as z from "zod";
import type { Random } from "../core/random.ts";
import { defineSource, type SourceDraft, type SymbolStream } from "../core/source.ts";
import { closedForm } from "../core/truth.ts";
import { singleStateMachine } from "../exact/machine.ts";
import { sumOf } from "../math/sums.ts";
import { binaryEntropy, lawEntropy } from "../statistics/entropy.ts";
import { createAliasTable, probabilityThreshold } from "./sampling/draws.ts";
import { endless } from "./sampling/streams.ts";
import { independentTruth } from "./truths/truths.ts";

export const biasedCoin = defineSource({
  id: "coin",
  group: "noise",
  title: "biased coin",
  summary: "Independent tosses of a coin that shows 1 with probability p.",
  reference: "Shannon 1948, Bell Syst. Tech. J. 27",
  params: z.strictObject({
    p: z.number().min(0).max(1).default(0.1).describe("probability of a 1"),
  }),
  example: "coin(p=0.1)",
  bind({ p }) {
    const threshold = probabilityThreshold(p);
    return {
      alphabetSize: 2,
      machine: () => singleStateMachine([1 - p, p]),
      open: (random) => ({
        fill(target) {
          for (let i = 0; i < target.length; i++) target[i] = random.uint32() < threshold ? 1 : 0;
          return target.length;
        },
      }),
      truth: () => independentTruth(binaryEntropy(p), "H2(p)"),
    };
  },
});

/** Independent draws from one law, as a stream. @param law shape (A,), sums to 1 */
export function independentStream(law: ArrayLike<number>, random: Random): SymbolStream {
  const { columnBits, threshold, alias } = createAliasTable([law], law.length);
  const unused = 32 - columnBits;
  return endless((target) => {
    for (let i = 0; i < target.length; i++) {
      const column = random.uint32() >>> unused;
      target[i] = random.uint32() < threshold[column]! ? column : alias[column]!;
    }
  });
}

/**
 * Independent draws from one law.
 *
 * @param law shape (A,), sums to 1
 * @param route derivation of the entropy
 * @param entropy in bits, where a closed form gives it
 */
function independentSource(law: ArrayLike<number>, route: string, entropy = lawEntropy(law)): SourceDraft {
  const alphabetSize = law.length;
  return {
    alphabetSize,
    machine: () => singleStateMachine(law),
    open: (random) => independentStream(law, random),
    truth: () => independentTruth(entropy, route),
  };
}

/** Symbols that two bytes can hold. */
const mostSymbols = 65_536;
/** A tail lighter than 2^-53 is lost in the rounding of the other probabilities. */
const negligibleBits = 53;

export const geometric = defineSource({
  id: "geometric",
  group: "noise",
  title: "geometric noise",
  summary:
    "Independent counts k = 0, 1, ... with probability p (1-p)^k: tosses before the first success. If more than 65536 counts matter (p below 0.00056), the law is that of k given k < 65536.",
  reference: "Cover & Thomas 2006, Elements of Information Theory, problem 2.1",
  params: z.strictObject({
    p: z.number().gt(0).max(1).default(0.5).describe("probability that the count stops here"),
  }),
  example: "geometric(p=0.5)",
  bind({ p }) {
    const needed = Math.max(1, Math.ceil((negligibleBits * Math.LN2) / Math.log(1 / (1 - p))));
    const law = geometricLaw(p, Math.min(needed, mostSymbols));
    if (needed > mostSymbols) return independentSource(law, `entropy of k given k < ${mostSymbols}`);
    return independentSource(law, "H2(p)/p", binaryEntropy(p) / p);
  },
});

function geometricLaw(p: number, symbols: number): Float64Array {
  const law = new Float64Array(symbols);
  let mass = 1;
  for (let k = 0; k < symbols; k++, mass *= 1 - p) law[k] = mass;
  let total = 0;
  for (let k = symbols - 1; k >= 0; k--) total += law[k]!;
  return law.map((share) => share / total);
}

export const iid = defineSource({
  id: "iid",
  group: "noise",
  title: "independent draws",
  summary: "Independent draws from a given law, one probability per symbol.",
  reference: "Shannon 1948, Bell Syst. Tech. J. 27",
  params: z
    .strictObject({
      probabilities: z
        .array(z.number().min(0).max(1))
        .min(1)
        .max(65_536)
        .default([0.5, 0.25, 0.25])
        .describe("probability of each symbol; they sum to 1"),
    })
    .superRefine(({ probabilities }, context) => {
      const sum = sumOf(probabilities);
      if (Math.abs(sum - 1) <= 1e-9) return;
      const message = `probabilities sum to ${Number(sum.toPrecision(10))}, not 1`;
      context.addIssue({ code: "custom", path: ["probabilities"], message });
    }),
  example: "iid(probabilities=[0.5,0.25,0.25])",
  bind({ probabilities }) {
    const sum = sumOf(probabilities);
    return independentSource(
      probabilities.map((probability) => probability / sum),
      "entropy of the given law",
    );
  },
});

export const monkey = defineSource({
  id: "monkey",
  group: "noise",
  title: "monkey typing",
  summary:
    "Letters and a space typed at random. Symbols are independent, yet the words follow a power law of rank, " +
    "with exponent 1 - log(1-space)/log(letters).",
  reference: "Miller 1957, Am. J. Psychol. 70(2)",
  params: z.strictObject({
    letters: z.int().min(1).max(26).default(26).describe("number of letter keys, all equally likely"),
    space: z.number().min(0).max(1).default(0.18).describe("probability of a space"),
  }),
  example: "monkey(letters=26, space=0.18)",
  bind({ letters, space }) {
    const law = new Float64Array(letters + 1).fill((1 - space) / letters);
    law[letters] = space;
    const entropy = binaryEntropy(space) + (1 - space) * Math.log2(letters);
    return {
      ...independentSource(law, "H2(space) + (1-space) log2(letters)", entropy),
      label: (symbol) => (symbol === letters ? " " : String.fromCharCode(97 + symbol)),
    };
  },
});

export const uniform = defineSource({
  id: "uniform",
  group: "noise",
  title: "uniform noise",
  summary: "Independent draws, every symbol equally likely: the far end of noise.",
  reference: "Shannon 1948, Bell Syst. Tech. J. 27",
  params: z.strictObject({
    alphabet: z.int().min(1).max(65_536).default(27).describe("number of symbols"),
  }),
  example: "uniform(alphabet=27)",
  bind({ alphabet }) {
    return {
      alphabetSize: alphabet,
      machine: () => singleStateMachine(new Float64Array(alphabet).fill(1 / alphabet)),
      open: (random) => ({
        fill(target) {
          for (let i = 0; i < target.length; i++) target[i] = random.below(alphabet);
          return target.length;
        },
      }),
      truth: () => independentTruth(Math.log2(alphabet), "log2 A"),
      learnableBits: () => closedForm(0, "class: this source alone, so nothing is unknown"),
    };
  },
});

/**
 * Probabilities proportional to (rank + shift)^-exponent.
 *
 * @param alphabet ranks 1..alphabet
 * @returns shape (alphabet,), sums to 1
 * Cost: O(alphabet).
 */
export function zipfLaw(alphabet: number, exponent: number, shift: number): Float64Array {
  // Powers by exp and log: Math.pow is not the same in every engine.
  const law = Float64Array.from({ length: alphabet }, (_, i) =>
    Math.exp(-exponent * Math.log(i + 1 + shift)),
  );
  let total = 0;
  for (let i = alphabet - 1; i >= 0; i--) total += law[i]!;
  return law.map((mass) => mass / total);
}

export const zeta = defineSource({
  id: "zeta",
  group: "noise",
  title: "zeta noise",
  summary:
    "Independent numbers k = 1, 2, ... with probability k^-exponent / zeta(exponent), drawn given k <= alphabet; " +
    "symbol k - 1 is written for k. The truths are those of the truncated law.",
  reference: "Johnson, Kemp & Kotz 2005, Univariate Discrete Distributions, 11.2.20",
  params: z.strictObject({
    exponent: z.number().gt(1).max(20).default(2).describe("how steeply probability falls with k"),
    alphabet: z.int().min(1).max(65_536).default(65_536).describe("largest k"),
  }),
  example: "zeta(exponent=2)",
  bind({ exponent, alphabet }) {
    const law = zipfLaw(alphabet, exponent, 0);
    // In the law of k <= alphabet the probability of k = 1 is 1 / sum of k^-exponent.
    const tail = zetaTail(exponent, alphabet);
    const share = (tail * law[0]!) / (1 + tail * law[0]!);
    return independentSource(
      law,
      `entropy of k given k <= ${alphabet}; ${share.toPrecision(2)} of the zeta law is at larger k`,
    );
  },
});

/**
 * Sum of k^-s over k > n, by the Euler-Maclaurin formula; accurate to a few parts in a thousand for n = 1 and better beyond.
 */
function zetaTail(s: number, n: number): number {
  const from = n + 8;
  let head = 0;
  for (let k = n + 1; k < from; k++) head += Math.exp(-s * Math.log(k));
  const edge = Math.exp(-s * Math.log(from));
  return head + edge * (from / (s - 1) + 1 / 2 + s / (12 * from));
}

export const zipf = defineSource({
  id: "zipf",
  group: "noise",
  title: "Zipf noise",
  summary:
    "Independent draws; the symbol of rank r has probability proportional to (r + shift)^-exponent (Zipf, " +
    "with a shift Zipf-Mandelbrot).",
  reference: "Mandelbrot 1953, An informational theory of the statistical structure of language",
  params: z.strictObject({
    alphabet: z.int().min(1).max(65_536).default(256).describe("number of symbols"),
    exponent: z.number().min(0).max(20).default(1).describe("how steeply probability falls with rank"),
    shift: z.number().min(0).max(1e6).default(0).describe("Mandelbrot's constant, added to the rank"),
  }),
  example: "zipf(alphabet=256, exponent=1)",
  bind: ({ alphabet, exponent, shift }) => ({
    ...independentSource(zipfLaw(alphabet, exponent, shift), "entropy of p(r) = (r + shift)^-exponent / Z"),
    unknowns: () => closedForm(alphabet - 1, "a law over A symbols: A - 1 free probabilities"),
  }),
});
