// @module-tag thorough
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { recipeWorld } from "../../src/input/recipe-world.ts";
import { wilsonInterval } from "../../src/math/intervals.ts";
import { bindRecipe } from "../../src/sources/recipe.ts";
import { complete, report } from "./campaign.ts";
import { jumpPValues } from "./jump-alarms.ts";

/**
 * Smooth learning curves are called sharp as often as the p-value says: of each source and of all of them together no
 * more than .05 of the curves have p <= .05, to within binomial error. A chance of one in a hundred thousand is left to each bound.
 * Sequences are the shortest that can be forecast, where a p-value is hardest to keep. Seeds and bounds were fixed before the first
 * run. MESOSCOPE_CALIBRATE=1 runs the campaign.
 */
const firstSeed = 20_280_000;
const n = 40_960;
const orders = 8;
const quantile = 4.3;
const sources = [
  "coin(p=0.3)",
  "zipf(alphabet=256, exponent=1)",
  "random-markov(order=1, alphabet=64, concentration=0.1, seed=3)",
  "random-markov(order=2, alphabet=4, concentration=0.5, seed=1)",
  "random-markov(order=3, alphabet=6, concentration=0.3, seed=2)",
  "monkey(letters=26, space=0.18)",
  "random-pcfg(nonterminals=5, terminals=16, instance=1)",
  "surrogate(corpus(moby-dick), order=3)",
];

const root = fileURLToPath(new URL("../../corpora/", import.meta.url));
const world = recipeWorld({ manifests: `${root}manifests`, packages: [`${root}node_modules`] }, ".");

const alarmsOf = (values: readonly number[], level: number) => values.filter((p) => p <= level).length;

describe.runIf(complete)("false alarms of jumps", () => {
  const all: number[] = [];
  it.for(sources)("%s", { timeout: 3_600_000 }, async (recipe) => {
    const values = jumpPValues(await bindRecipe(recipe, world), n, orders, 25, firstSeed);
    all.push(...values);
    const alarms = alarmsOf(values, 0.05);
    report(`jumps, ${recipe}`, {
      runs: values.length,
      "p <= .05": alarms,
      "p <= .01": alarmsOf(values, 0.01),
    });
    expect(wilsonInterval(alarms, values.length, quantile)[0]).toBeLessThanOrEqual(0.05);
  });
  it("all of them", () => {
    const alarms = alarmsOf(all, 0.05);
    report("jumps, all", { runs: all.length, "p <= .05": alarms, "p <= .01": alarmsOf(all, 0.01) });
    expect(wilsonInterval(alarms, all.length, 2.576)[0]).toBeLessThanOrEqual(0.05);
  });
});

describe.skipIf(complete)("false alarms of jumps, a few runs", () => {
  it("a coin", { timeout: 120_000 }, async () => {
    const values = jumpPValues(await bindRecipe(sources[0]!, world), n, 2, 3, firstSeed);
    expect(values[0]).toBeGreaterThan(0.001);
  });
});
