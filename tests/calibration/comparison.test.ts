// @module-tag thorough
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/core/random.ts";
import { sequenceOf } from "../../src/core/sequence.ts";
import { loadCorpus } from "../../src/input/corpora/load-corpus.ts";
import { recipeWorld } from "../../src/input/recipe-world.ts";
import { bindRecipe } from "../../src/sources/recipe.ts";
import { casesOf, complete, report } from "./campaign.ts";
import { comparePairs, divergenceOfLaws, drawn } from "./comparison.ts";

/**
 * Nominal 95 % intervals of the divergence must hold the truth in at least 92 % of 1 000 runs, and exact tests at 5 % must
 * not reject what is of one law in more than 7.2 % (which a true 5 % does once in a thousand). The subset of 100 runs must
 * reach 87 % and stay below 13 %. Seeds and bounds were fixed before the first run.
 */
const runs = complete ? 1000 : 100;
const least = complete ? 0.92 : 0.87;
const most = complete ? 0.072 : 0.13;
const firstSeed = 20_260_500;

const root = fileURLToPath(new URL("../../corpora/", import.meta.url));
const corpora = { manifests: `${root}manifests`, packages: [`${root}node_modules`] };
const world = recipeWorld(corpora, ".");

async function pairsOf(a: string, b: string, n: number) {
  const [one, other] = [await bindRecipe(a, world), await bindRecipe(b, world)];
  return (run: number) =>
    [drawn(one, n, firstSeed + 2 * run), drawn(other, n, firstSeed + 2 * run + 1)] as const;
}

/** Law of the words of a stationary binary chain. */
function chainLaw(toOne: readonly [number, number], order: number): Map<number, number> {
  const law = new Map<number, number>();
  const one = toOne[0] / (1 - toOne[1] + toOne[0]);
  for (let word = 0; word < 1 << order; word++) {
    let state = (word >> (order - 1)) & 1;
    let p = state === 1 ? one : 1 - one;
    for (let i = order - 2; i >= 0; i--) {
      const next = (word >> i) & 1;
      p *= next === 1 ? toOne[state as 0 | 1] : 1 - toOne[state as 0 | 1];
      state = next;
    }
    law.set(word, p);
  }
  return law;
}

const chain = ([a, b]: readonly [number, number]) =>
  `markov(order=1, matrix=[[${1 - a},${a}],[${1 - b},${b}]])`;
const coin = (p: number) => ({ recipe: `coin(p=${p})`, law: [p, p] as const });
const machine = (law: readonly [number, number]) => ({ recipe: chain(law), law });

describe("the interval of the divergence holds, and one law is not called two", () => {
  const chains = [
    { a: coin(0.5), b: coin(0.25), order: 1, n: 4000 },
    { a: coin(0.5), b: coin(0.4375), order: 3, n: 4000 },
    { a: coin(0.25), b: coin(0.25), order: 1, n: 4000 },
    { a: machine([0.25, 0.75]), b: machine([0.5, 0.625]), order: 3, n: 8000 },
    { a: machine([0.125, 0.875]), b: machine([0.25, 0.75]), order: 5, n: 20_000 },
    { a: machine([0.125, 0.875]), b: machine([0.125, 0.875]), order: 5, n: 20_000 },
  ];
  it.for(casesOf(chains, 4))(
    "$a.recipe, $b.recipe, k = $order",
    { timeout: 900_000 },
    async ({ a, b, order, n }) => {
      const truth = divergenceOfLaws(chainLaw(a.law, order), chainLaw(b.law, order));
      const shares = comparePairs(await pairsOf(a.recipe, b.recipe, n), order, runs, truth);
      report(`divergence of ${a.recipe} and ${b.recipe}, k = ${order}`, { truth, ...shares });
      expect(shares.held).toBeGreaterThanOrEqual(least);
      if (truth === 0) {
        expect(shares.rejected).toBeLessThanOrEqual(most);
        expect(shares.differ).toBeLessThanOrEqual(most);
      }
    },
  );

  const likeItself = ["zipf(alphabet=256)", "switch(periodic(word=01), uniform(alphabet=2), stay=0.9)"];
  it.for(casesOf(likeItself, 4))("%s, itself", { timeout: 900_000 }, async (recipe) => {
    const n = complete ? 20_000 : 10_000;
    const shares = comparePairs(await pairsOf(recipe, recipe, n), 2, runs);
    report(`divergence of ${recipe} and itself`, { ...shares });
    expect(shares.held).toBeGreaterThanOrEqual(least);
    expect(shares.rejected).toBeLessThanOrEqual(most);
  });

  // Sequences with the statistics of real texts, and yet with a known law of three symbols: that of the circular counts.
  const texts = [
    { a: "moby-dick", b: "sotu", order: 2, n: 10_000 },
    { a: "moby-dick", b: "sotu", order: 3, n: 100_000 },
    { a: "moby-dick", b: "tsmsg-de", order: 3, n: 100_000 },
  ];
  it.for(casesOf(texts, 4))(
    "order-2 surrogates of $a and $b, k = $order",
    { timeout: 1_800_000 },
    async ({ a, b, order, n }) => {
      const law = async (id: string) => {
        const corpus = await loadCorpus(id, corpora);
        if (corpus.status !== "ok") throw new Error(corpus.reason);
        return circularLaw(corpus.joined(), order);
      };
      const truth = divergenceOfLaws(await law(a), await law(b));
      const surrogate = (id: string) => `surrogate(corpus(${id}), order=2)`;
      const count = complete ? 200 : 20;
      const length = complete ? n : Math.min(n, 30_000);
      const shares = comparePairs(await pairsOf(surrogate(a), surrogate(b), length), order, count, truth);
      report(`divergence of surrogates of ${a} and ${b}, k = ${order}`, { truth, ...shares });
      expect(shares.held).toBeGreaterThanOrEqual(complete ? 0.92 : 0.85);
    },
  );
});

/** Shares of the words of a text whose end joins its beginning. */
function circularLaw(text: Uint8Array, order: number): Map<number, number> {
  const law = new Map<number, number>();
  for (let i = 0; i < text.length; i++) {
    let word = 0;
    for (let j = 0; j < order; j++) word = word * 256 + text[(i + j) % text.length]!;
    law.set(word, (law.get(word) ?? 0) + 1 / text.length);
  }
  return law;
}

/**
 * Texts wander, so that their blocks are not exchangeable; the verdict must take that into account. Neighbouring stretches
 * of one text, at random places, must not be called different more often than tests at 5 % are.
 */
describe("two halves of one text are not called different", () => {
  const texts = [
    "moby-dick",
    "sotu",
    "tsmsg-ru",
    "factbook-prose",
    "wordnet-gloss",
    "code-js",
    "code-py",
    "code-dts",
  ];
  const stretches = [
    { n: 10_000, order: 2 },
    { n: 10_000, order: 3 },
    { n: 40_000, order: 3 },
  ];
  it.for(casesOf(stretches, 4))("$n bytes each, k = $order", { timeout: 1_800_000 }, async ({ n, order }) => {
    const windows = complete ? 100 : 8;
    let differ = 0;
    for (const id of texts) {
      const corpus = await loadCorpus(id, corpora);
      if (corpus.status !== "ok") throw new Error(corpus.reason);
      const text = corpus.joined();
      const random = Random.fromSeed(firstSeed).fork(`${id}:${n}`);
      const stretch = (from: number) => sequenceOf(text.slice(from, from + n), 256);
      const shares = comparePairs(
        () => {
          const from = random.below(text.length - 2 * n + 1);
          return [stretch(from), stretch(from + n)];
        },
        order,
        windows,
      );
      report(`halves of ${2 * n} bytes of ${id}, k = ${order}`, {
        rejected: shares.rejected,
        differ: shares.differ,
      });
      differ += shares.differ / texts.length;
    }
    expect(differ).toBeLessThanOrEqual(0.05);
  });
});
