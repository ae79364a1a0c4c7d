import { describe, expect, it } from "vitest";
import { beyondError, explainLadder } from "../../../../src/features/explain/ladder.ts";
import type { Rung } from "../../../../src/features/explain/schema.ts";
import { contextOfSymbols, generate } from "../../estimators/context-of.ts";

describe("beyondError", () => {
  it.each([
    [0.3, 0.1, "more"],
    [-0.3, 0.1, "less"],
    [0.1, 0.1, "within-error"],
    [-0.05, 0.1, "within-error"],
    [0, 0, "within-error"],
  ] as const)("%d with an error of %s is %s", (value, halfWidth, verdict) => {
    expect(beyondError({ value, halfWidth })).toBe(verdict);
  });
});

describe("explainLadder", () => {
  // A binary chain that stays with probability .9: h = .469 bits, and H(1) = 1.
  let last = 0;
  const chain = generate(40_000, (random) => {
    last = random.uniform() < 0.1 ? 1 - last : last;
    return last;
  });
  const ladder = explainLadder(contextOfSymbols(chain, 2));
  const rung = (id: Rung["id"], parameter: number | null = null) => {
    const found = ladder.rungs.find((one) => one.id === id && one.parameter === parameter);
    if (found?.status !== "ok") throw new Error(`no ${id}`);
    return found;
  };

  it("finds what the order of the symbols is worth", () => {
    expect(ladder.rate.value).toBeCloseTo(0.469, 1);
    const { rateDifference, rateVerdict, rate } = rung("symbol-shuffle");
    expect(rateVerdict).toBe("more");
    expect(rateDifference.value).toBeCloseTo(rate.value - ladder.rate.value, 12);
    const { lower, upper } = rateDifference.interval!;
    expect([lower < 0.531, upper > 0.531]).toEqual([true, true]);
  });

  it.each([1, 2, 3])("finds nothing beyond a memory of %i", (order) => {
    const { rateDifference, structureDifference } = rung("markov", order);
    expect(Math.abs(rateDifference.value)).toBeLessThan(0.04);
    expect(Math.abs(structureDifference.value)).toBeLessThan(150);
  });

  it("finds that all order is near", () => {
    // Windows keep how many of each symbol they hold: some of the 0.531 bits.
    expect(rung("window-shuffle", 10).rateVerdict).toBe("more");
    expect(rung("window-shuffle", 100).rateDifference.value).toBeCloseTo(0.5, 1);
  });

  it("says what cannot be made", () => {
    expect(ladder.rungs.at(-1)).toEqual({
      id: "word-shuffle",
      parameter: null,
      status: "undefined",
      reason: "no words in these symbols",
    });
  });
});
