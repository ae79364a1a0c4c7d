import { expect, it, vi } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { lagProfileOf } from "../../../../src/estimators/memo/lag-information.ts";
import { mutualInformation } from "../../../../src/estimators/memory/mutual-information.ts";
import { bindRecipe } from "../../../../src/sources/recipe.ts";
import { exactInformation } from "../../../references/exact-information.ts";
import { pairsGiven } from "../context-given.ts";
import { contextOfSymbols, reasonFrom, seriesFrom } from "../context-of.ts";

const profile = {
  distances: [1, 2, 5],
  information: [0.5, 0.25, -0.125],
  below: [0.25, 0.5, 0.125],
  above: [0.5, 0.5, 0.25],
};
const interval = (lower: number, upper: number) => ({ lower, upper, level: 0.95, method: "slow-waves" });

it.each([10_000, 8])("the profile up to %i, with its intervals", async (longest) => {
  const context = pairsGiven(1000, [lagProfileOf(longest), profile]);
  expect(await mutualInformation.measure(context, longest === 8 ? { longest } : {})).toMatchObject({
    status: "ok",
    shape: "series",
    parameters: { longest },
    value: {
      index: "d",
      points: [
        { x: 1, value: 0.5, interval: interval(0.25, 1) },
        { x: 2, value: 0.25, interval: interval(-0.25, 0.75) },
        { x: 5, value: -0.125, interval: interval(-0.25, 0.125) },
      ],
    },
  });
});

it("has no interval where waiting times are heavy-tailed, and says so", async () => {
  const heavyTail = { symbol: 1, cautious: 0.575, shape: 0.625, lengths: 400 };
  const context = pairsGiven(1000, [lagProfileOf(10_000), { ...profile, heavyTail }]);
  const measured = await mutualInformation.measure(context);
  expect(measured).toMatchObject({
    value: {
      points: profile.information.map((value, i) => ({ x: profile.distances[i], value, interval: null })),
    },
    warnings: [{ code: "heavy-tailed", shape: 0.625 }],
  });
});

it("has no interval where few stretches decide the value, and says so", async () => {
  const context = pairsGiven(1000, [lagProfileOf(10_000), { ...profile, fewEvents: 3.25 }]);
  expect(await mutualInformation.measure(context)).toMatchObject({
    value: { points: profile.information.map((value) => ({ value, interval: null })) },
    warnings: [{ code: "few-events", events: 3.25 }],
  });
  // A burst among symbols that are alike is one event; a chain of two symbols has them everywhere.
  const random = Random.fromSeed(71);
  const burst = Uint8Array.from({ length: 1000 }, (_, i) =>
    i > 500 && i < 520 ? random.below(2) : i % 97 === 0 ? 1 : 0,
  );
  expect(await mutualInformation.measure(contextOfSymbols(burst, 2))).toMatchObject({
    warnings: [{ code: "few-events" }],
  });
  const symbols = new Uint8Array(1000);
  (await bindRecipe("markov(order=1, matrix=[[0.9,0.1],[0.1,0.9]])")).open(Random.fromSeed(72)).fill(symbols);
  expect(await mutualInformation.measure(contextOfSymbols(symbols, 2))).toMatchObject({ warnings: [] });
});

it("says why there is none", async () => {
  expect(await reasonFrom(mutualInformation, contextOfSymbols(new Uint8Array(1000), 2))).toBe(
    "only one symbol occurs",
  );
  expect(await reasonFrom(mutualInformation, pairsGiven(999))).toBe("999 symbols, needs 1000");
});

it("says what it gives", () => {
  expect(mutualInformation).toMatchObject({
    id: "mutual-information",
    quantity: "mutualInformation",
    title: "mutual information against distance",
    summary: expect.stringContaining("d positions apart"),
    formula: expect.stringContaining("less its mean over shuffles"),
    convention: expect.stringContaining("eight an octave"),
    validity: expect.stringContaining("1 000 symbols"),
    cost: expect.stringContaining("120 distances"),
    reference: expect.stringContaining("Li 1990"),
  });
});

it("says what it asks for", async () => {
  // Made when they are first asked for, so of an estimator that nobody asked.
  vi.resetModules();
  const { params } = (await import("../../../../src/estimators/memory/mutual-information.ts"))
    .mutualInformation;
  expect(params!.parse({})).toEqual({ longest: 10_000 });
  expect(params!.safeParse({ other: 1 }).success).toBe(false);
});

// Some of the campaign in tests/calibration: memory of a tenth of what the bounds were once good for.
it.each([
  "gilbert-elliott(worsen=0.002, recover=0.01, good=0.05, bad=0.5)",
  "markov(order=1, matrix=[[0.98,0.01,0.01],[0.01,0.98,0.01],[0.01,0.01,0.98]])",
])("intervals hold with long memory: %s", async (recipe) => {
  const source = await bindRecipe(recipe);
  let [held, all] = [0, 0];
  for (let run = 0; run < 12; run++) {
    const symbols = new Uint8Array(4000);
    source.open(Random.fromSeed(31_000 + run)).fill(symbols);
    const points = await seriesFrom(mutualInformation, contextOfSymbols(symbols, source.alphabetSize), {
      longest: 64,
    });
    for (const { x, interval } of points) {
      if (interval === null) continue;
      const exact = exactInformation(source.machine!()!, x);
      all++;
      if (interval.lower <= exact && exact <= interval.upper) held++;
    }
  }
  expect(all).toBeGreaterThan(64 * 8);
  expect(held / all).toBeGreaterThan(0.85);
});
