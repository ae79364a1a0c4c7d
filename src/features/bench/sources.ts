import { Random } from "../../core/random.ts";
import { allocateSymbols, type Symbols } from "../../core/sequence.ts";
import { bindRecipe } from "../../sources/recipe.ts";
import {
  automaton,
  chain,
  facts,
  type GrowingSource,
  hierarchy,
  type PricedDraw,
  simon,
  table,
  urn,
  word,
} from "./ideal-learners.ts";

/** Growth of the learnable bits with the sample: constant, linear in the number of doublings, or faster. */
export type Growth = "bounded" | "logarithm" | "power";

/** A source of the benchmark, with what is known about it in advance. */
export interface BenchSource {
  readonly family: string;
  readonly name: string;
  readonly alphabetSize: number;
  readonly growth: Growth;
  /** b of m^b, 0 unless the growth is a power */
  readonly exponent: number;
  /** whether every learner must learn the bits that the ideal learner learns; else only the growth is graded */
  readonly exact: boolean;
  draw(seed: number, n: number): Promise<BenchSample>;
}

/** A sample, and the learnable bits of its prefixes. */
export interface BenchSample {
  readonly symbols: Symbols;
  /** by symbols read: excess of an ideal learner over the final price */
  learned(m: number): number;
}

/** Samples over which the cost of urns and chains is averaged: the final price rests on few tokens. */
const redraws = 32;
/** The last 1 / lastPart of the symbols gives the final price. */
const lastPart = 8;

/** A source with an ideal learner. */
function ideal(
  family: string,
  source: GrowingSource,
  growth: Growth,
  { exponent = 0, exact = true }: { readonly exponent?: number; readonly exact?: boolean } = {},
): BenchSource {
  return {
    ...{ family, name: source.name, alphabetSize: source.alphabetSize, growth, exponent, exact },
    async draw(seed, n) {
      const random = Random.fromSeed(seed).fork(source.name);
      const drawn = source.draw(random, n);
      const sums = meanSums(drawn, random.fork("anew"), n);
      return { symbols: drawn.symbols, learned: (m) => learnedBy(sums, m) };
    },
  };
}

/** Mean cost of the first m symbols, shape (n + 1,). */
function meanSums({ paid, costOfRedraw }: PricedDraw, random: Random, n: number): Float64Array {
  const sums = new Float64Array(n + 1);
  const draws = costOfRedraw(random.fork("first")) === paid ? 0 : redraws;
  const all = [paid, ...Array.from({ length: draws }, (_, i) => costOfRedraw(random.fork(`draw ${i}`)))];
  for (let m = 0; m < n; m++) {
    let bits = 0;
    for (const one of all) bits += one[m]!;
    sums[m + 1] = sums[m]! + bits / all.length;
  }
  return sums;
}

function learnedBy(sums: Float64Array, m: number): number {
  const last = Math.floor(m / lastPart);
  return sums[m]! - (m * (sums[m]! - sums[m - last]!)) / last;
}

/** A recipe of the registry with fixed learnable bits, whatever the sample. */
function fixed(family: string, recipeOf: (seed: number) => string, name: string, bits: number): BenchSource {
  const alphabetSize = Number(/(?:alphabet|v)=(\d+)/.exec(name)![1]);
  return {
    ...{ family, name, alphabetSize, growth: "bounded", exponent: 0, exact: true },
    async draw(seed, n) {
      const source = await bindRecipe(recipeOf(seed));
      const symbols = allocateSymbols(n, source.alphabetSize);
      source.open(Random.fromSeed(seed).fork(name)).fill(symbols);
      return { symbols, learned: () => bits };
    },
  };
}

const noise = (alphabet: number) => {
  const recipe = `uniform(alphabet=${alphabet})`;
  return fixed("noise", () => recipe, recipe, 0);
};

/**
 * Bits of the rules of a random hierarchy: for each level, which v m of all pairs it uses, and below the top for which of v
 * symbols. Unseen symbols may be renamed, and which of the top symbols a pair comes from makes no difference.
 */
export function ruleBits(v: number, m: number, levels: number): number {
  const chosen = logFactorial(v * v) - logFactorial(v * v - v * m);
  return chosen - logFactorial(v * m) + (levels - 1) * (chosen - v * logFactorial(m) - logFactorial(v));
}

function rules(v: number, m: number, levels: number): BenchSource {
  const name = `random-hierarchy(v=${v}, m=${m}, s=2, levels=${levels})`;
  return fixed("rules", (seed) => name.replace(")", `, instance=${seed})`), name, ruleBits(v, m, levels));
}

function logFactorial(n: number): number {
  let bits = 0;
  for (let k = 2; k <= n; k++) bits += Math.log2(k);
  return bits;
}

const wordBits = [100, 300, 1000, 3000, 10_000];
const wordLetters = [2, 27, 256];

/**
 * The sources, with the growth of their learnable bits and its exponent. All of it was fixed before any measure ran on them.
 *
 * Truths: a word of K bits teaches K bits, once the noise is averaged out. A table of E entries teaches the name of a set of E.
 * A chain or an automaton with K parameters teaches K/2 bits in each doubling. Rules teach the logarithm of the number of ways
 * to choose them. With an urn of discount d, G grows as m^d; with facts of exponent beta, as m^beta. Simon's urn teaches its
 * words. Noise teaches nothing.
 */
export const benchSources: readonly BenchSource[] = [
  ...[2, 27, 256].map(noise),
  ...wordBits.flatMap((bits) =>
    wordLetters.map((letters) => ideal("words", word(bits, letters, 0), "bounded")),
  ),
  ...[0.1, 0.25, 0.5].flatMap((eps) =>
    wordLetters.map((letters) => ideal("noisy words", word(1000, letters, eps), "bounded")),
  ),
  ...[table(10, 8), table(30, 10), table(100, 10)].map((one) => ideal("tables", one, "bounded")),
  ...[table(30, 10, 0.25), table(30, 10, 0.5)].map((one) => ideal("mixtures", one, "bounded")),
  ...[
    chain(2, 3, 1),
    chain(2, 6, 1),
    chain(4, 2, 0.5),
    chain(16, 1, 0.5),
    chain(4, 4, 0.5),
    chain(40, 1, 0.5),
  ].map((one) => ideal("chains", one, "logarithm")),
  ...[automaton(16, 8, 1), automaton(32, 16, 0.5)].map((one) => ideal("automata", one, "logarithm")),
  ...[rules(16, 4, 1), rules(16, 4, 2), rules(32, 8, 1)],
  ...[0.3, 0.5, 0.7].map((d) => ideal("urns", urn(d), "power", { exponent: d })),
  ideal("urns", simon(0.1), "power", { exponent: 1 }),
  ideal("hierarchies", hierarchy(0.7, 0.45), "power", { exponent: 0.7 }),
  ...[0.4, 0.6].map((beta) => ideal("facts", facts(beta), "power", { exponent: beta, exact: false })),
];
