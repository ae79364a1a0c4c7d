import { expect, it, vi } from "vitest";
import { lagProfileOf } from "../../../../src/estimators/memo/lag-information.ts";
import { mutualInformation } from "../../../../src/estimators/memory/mutual-information.ts";
import { pairsGiven } from "../context-given.ts";
import { contextOfSymbols, reasonFrom } from "../context-of.ts";

const profile = { distances: [1, 2, 5], information: [0.5, 0.25, -0.125], halfWidths: [0.25, 0.5, 0.125] };
const interval = (lower: number, upper: number) => ({ lower, upper, level: 0.95, method: "batch-means" });

it.each([10_000, 8])("the profile up to %i, with its intervals", async (longest) => {
  const context = pairsGiven(1000, [lagProfileOf(longest), profile]);
  expect(await mutualInformation.measure(context, longest === 8 ? { longest } : {})).toMatchObject({
    status: "ok",
    shape: "series",
    parameters: { longest },
    value: {
      index: "d",
      points: [
        { x: 1, value: 0.5, interval: interval(0.25, 0.75) },
        { x: 2, value: 0.25, interval: interval(-0.25, 0.75) },
        { x: 5, value: -0.125, interval: interval(-0.25, 0) },
      ],
    },
  });
});

it("has no interval where waiting times are heavy-tailed, and says so", async () => {
  const heavyTail = { symbol: 1, cautious: 0.7, shape: 0.625, error: 0.075, lengths: 400 };
  const context = pairsGiven(1000, [lagProfileOf(10_000), { ...profile, heavyTail }]);
  const measured = await mutualInformation.measure(context);
  expect(measured).toMatchObject({
    value: {
      points: profile.information.map((value, i) => ({ x: profile.distances[i], value, interval: null })),
    },
    warnings: [{ code: "heavy-tailed", shape: 0.625 }],
  });
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
