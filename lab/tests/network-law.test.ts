import { describe, expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { tooFew } from "../../src/learners/curve-law.ts";
import { nonNegativeLeastSquares } from "../../src/math/linear-algebra.ts";
import { bindRecipe } from "../../src/sources/recipe.ts";
import { contextLosses } from "../law/context-losses.ts";
import { copiedShares } from "../law/copied-shares.ts";
import { type BankData, examplesOf } from "../law/network-examples.ts";
import { type NetworkFeatures, networkFeatures } from "../law/network-features.ts";
import * as networkLaw from "../law/network-law.ts";
import { networkLaw as readNetworkLaw } from "../report/network-law.mjs";
import { triedLaws } from "../report/tried-laws.mjs";

const bankData: BankData = readNetworkLaw();
const { learnNetworkLaw, perceptronForm, rateForm } = networkLaw;
const { gainForm, halfFloorForm, observerForm, copyingForm, trigramForm } = triedLaws({
  ...networkLaw,
  nonNegativeLeastSquares,
});

const power = (log: number) => Math.exp(log * Math.LN2);

async function drawn(recipe: string, n: number, block = 1000) {
  const source = await bindRecipe(recipe);
  const symbols = new Uint8Array(n);
  source.open(Random.fromSeed(1)).fill(symbols);
  const segmentEnds = Array.from({ length: n / block }, (_, b) => (b + 1) * block);
  const { entropyRate, symbolEntropy } = source.truth();
  const exact = (one: typeof entropyRate) => (one?.status === "exact" ? one.value : Number.NaN);
  const sequence = { symbols, alphabetSize: source.alphabetSize, segmentEnds };
  return { sequence, h: exact(entropyRate), h1: exact(symbolEntropy) };
}

describe("what n-grams pay", () => {
  test("is the entropy of frequencies, and of a chain from its order on", async () => {
    const { sequence, h, h1 } = await drawn(
      "random-markov(order=2, alphabet=4, concentration=0.3, seed=1)",
      40_000,
    );
    const losses = contextLosses(sequence);
    expect(losses[0]).toBeCloseTo(h1, 1);
    for (const order of [2, 3, 5]) expect(Math.abs(losses[order]! - h)).toBeLessThan(0.03);
    expect(losses[1]! - losses[2]!).toBeGreaterThan(0.05);
  });
  test("is log2 of the alphabet where there is nothing to learn, for all orders", async () => {
    const { sequence } = await drawn("uniform(alphabet=8)", 20_000);
    for (const loss of contextLosses(sequence)) expect(Math.abs(loss - 3)).toBeLessThan(0.02);
  });
});

describe("what is copied", () => {
  const random = Random.fromSeed(2);
  const noise = (n: number) => Uint8Array.from({ length: n }, () => random.below(256));
  test("within a block is no copy from another one", () => {
    const half = noise(500);
    const symbols = new Uint8Array(4000);
    for (let b = 0; b < 4; b++) {
      const own = b === 0 ? half : noise(500);
      symbols.set(own, 1000 * b);
      symbols.set(own, 1000 * b + 500);
    }
    const { within, across } = copiedShares({
      symbols,
      alphabetSize: 256,
      segmentEnds: [1000, 2000, 3000, 4000],
    });
    // Half of each block, but for the six symbols that tell that it is a copy.
    expect(within).toBeCloseTo(494 / 1000, 6);
    expect(across).toBe(0);
  });
  test("from another block is no copy within", () => {
    const text = noise(1000);
    const symbols = new Uint8Array(2000);
    symbols.set(text, 0);
    symbols.set(text, 1000);
    const shares = copiedShares({ symbols, alphabetSize: 256, segmentEnds: [1000, 2000] });
    expect(shares).toEqual({ within: 0, across: 0.984 });
  });
});

test("features of a sample are finite, and equal for equal samples", async () => {
  const { sequence } = await drawn("golden-mean", 3000);
  const features = (await networkFeatures(sequence, 1))!;
  expect(await networkFeatures(sequence, 1)).toEqual(features);
  for (const value of Object.values(features).flat()) expect(Number.isFinite(value)).toBe(true);
  expect(features.rate).toBeCloseTo(2 / 3, 1);
  const constant = { ...sequence, symbols: new Uint8Array(3000) };
  for (const value of Object.values((await networkFeatures(constant, 1))!).flat())
    expect(Number.isFinite(value)).toBe(true);
});

/** Features that are drawn, and what a network pays that gets known shares of each gain. */
function invented(count: number, spread: number) {
  const random = Random.fromSeed(7);
  const shares = [0.9, 0.8, 0.6, 0.3, 0.2];
  return Array.from({ length: count }, (_, i) => {
    const gains = [1.2, 0.8, 0.4, 0.2, 0.5].map((size) => size * (0.2 + random.uniform()));
    const contexts = [5];
    for (const gain of [gains[0]!, gains[1]!, gains[2]!, gains[3]!, 0])
      contexts.push(contexts.at(-1)! - gain);
    const features: NetworkFeatures = {
      ...{ n: 25_000, present: 100, fall: 0.1, copiedWithin: 0.1, copiedAcross: 0.1, inContext: 0.2 },
      ...{ rate: contexts[5]! - gains[4]!, contexts },
      perceptron: [1.1, 1.3, 1.05].map(
        (times) => times * (5 - gains.reduce((sum, gain, j) => sum + gain * shares[j]!, 0)),
      ),
    };
    const paid = 5 - gains.reduce((sum, gain, j) => sum + gain * shares[j]!, 0);
    const off = Math.exp(spread * (random.uniform() + random.uniform() + random.uniform() - 1.5));
    return { group: `g${i % 25}`, features, bits: paid * off };
  });
}

describe("a law", () => {
  test("of gains finds the shares behind them", () => {
    const all = invented(60, 0);
    const law = learnNetworkLaw(all.slice(10), gainForm);
    for (const { features, bits } of all.slice(0, 10))
      expect(law.expect(features).value / bits).toBeCloseTo(1, 2);
    expect(law.medianError).toBeLessThan(0.01);
  });
  test.each([
    ["first", observerForm],
    ["second", trigramForm],
    ["third", halfFloorForm],
    ["fourth", gainForm],
    ["sixth", perceptronForm],
    ["seventh", copyingForm],
    ["observer's rate", rateForm],
  ])("covers what it says, the %s", (_, form) => {
    const all = invented(400, 0.2);
    const law = learnNetworkLaw(all.slice(0, 100), form);
    const inside = (lower: "lower80" | "lower95", upper: "upper80" | "upper95") =>
      all.slice(100).filter(({ features, bits }) => {
        const expected = law.expect(features);
        return expected[lower] <= bits && bits <= expected[upper];
      }).length / 300;
    expect(inside("lower95", "upper95")).toBeGreaterThan(0.88);
    expect(inside("lower80", "upper80")).toBeGreaterThan(0.7);
    expect(inside("lower80", "upper80")).toBeLessThan(0.93);
  });
  test.each([
    ["gains", gainForm],
    ["perceptrons", perceptronForm],
  ])("of %s goes no lower than examples did, beside the observer where that pays least", (_, form) => {
    const all = invented(40, 0);
    const least = Math.min(...all.map(({ features, bits }) => bits / features.rate));
    const law = learnNetworkLaw(all, form);
    const steep = {
      ...{ ...all[0]!.features, rate: 1, contexts: [8, 1.5, 1.2, 1.1, 1.1, 1.1] },
      perceptron: [1.01, 400, 1.005],
    };
    expect(law.expect(steep).value).toBeGreaterThanOrEqual(least - 1e-9);
  });
  test("of perceptrons goes lower than examples did, beside the observer, where a perceptron pays less", () => {
    const law = learnNetworkLaw(invented(40, 0), perceptronForm);
    const { features } = invented(1, 0)[0]!;
    const most = features.perceptron[0]!;
    const blind = { ...features, rate: 1.5 * most };
    // What the observer does not see is no reason to expect more than a perceptron pays.
    expect(law.expect(blind).value).toBeLessThan(1.05 * law.expect({ ...features, rate: most }).value);
  });
  test("of perceptrons is less sure where copies are worth more", () => {
    const all = invented(60, 0.2);
    const law = learnNetworkLaw(all, perceptronForm);
    // Of so many symbols it is known what single ones cost.
    const features = { ...all[0]!.features, n: 2 ** 50 };
    const [most, few] = features.perceptron as [number, number];
    const widthOf = (copying: number) => {
      const { value, lower95, upper95 } = law.expect({ ...features, perceptron: [most, few, copying] });
      return [Math.log2(upper95 / value), Math.log2(value / lower95)];
    };
    const [above, below] = widthOf(most);
    // Half a doubling is the usual doubt.
    expect(widthOf(most / 2 ** 0.25)[0]! / above!).toBeCloseTo(1.5, 6);
    expect(widthOf(most / 2 ** 0.25)[1]! / below!).toBeCloseTo(1.5, 6);
    expect(widthOf(2 * most)).toEqual([above, below]);
  });
  test("of perceptrons gains nothing where there is nothing to learn", () => {
    const noise = {
      ...invented(1, 0)[0]!.features,
      rate: 8,
      contexts: [8, 8, 8, 8, 8, 8],
      perceptron: [8, 8.3, 8],
    };
    const law = learnNetworkLaw(invented(40, 0), perceptronForm);
    const { value, lower95, upper95 } = law.expect(noise);
    expect(value).toBeGreaterThan(8 - 1e-9);
    // Nor does anybody pay much more or less than for frequencies.
    expect([lower95 > 7.8, upper95 < 8.2]).toEqual([true, true]);
  });
  test.each([0.001, 0.0002])("of zeros and ones, %d of them ones, covers what other blocks cost", (share) => {
    const random = Random.fromSeed(11);
    const law = learnNetworkLaw(invented(40, 0), perceptronForm);
    const n = 60_000;
    const cost = (p: number, coded: number) => -p * Math.log2(coded) - (1 - p) * Math.log2(1 - coded);
    let [drawn, covered] = [0, 0];
    for (let draw = 0; draw < 100; draw++) {
      let ones = 0;
      for (let i = 0; i < n; i++) if (random.uniform() < share) ones++;
      if (ones === 0) continue;
      const single = cost(ones / n, ones / n);
      const [contexts, perceptron] = [6, 3].map((length) => new Array<number>(length).fill(single));
      const features = {
        ...invented(1, 0)[0]!.features,
        n,
        rate: single,
        contexts: contexts!,
        perceptron: perceptron!,
      };
      const { lower95, upper95 } = law.expect(features);
      const paid = cost(share, ones / n);
      drawn++;
      if (lower95 <= paid && paid <= upper95) covered++;
      expect(upper95 / lower95).toBeLessThan(power(8 / Math.sqrt(ones)));
    }
    expect(covered / drawn).toBeGreaterThan(0.92);
  });
  test("is less sure where it costs less than any network of the bank paid, by each doubling", () => {
    const { features } = invented(1, 0)[0]!;
    for (const [bits, more] of [
      [0.4, 0],
      [0.2, 0],
      [0.1, 1],
      [0.025, 3],
    ] as const) {
      const cheap = { ...features, rate: bits, perceptron: [bits, bits, bits] };
      expect(rateForm.doubt!(cheap)).toBeCloseTo(1 + more, 9);
      expect(perceptronForm.doubt!({ ...cheap, rate: bits / 2 })).toBeCloseTo(0.5 + more, 9);
    }
  });
  test("of perceptrons is less sure where the observer knows no more than they do", () => {
    const { features } = invented(1, 0)[0]!;
    const doubtAt = (rate: number) => perceptronForm.doubt!({ ...features, rate, perceptron: [1, 1, 1] });
    expect([doubtAt(0.2), doubtAt(0.85)]).toEqual([0.5, 0.5]);
    expect(doubtAt(0.95)).toBeGreaterThan(1);
    expect(doubtAt(1)).toBeGreaterThan(doubtAt(0.95));
    expect(doubtAt(2)).toBe(doubtAt(1));
  });
  test.each([
    ["rates", rateForm],
    ["perceptrons", perceptronForm],
  ])("of %s has limits that no network of the bank is beyond", (_, { limits }) => {
    const { samples, trained } = bankData;
    const beyond = samples.flatMap(({ corpus, n, kind, features }) => {
      const { least, most } = limits!(features);
      // Of some sources a network finds what the observer does not: they have the other law.
      const asked = kind !== "sources" || least === 0;
      const own = trained.filter((cell) => cell.corpus === corpus && cell.n >= n);
      return asked ? own.filter(({ bits, n: size }) => bits > most || (size === n && bits < least)) : [];
    });
    expect(beyond).toEqual([]);
    expect(trained.length).toBeGreaterThan(500);
  });
  test("needs two groups", () => {
    expect(() => learnNetworkLaw(invented(1, 0), gainForm)).toThrow(RangeError);
  });
});

describe("examples", () => {
  const sample = (corpus: string, group: string, n: number) => ({
    ...{ corpus, group, n, kind: "corpora" as const, features: invented(1, 0)[0]!.features },
  });
  const bank: BankData = {
    cells: 3,
    samples: [sample("a", "p", 100), sample("b", "q", 150), sample("c", "q", 170)],
    trained: [
      { corpus: "a", n: 100, learner: "gpt-tiny", seed: 1, bits: 2 },
      { corpus: "a", n: 100, learner: "gpt-tiny", seed: 2, bits: 3 },
      { corpus: "b", n: 300, learner: "gpt-tiny", seed: 1, bits: 1 },
      { corpus: "c", n: 170, learner: "gpt-tiny", seed: 1, bits: 1 },
    ],
  };
  const asked = { learner: "gpt-tiny" as const, kind: "corpora" as const, n: 100, factor: 1, without: null };
  test("are of about the size, of the factor, of other packages, seeds averaged", () => {
    expect(examplesOf(bank, asked).map(({ group, bits }) => [group, bits])).toEqual([["p", 2.5]]);
    expect(examplesOf(bank, { ...asked, factor: 2 }).map(({ bits }) => bits)).toEqual([1]);
    expect(examplesOf(bank, { ...asked, without: "p" })).toEqual([]);
    expect(examplesOf(bank, { ...asked, learner: "gpt-small" })).toEqual([]);
    expect(tooFew(examplesOf(bank, asked))).toContain("only 1 known curves, of 1 packages");
  });
  test("between two trainings that are near are by a power of the size", () => {
    const trained = [200, 500, 2000].map((n) => ({
      ...{ corpus: "a", n, learner: "gpt-tiny", seed: 1, bits: 4 * n ** -0.3 },
    }));
    const paid = (factor: number) =>
      examplesOf({ ...bank, trained }, { ...asked, factor }).map(({ bits }) => bits);
    expect(paid(3)).toEqual([expect.closeTo(4 * 300 ** -0.3, 10)]);
    expect(paid(5)).toEqual([expect.closeTo(4 * 500 ** -0.3, 10)]);
    // Far apart, before the first and after the last.
    for (const factor of [10, 1, 30]) expect(paid(factor)).toEqual([]);
  });
  test("of the bank are of samples that it lists, and none below the entropy rate", () => {
    const { samples, trained } = bankData;
    for (const { corpus, n, bits } of trained) {
      const own = samples.find((one) => one.corpus === corpus && one.n === n);
      expect(own, `${corpus} ${n}`).toBeDefined();
      expect(bits).toBeGreaterThan(0);
    }
  });
});
