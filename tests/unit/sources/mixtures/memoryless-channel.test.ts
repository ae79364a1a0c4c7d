import { describe, expect, it } from "vitest";
import type { GroundTruth, Truth } from "../../../../src/core/truth.ts";
import { bindRecipe } from "../../../../src/sources/recipe.ts";

const truthOf = async (recipe: string) => (await bindRecipe(recipe)).truth();

/** A truth as an interval; infinity is one, too. */
function range(truth: Truth | undefined): readonly [number, number] {
  switch (truth?.status) {
    case "exact":
      return [truth.value, truth.value];
    case "bounds":
      return [truth.lower, truth.upper];
    case "infinite":
      return [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    default:
      throw new Error(`unknown: ${JSON.stringify(truth)}`);
  }
}

const quantities = ["symbolEntropy", "entropyRate", "excessEntropy"] as const;

/** Two truths of one process, found in different ways, agree. */
function expectAgreement(a: GroundTruth, b: GroundTruth): void {
  for (const quantity of quantities) {
    const [[low, high], [lower, upper]] = [range(a[quantity]), range(b[quantity])];
    if (low === lower && high === upper) continue;
    expect(Math.max(low, lower), quantity).toBeLessThanOrEqual(Math.min(high, upper) + 1e-6);
  }
}

describe("noise commutes with the choice of a source", { tags: ["slow"] }, () => {
  it.each([
    [
      "replace(choose(golden-mean, even), eps=.1)",
      "choose(replace(golden-mean, eps=.1), replace(even, eps=.1))",
    ],
    ["erase(choose(coin, golden-mean), eps=.3)", "choose(erase(coin, eps=.3), erase(golden-mean, eps=.3))"],
    [
      "erase(replace(choose(coin, even, weights=[1,3]), eps=.1), eps=.2)",
      "choose(erase(replace(coin, eps=.1), eps=.2), erase(replace(even, eps=.1), eps=.2), weights=[1,3])",
    ],
    [
      "replace(choose(periodic(word=01), periodic(word=001)), eps=.2)",
      "choose(replace(periodic(word=01), eps=.2), replace(periodic(word=001), eps=.2))",
    ],
  ])("%s is %s", async (outside, inside) => {
    expectAgreement(await truthOf(outside), await truthOf(inside));
  });

  it("does not where the parts have other alphabets, which the noise draws from", async () => {
    const { entropyRate } = await truthOf("replace(choose(coin, uniform(alphabet=4)), eps=.1)");
    expect(entropyRate?.status).toBe("bounds");
  });
});

describe("strands that take turns", () => {
  // Short lags have a machine of their own, which knows nothing of strands.
  it.each([
    ["replace", 2, 0.2, 2],
    ["replace", 3, 0.1, 2],
    ["erase", 2, 0.3, 3],
    ["erase", 4, 0.1, 2],
  ] as const)("%s(lag-copy(lag=%i)) is as many as its lag", async (channel, lag, eps, alphabet) => {
    const of = (steps: number) =>
      truthOf(`${channel}(lag-copy(lag=${steps}, eps=${eps}, alphabet=${alphabet}), eps=.1)`);
    const [whole, strand] = [await of(lag), await of(1)];
    const [low, high] = range(strand.excessEntropy);
    const scaled = { status: "bounds", lower: lag * low, upper: lag * high, route: "" } as const;
    expectAgreement(whole, { ...strand, excessEntropy: scaled });
  });

  it.each([
    "replace(lag-copy, eps=.1)",
    "erase(lag-copy(lag=1000), eps=.2)",
    "erase(replace(lag-copy, eps=.1), eps=.2)",
  ])("%s is known although it has no machine", async (recipe) => {
    const source = await bindRecipe(recipe);
    expect(source.machine?.()).toBeUndefined();
    const truth = source.truth();
    for (const quantity of quantities) {
      const [low, high] = range(truth[quantity]);
      expect(high - low).toBeLessThan(0.01 * (1 + high));
    }
  });

  it("a choice of strands knows its symbols", async () => {
    const { symbolEntropy } = await truthOf("replace(choose(lag-copy, lag-copy(lag=9)), eps=.2)");
    expect(symbolEntropy).toMatchObject({ status: "exact", value: 2 });
  });
});
