import { describe, expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { allocateSymbols } from "../../src/core/sequence.ts";
import { estimatorRegistry } from "../../src/estimators/registry.ts";
import { sourceRegistry } from "../../src/sources/registry.ts";
import { contextOfSymbols } from "../unit/estimators/context-of.ts";
import { bind } from "../unit/sources/support.ts";

/** Estimators that have a value wherever symbols repeat. */
const everywhere = [
  "plug-in",
  "miller-madow",
  "jackknife",
  "grassberger-1988",
  "grassberger",
  "chao-shen",
  "chao-wang-jost",
  "james-stein",
  "dirichlet",
  "nsb",
  "pym",
  "renyi",
  "collision-entropy",
  "hill-number",
  "extropy",
  "fluctuation-complexity",
  "most-common-value",
  "yule-k",
];
/** Estimators of two symbols. */
const ofTwoSymbols = ["markov-min-entropy", "collision-min-entropy", "compression-min-entropy"];
const n = 10_000;

/** Sources that end early or repeat nothing are outside the region. */
const recipes = sourceRegistry.entries
  .filter(({ group }) => group !== "surrogates" && group !== "real")
  .map(({ example }) => example);

/** Bounds and limits of the rate are looked for in every so many sources, and in the others by the slow tests. */
const step = 3;

describe.each(recipes.map((recipe, i) => [recipe, i] as const))("at 10 000 symbols of %s", (recipe, i) => {
  test("what claims to hold there has a value", async () => {
    const source = await bind(recipe);
    const whole = allocateSymbols(n, source.alphabetSize);
    const stream = source.open(Random.fromSeed(11));
    let length = 0;
    for (let given = 1; length < n && given > 0; length += given) given = stream.fill(whole.subarray(length));
    if (length < n) return;
    const context = contextOfSymbols(whole, source.alphabetSize);
    const present = new Set(whole).size;
    const counts = [...everywhere, "t-tuple", ...(present <= 2 ? ofTwoSymbols : [])];
    for (const id of counts) {
      const measurement = await (await estimatorRegistry.get(id)).measure(context);
      expect(measurement.status === "ok" ? "ok" : `${id}: ${measurement.reason}`).toBe("ok");
    }
  });

  const tags = i % step === 0 ? [] : ["slow"];
  test("the upper bounds and limits of the rate have a value", { tags }, async () => {
    const source = await bind(recipe);
    if (source.alphabetSize > 256 || source.length < n) return;
    const symbols = allocateSymbols(n, source.alphabetSize);
    source.open(Random.fromSeed(12)).fill(symbols);
    const context = contextOfSymbols(symbols, source.alphabetSize);
    for (const [id, params] of [
      ["context-tree-weighting", {}],
      ["extrapolated-rate", { profile: "fast" }],
    ] as const) {
      const measurement = await (await estimatorRegistry.get(id)).measure(context, params);
      expect(measurement.status === "ok" ? "ok" : `${id}: ${measurement.reason}`).toBe("ok");
    }
  });
});
