// @module-tag thorough
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { blockEntropies } from "../../src/exact/block-entropies.ts";
import { loadCorpus } from "../../src/input/corpora/load-corpus.ts";
import { recipeWorld } from "../../src/input/recipe-world.ts";
import { bindRecipe } from "../../src/sources/recipe.ts";
import { blockEntropyProfile } from "../../src/statistics/block-entropy.ts";
import { casesOf, complete, report } from "./campaign.ts";
import { boundCoverage, intervalCoverage } from "./interval-coverage.ts";

/**
 * Nominal 95 % intervals of E(L) and h(L) must hold the exact value in at least 92 % of 1 000 runs; the subset of
 * 200 runs of some of the sources must reach 90 % (a true 95 % misses that once in a thousand). Seeds and bounds were fixed before the
 * first run. MESOSCOPE_CALIBRATE=1 makes all 1 000 runs of all of them.
 */
const runs = complete ? 1000 : 200;
const least = complete ? 0.92 : 0.9;
const firstSeed = 20_260_000;
const n = 20_000;

const root = fileURLToPath(new URL("../../corpora/", import.meta.url));
const corpora = { manifests: `${root}manifests`, packages: [`${root}node_modules`] };
const world = recipeWorld(corpora, ".");

const machines = [
  "golden-mean(p=0.5)",
  "even(p=0.5)",
  "markov(order=1, matrix=[[0.7,0.1,0.1,0.1],[0.05,0.8,0.1,0.05],[0.25,0.25,0.4,0.1],[0.1,0.2,0.3,0.4]])",
  "replace(golden-mean(p=0.5), eps=0.1)",
  "interpolate(alphabet=4, lambda=0.25)",
  "switch(periodic(word=01), uniform(alphabet=2), stay=0.9)",
];

describe("intervals of E and h hold", () => {
  it.for(casesOf(machines, 4))("%s", { timeout: 300_000 }, async (recipe) => {
    const source = await bindRecipe(recipe, world);
    const machine = source.machine?.();
    if (machine === undefined) throw new Error("no machine behind it");
    const exact = blockEntropies(machine, 16);
    // Index k - 1 holds H(k).
    const coverage = intervalCoverage(source, (k) => (k === 0 ? 0 : exact[k - 1]!), n, runs, firstSeed);
    report(`E and h, ${recipe}`, { ...coverage });
    expect(coverage.excessEntropy).toBeGreaterThanOrEqual(least);
    expect(coverage.entropyGain).toBeGreaterThanOrEqual(least);
  });

  // Wrong symbols come in too many combinations to be seen twice, and yet they are what is not certain.
  const periods = [
    { word: "aabab", eps: 0.005, n: 10_000 },
    { word: "abacadabbcbdcacdbdda", eps: 0.02, n: 100_000 },
    { word: "abcdefghijklmnopqrstuvwxyz_", eps: 0.005, n: 100_000 },
    { word: "abcdefghijklmnopqrstuvwxyz_", eps: 0.02, n: 100_000 },
    { word: "aababbabbbaabbabaababbbbabaaaababbababaaabbbabbaabababbaabba", eps: 0.05, n: 100_000 },
  ];
  it.for(casesOf(periods, 3))(
    "period $word, $eps noise, as bounds",
    { timeout: 300_000 },
    async ({ word, eps, n }) => {
      const recipe = `replace(periodic(word=${word}), eps=${eps})`;
      const source = await bindRecipe(recipe, world);
      const { entropyRate, excessEntropy } = source.truth();
      if (entropyRate?.status !== "exact" || excessEntropy?.status !== "exact") throw new Error("no truth");
      const truth = { entropyRate: entropyRate.value, excessEntropy: excessEntropy.value };
      const coverage = boundCoverage(source, truth, n, complete ? 200 : 12, firstSeed);
      report(`E and h as bounds, ${recipe}`, { ...coverage });
      expect(coverage.excessEntropy).toBeGreaterThanOrEqual(complete ? 0.92 : 0.8);
      expect(coverage.entropyGain).toBeGreaterThanOrEqual(complete ? 0.92 : 0.8);
    },
  );

  // Sequences with the statistics of real texts, and yet with exact block entropies: those of the circular counts.
  it.for(casesOf(["moby-dick", "tsmsg-ru", "code-js"], 3))(
    "order-2 surrogate of %s",
    { timeout: 600_000 },
    async (id) => {
      const source = await bindRecipe(`surrogate(corpus(${id}), order=2)`, world);
      const corpus = await loadCorpus(id, corpora);
      if (corpus.status !== "ok") throw new Error(corpus.reason);
      const text = corpus.joined();
      const exact = [1, 2, 3].map((k) => {
        const circle = new Uint8Array(text.length + k - 1);
        circle.set(text);
        circle.set(text.subarray(0, k - 1), text.length);
        return blockEntropyProfile(circle, [circle.length], 256, k, 0)[k - 1]!.plugIn;
      });
      const coverage = intervalCoverage(
        source,
        (k) => (k === 0 ? 0 : exact[k - 1]!),
        complete ? 100_000 : 40_000,
        complete ? 1000 : 100,
        firstSeed,
      );
      report(`E and h, order-2 surrogate of ${id}`, { ...coverage });
      expect(coverage.excessEntropy).toBeGreaterThanOrEqual(complete ? 0.92 : 0.88);
      expect(coverage.entropyGain).toBeGreaterThanOrEqual(complete ? 0.92 : 0.88);
    },
  );
});
