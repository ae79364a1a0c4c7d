import { describe, expect, it } from "vitest";
import { RecipeError } from "../../../../src/core/errors.ts";
import type { Machine } from "../../../../src/core/source.ts";
import type { Truth } from "../../../../src/core/truth.ts";
import { blockEntropies, processBounds } from "../../../../src/exact/block-entropies.ts";
import { type WindowTypes, windowTypes } from "../../../../src/exact/composed-machines.ts";
import { binaryEntropy } from "../../../../src/statistics/entropy.ts";
import { bind, sampleText, take, wordProbability, words } from "../support.ts";

const exactValue = (truth: Truth | undefined): number => {
  if (truth?.status !== "exact") throw new Error(`expected a value, got ${JSON.stringify(truth)}`);
  return truth.value;
};

/** The recursion on beliefs runs on the product machine and knows nothing of the closed forms. */
describe("closed forms lie within the bounds of the product machine", () => {
  it.each([
    ["interleave(golden-mean, coin(p=0.1))", 1e-4],
    ["interleave(coin(p=0.5), coin(p=0.1), golden-mean)", 1e-2],
    ["interleave(periodic(word=01), coin(p=0.2))", 1e-6],
    ["blocks(coin(p=0.3), golden-mean, length=3)", 0.2],
    ["erase(markov, eps=0.2)", 1e-8],
    ["erase(markov, eps=0.7)", 1e-8],
    ["erase(golden-mean(p=0.3), eps=0.4)", 1e-8],
    ["erase(ising(coupling=1, field=0.2), eps=0.5)", 1e-8],
    ["erase(markov(matrix=[[.7,.1,.1,.1],[.05,.8,.1,.05],[.25,.25,.4,.1],[.1,.2,.3,.4]]), eps=0.3)", 1e-6],
    ["erase(coin(p=0.2), eps=0.3)", 1e-9],
    ["erase(periodic(word=001), eps=0.5)", 1e-6],
    ["interpolate(alphabet=2, lambda=0.3, first=[[0.9,0.1],[0.2,0.8]], second=[[0,1],[0.5,0.5]])", 1e-9],
    ["interpolate(alphabet=3, lambda=0.4, first=[[0,1,0],[0,0,1],[1,0,0]])", 1e-9],
  ])("%s", async (recipe, width) => {
    const source = await bind(recipe);
    const bounds = processBounds(source.machine?.() as Machine);
    const { entropyRate, excessEntropy } = source.truth();
    for (const [truth, { lower, upper }] of [
      [entropyRate, bounds.entropyRate],
      [excessEntropy, bounds.excessEntropy],
    ] as const) {
      expect(exactValue(truth)).toBeGreaterThanOrEqual(lower - 1e-9);
      expect(exactValue(truth)).toBeLessThanOrEqual(upper + 1e-9);
      expect(upper - lower).toBeLessThan(width);
    }
  });
});

it("interpolate without matrices is the chain that counts on", async () => {
  const [closed, general] = await Promise.all([
    bind("interpolate(alphabet=3, lambda=0.4)"),
    bind("interpolate(alphabet=3, lambda=0.4, first=[[0,1,0],[0,0,1],[1,0,0]])"),
  ]);
  expect(exactValue(closed.truth().entropyRate)).toBeCloseTo(exactValue(general.truth().entropyRate), 12);
  expect(exactValue(closed.truth().excessEntropy)).toBeCloseTo(exactValue(general.truth().excessEntropy), 12);
});

describe("window-shuffle", () => {
  /** H of the windows of a shuffled source, by writing out all words of them. */
  function windowEntropy(machine: Machine, width: number, windows: number): number {
    const types = new Map<string, number>();
    let arrangements = 0;
    for (const word of words(machine.alphabetSize, width * windows)) {
      const p = wordProbability(machine, word);
      const counts = Array.from({ length: windows }, (_, i) =>
        word.slice(i * width, (i + 1) * width).reduce((sum, bit) => sum + bit, 0),
      );
      types.set(counts.join(), (types.get(counts.join()) ?? 0) + p);
      for (const ones of counts) {
        let choose = 1;
        for (let i = 0; i < ones; i++) choose = (choose * (width - i)) / (i + 1);
        arrangements += p * Math.log2(choose);
      }
    }
    return [...types.values()].reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), arrangements);
  }

  it.each([
    ["golden-mean(p=0.4)", 2],
    ["even(p=0.6)", 2],
    ["nemo(p=0.3, q=0.6)", 3],
  ])("%s in windows of %i: entropies of windows as by writing them out", async (recipe, width) => {
    const machine = (await bind(recipe)).machine?.() as Machine;
    const types = windowTypes(machine, width) as WindowTypes;
    const windows = width === 2 ? 6 : 4;
    const entropies = blockEntropies(types.machine, windows);
    for (let n = 1; n <= windows; n++) {
      const total = (entropies[n - 1] as number) + n * types.arrangementEntropy;
      expect(total).toBeCloseTo(windowEntropy(machine, width, n), 10);
    }
    // In windows of one symbol a source is left as it is.
    expect((await bind(`window-shuffle(${recipe}, width=1)`)).truth()).toEqual((await bind(recipe)).truth());
  });

  it("keeps the symbols of each window of a text", async () => {
    const shuffled = take(await bind("window-shuffle(file(a), width=16)"), sampleText.length);
    for (let at = 0; at < sampleText.length; at += 16) {
      const [now, then] = [shuffled, sampleText].map((text) =>
        [...text.slice(at, at + 16)].sort((a, b) => a - b),
      );
      expect(now).toEqual(then);
    }
    expect([...shuffled]).not.toEqual([...sampleText]);
  });

  it("leaves independent draws as they are, and bounds what has no machine", async () => {
    expect(exactValue((await bind("window-shuffle(coin(p=0.1), width=9)")).truth().excessEntropy)).toBe(0);
    expect((await bind("window-shuffle(thue-morse, width=8)")).truth().entropyRate).toMatchObject({
      status: "bounds",
      lower: 0,
      upper: 1,
    });
  });
});

describe("choose", () => {
  it("adds the entropy of the choice if the parts can be distinguished", async () => {
    const truth = (
      await bind("choose(coin(p=0.1), periodic(word=001), golden-mean, weights=[1,2,5])")
    ).truth();
    const choice = -(0.125 * Math.log2(0.125) + 0.25 * Math.log2(0.25) + 0.625 * Math.log2(0.625));
    expect(exactValue(truth.entropyRate)).toBeCloseTo(0.125 * binaryEntropy(0.1) + 0.625 * (2 / 3), 12);
    expect(exactValue(truth.excessEntropy)).toBeCloseTo(
      choice + 0.25 * Math.log2(3) + 0.625 * 0.2516291673878229,
      12,
    );
  });

  it("equals its part if all parts are the same, and is unknown if that is not certain", async () => {
    expect(exactValue((await bind("choose(even, even)")).truth().excessEntropy)).toBeCloseTo(
      0.9182958340544896,
      12,
    );
    const same = (await bind("choose(golden-mean, machine)")).truth();
    expect(same.excessEntropy).toMatchObject({ status: "bounds" });
    expect(same.statisticalComplexity?.status).toBe("unknown");
    const twice = (await bind("choose(choose(golden-mean, coin), coin)")).truth();
    expect(twice.excessEntropy?.status).toBe("bounds");
  });

  it("draws its parts as often as they weigh, once a sequence", async () => {
    const source = await bind("choose(coin(p=0), coin(p=1), weights=[1,3])");
    let ones = 0;
    for (let seed = 0; seed < 4000; seed++) {
      const text = take(source, 30, seed).join("");
      expect(text).toMatch(/^(0+|1+)$/);
      if (text[0] === "1") ones++;
    }
    expect(Math.abs(ones - 3000)).toBeLessThan(5 * Math.sqrt(4000 * 0.25 * 0.75));
  });

  it.each([
    ["choose(coin, even, weights=[1])", "1 weights for 2 sources"],
    ["choose(coin, even, weights=[0,0])", "all weights are 0"],
    ["choose(coin)", "choose takes 2 to 16 sources"],
    ["interleave(coin)", "interleave takes 2 to 16 sources"],
    ["concat(coin, even, lengths=[1,2,3])", "3 lengths for 2 sources"],
    ["concat(file(a), even, lengths=[100000,5])", "part 1 has"],
    ["interpolate(alphabet=3, first=[[1,0],[0,1]])", "first has 2 rows, but alphabet=3 needs 3"],
    ["interpolate(alphabet=2, second=[[1,0.5],[0,1]])", "second: row 1 sums to 1.5, not 1"],
    ["interpolate(alphabet=2, lambda=0, first=[[1,0],[0,1]])", "form several closed classes"],
  ])("%s is refused", async (recipe, message) => {
    const error = await bind(recipe).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RecipeError);
    expect((error as RecipeError).message).toContain(message);
  });
});

describe("concat", () => {
  it("gives each part in turn, and then ends", async () => {
    const source = await bind("concat(coin(p=0), coin(p=1), coin(p=0), lengths=[3,4,2])");
    expect(source.length).toBe(9);
    expect(take(source, 9).join("")).toBe("000111100");
  });

  it("takes all of a text", async () => {
    const source = await bind("concat(file(a), coin(p=0))");
    expect(source.length).toBe(sampleText.length + 100_000);
    expect([...take(source, sampleText.length)]).toEqual([...sampleText]);
  });

  it("has the mean rate by length", async () => {
    const truth = (await bind("concat(golden-mean, coin(p=0.5), lengths=[3000,1000])")).truth();
    expect(exactValue(truth.entropyRate)).toBeCloseTo(0.75, 12);
    expect(truth.excessEntropy?.status).toBe("unknown");
  });
});

describe("erase", () => {
  it("shows its mark by a label of its own", async () => {
    expect((await bind("erase(coin)")).label(2)).toBe("?");
    expect((await bind("erase(uniform(alphabet=256))")).label(256)).toBe("\u25a1");
  });

  it("has the causal states of its pasts: 1 + H2(e)/(1-e) for a binary chain", async () => {
    const truth = (await bind("erase(markov, eps=0.2)")).truth();
    expect(exactValue(truth.statisticalComplexity)).toBeCloseTo(1 + binaryEntropy(0.2) / 0.8, 12);
  });

  it.each([0.000001, 0.5, 0.999999])("bounds what has no machine, and holds at eps = %f", async (eps) => {
    const rate = (await bind(`erase(switch(thue-morse, coin, stay=0.9), eps=${eps})`)).truth().entropyRate;
    expect(rate?.status).toBe("unknown");
    const chain = (await bind(`erase(markov, eps=${eps})`)).truth();
    expect(chain.entropyRate?.status).toBe("exact");
    expect(["exact", "bounds"]).toContain(chain.excessEntropy?.status);
  });
});

it("switches between more than two sources, each as often", async () => {
  const symbols = take(await bind("switch(coin(p=0), coin(p=1), periodic(word=2), stay=0.5)"), 300_000);
  expect(new Set(symbols).size).toBe(2);
  const ones = symbols.filter((symbol) => symbol === 1).length;
  expect(Math.abs(ones - 100_000)).toBeLessThan(2000);
});
