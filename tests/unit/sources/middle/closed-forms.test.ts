import { describe, expect, it } from "vitest";
import { RecipeError } from "../../../../src/core/errors.ts";
import type { Machine } from "../../../../src/core/source.ts";
import type { Truth } from "../../../../src/core/truth.ts";
import { processBounds } from "../../../../src/exact/block-entropies.ts";
import { bind, take } from "../support.ts";

function within(truth: Truth | undefined, { lower, upper }: { lower: number; upper: number }): void {
  if (truth?.status !== "exact") throw new Error(`expected a value, got ${JSON.stringify(truth)}`);
  const doubt = Math.abs(truth.value) * 10 ** -truth.digits + 1e-11;
  expect(truth.value).toBeGreaterThanOrEqual(lower - doubt);
  expect(truth.value).toBeLessThanOrEqual(upper + doubt);
}

/** The recursion on beliefs knows nothing of the closed forms. */
describe("closed forms lie within the bounds of their machines", () => {
  it.each([
    ["golden-mean-parry", 1e-9],
    ["noisy-period-2(p=0.5)", 1e-6],
    ["noisy-period-2(p=0.1)", 1e-6],
    ["zero-one-random(p=0.3)", 1e-6],
    ["zero-one-random(p=0.5)", 1e-6],
    ["rrxor(p=0.5)", 1e-6],
    ["rrxor(p=0.3)", 1e-6],
    ["rrxor(p=0.6)", 1e-6],
    ["simple-nonunifilar(p=0.5, q=0.5)", 1e-8],
    ["simple-nonunifilar(p=0.3, q=0.6)", 1e-8],
    ["simple-nonunifilar(p=0.7, q=0.2)", 1e-8],
    ["ising(coupling=0.5)", 1e-9],
    ["ising(coupling=1, field=0.2)", 1e-9],
    ["ising(coupling=-0.7, field=0.5)", 1e-9],
    ["ising(coupling=0, field=-1)", 1e-9],
    ["noisy-parity(k=2, eps=0.1)", 1e-9],
    ["noisy-parity(k=5, eps=0.3)", 1e-9],
    ["noisy-parity(k=7, eps=0.9)", 1e-9],
    ["lag-copy(lag=1, eps=0.2, alphabet=5)", 1e-9],
    ["lag-copy(lag=3, eps=0.4, alphabet=3)", 1e-9],
    ["lag-copy(lag=6, eps=0.05, alphabet=2)", 1e-9],
    ["duplicate-blocks(length=1, alphabet=2)", 1e-6],
    ["duplicate-blocks(length=2, alphabet=3)", 1e-6],
    ["duplicate-blocks(length=3, alphabet=2)", 1e-6],
    ["random-markov(order=1, alphabet=4, seed=3)", 1e-9],
    ["random-markov(order=3, alphabet=2, concentration=0.3, seed=4)", 1e-9],
  ])("%s", async (recipe, width) => {
    const source = await bind(recipe);
    const bounds = processBounds(source.machine?.() as Machine);
    const { entropyRate, excessEntropy } = source.truth();
    within(entropyRate, bounds.entropyRate);
    within(excessEntropy, bounds.excessEntropy);
    expect(bounds.excessEntropy.upper - bounds.excessEntropy.lower).toBeLessThan(width);
  });
});

const exactValue = (truth: Truth | undefined): number => {
  if (truth?.status !== "exact") throw new Error(`expected a value, got ${JSON.stringify(truth)}`);
  return truth.value;
};

/** Sums of the interval law to 30 digits, with Euler-Maclaurin tails, by another tool. */
describe("renewal-zeta", () => {
  it.each([
    [3.25, 0.6449755853262, 1.2682644164513, 0.12722837575132],
    [2.75, 0.76432777085315, 2.3738279394316, 0.3124567754011],
    [6, 0.131626338398, 0.14732827129315, 0.0038100694959029],
  ])("a=%f has h, C_mu and E", async (a, h, complexity, excess) => {
    const truth = (await bind(`renewal-zeta(a=${a})`)).truth();
    expect(exactValue(truth.entropyRate)).toBeCloseTo(h, 12);
    expect(exactValue(truth.statisticalComplexity)).toBeCloseTo(complexity, 12);
    expect(exactValue(truth.excessEntropy)).toBeCloseTo(excess, 12);
  });

  it("has the intervals and the share of ones it states", async () => {
    const n = 1_000_000;
    const symbols = take(await bind("renewal-zeta(a=3.5)"), n);
    const ones = [...symbols.keys()].filter((i) => symbols[i] === 1);
    const counts = new Float64Array(6);
    for (let i = 1; i < ones.length; i++) {
      const interval = (ones[i] as number) - (ones[i - 1] as number);
      if (interval < counts.length) counts[interval] = (counts[interval] as number) + 1;
    }
    // zeta(3.5) and zeta(2.5)
    const [own, biased] = [1.1267338673170566, 1.3414872572509171];
    expect(Math.abs(ones.length - (n * own) / biased)).toBeLessThan(5 * Math.sqrt(n));
    for (let k = 1; k < counts.length; k++) {
      const p = Math.exp(-3.5 * Math.log(k)) / own;
      const expected = ones.length * p;
      expect(Math.abs((counts[k] as number) - expected)).toBeLessThan(5 * Math.sqrt(expected * (1 - p)));
    }
  });

  it("begins at a random moment: the wait for the first one has law P(N > n) / M", {
    tags: ["slow"],
  }, async () => {
    const source = await bind("renewal-zeta(a=3)");
    const seeds = 20_000;
    let atOnce = 0;
    let soon = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const [first, second] = take(source, 2, seed);
      if (first === 1) atOnce++;
      else if (second === 1) soon++;
    }
    const mean = 1.6449340668482264 / 1.2020569031595942;
    for (const [count, p] of [
      [atOnce, 1 / mean],
      [soon, (1 - 1 / 1.2020569031595942) / mean],
    ] as const) {
      expect(Math.abs(count - seeds * p)).toBeLessThan(5 * Math.sqrt(seeds * p * (1 - p)));
    }
  });

  it("has no rate and no end of memory where the mean interval is infinite", async () => {
    const truth = (await bind("renewal-zeta(a=2)")).truth();
    expect(truth.entropyRate).toMatchObject({ status: "exact", value: 0 });
    expect(truth.excessEntropy?.status).toBe("infinite");
  });

  it("states few digits rather than wrong ones where ones crowd", async () => {
    expect((await bind("renewal-zeta(a=50)")).truth().entropyRate).toMatchObject({ value: 0, digits: 9 });
  });
});

/** By quadrature in the logit of the bias, to 30 digits, by another tool. */
describe("bernoulli-mixture", () => {
  it.each([
    [0.5, 0.5, 0.557304959111037],
    [2, 3, 0.841572107185229],
    [0.1, 0.7, 0.224312259634868],
  ])("ones=%f, zeros=%f has h = %f", async (ones, zeros, h) => {
    const truth = (await bind(`bernoulli-mixture(ones=${ones}, zeros=${zeros})`)).truth();
    expect(exactValue(truth.entropyRate)).toBeCloseTo(h, 12);
  });

  it("draws biases with the mean and the variance of the Beta law", async () => {
    const source = await bind("bernoulli-mixture(ones=2, zeros=3)");
    const draws = 4000;
    const tosses = 64;
    let sum = 0;
    let squares = 0;
    for (let seed = 0; seed < draws; seed++) {
      const share = [...take(source, tosses, seed)].reduce((total, bit) => total + bit, 0) / tosses;
      sum += share;
      squares += share * share;
    }
    const mean = sum / draws;
    // Beta-binomial: variance 0.04 of the bias and E p(1-p) / 64 of the tosses.
    expect(Math.abs(mean - 0.4)).toBeLessThan(5 * Math.sqrt(0.0431 / draws));
    expect(squares / draws - mean * mean).toBeCloseTo(0.04 + 0.2 / tosses, 2);
  });
});

describe("random-markov", () => {
  it("has rows from the Dirichlet law: mean 1/A and the variance of its concentration", async () => {
    const machine = (await bind("random-markov(order=5, alphabet=3, concentration=0.5, seed=9)")).machine?.();
    const first = [...(machine?.probability ?? [])].filter((_, e) => machine?.symbol[e] === 0);
    const mean = first.reduce((sum, p) => sum + p, 0) / 243;
    const variance = first.reduce((sum, p) => sum + p * p, 0) / 243 - mean * mean;
    // a (A - 1) / (A^2 (A a + 1)) with a = 1/2, A = 3
    expect(Math.abs(mean - 1 / 3)).toBeLessThan(5 * Math.sqrt(0.0889 / 243));
    expect(Math.abs(variance - 0.0889)).toBeLessThan(0.02);
  });

  it("is fixed by its own seed, whatever the seed of the symbols", async () => {
    const chains = await Promise.all([1, 1, 2].map((seed) => bind(`random-markov(seed=${seed})`)));
    const [a, b, c] = chains.map((source) => exactValue(source.truth().entropyRate));
    expect(a).toBe(b);
    expect(a).not.toBe(c);
  });

  it("refuses a draw with several closed classes, or that is too large", async () => {
    await expect(bind("random-markov(alphabet=2, concentration=0.001, seed=2)")).rejects.toThrow(
      /form several closed classes/,
    );
    await expect(bind("random-markov(order=3, alphabet=27)")).rejects.toThrow("more than 512 contexts");
  });
});

describe("machine and hidden-markov", () => {
  it.each([
    [
      "machine(edges=[[0,0,0,1],[1,1,1,0.5],[1,1,1,0.4]])",
      25,
      "the probabilities of the edges out of state 1 sum to 0.9, not 1",
    ],
    ["machine(edges=[[0,0,1,1]])", 14, "no edge leaves state 1"],
    ["machine(states=2, edges=[[0,0,2,1]])", 30, "state 2 is outside 0..1"],
    ["machine(alphabet=2, edges=[[0,2,0,1]])", 30, "symbol 2 is outside 0..1"],
    ["machine(edges=[[0,0.5,0,1]])", 18, "a symbol must be a whole number, not 0.5"],
    ["machine(edges=[[0,0,0]])", 15, "must have at least 4 entries"],
    ["machine(edges=[[0,0,0,1],[1,1,1,1]])", 0, "more than one process"],
    ["hidden-markov(transition=[[0.5,0.5],[0.5,0.4]])", 36, "row 2 sums to 0.9, not 1"],
    ["hidden-markov(transition=[[1]], emission=[[0.5,0.5],[1,0]])", 41, "2 rows for 1 states"],
  ])("%s is refused", async (recipe, position, message) => {
    const error = await bind(recipe).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RecipeError);
    expect((error as RecipeError).message).toContain(message);
    expect((error as RecipeError).position).toBe(position);
  });

  it("knows the even process, written edge by edge", async () => {
    const truth = (await bind("machine(edges=[[0,0,0,0.5],[0,1,1,0.5],[1,1,0,1]])")).truth();
    expect(exactValue(truth.entropyRate)).toBeCloseTo(2 / 3, 12);
    expect(exactValue(truth.excessEntropy)).toBeCloseTo(0.9182958340544896, 11);
    expect(exactValue(truth.statisticalComplexity)).toBeCloseTo(0.9182958340544896, 12);
  });

  it("leaves out states that are never entered again", async () => {
    const truth = (await bind("machine(edges=[[0,0,1,1],[1,0,1,0.5],[1,1,1,0.5]])")).truth();
    expect(exactValue(truth.entropyRate)).toBe(1);
    expect(exactValue(truth.statisticalComplexity)).toBe(0);
  });

  it("gives a hidden chain the rate of the same noisy chain", async () => {
    // Rows of the vectors: binary Markov, flip 0.1, through replacement with eps 0.2.
    const hidden = await bind("hidden-markov(transition=[[.9,.1],[.1,.9]], emission=[[.9,.1],[.1,.9]])");
    expect(exactValue(hidden.truth().entropyRate)).toBeCloseTo(0.766596293, 8);
  });
});
