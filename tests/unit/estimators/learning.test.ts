import { describe, expect, test } from "vitest";
import { curveInterval, learnedBlocksOf } from "../../../src/context/learning-curves.ts";
import type { Estimator } from "../../../src/core/estimator.ts";
import type { Measurement } from "../../../src/core/measurement.ts";
import { Random } from "../../../src/core/random.ts";
import {
  budget,
  exponent,
  growth,
  heldOutRate,
  learningCurve,
  randomness,
  structure,
  structureBeyondShuffle,
} from "../../../src/estimators/learning.ts";
import { growthOf } from "../../../src/observer/curves/growth.ts";
import type { Coordinate } from "../../../src/results/report.ts";
import { placeOnSpectrum } from "../../../src/spectrum/place-on-spectrum.ts";
import { wordyText } from "../../e2e/fixtures.ts";
import { realise, uniformSymbols } from "../observer/observer-known-sources.ts";
import { contextOfSymbols, seriesFrom } from "./context-of.ts";

describe("learning", () => {
  const n = 8192;
  const fast = { profile: "fast" };

  async function measure(estimator: Estimator, symbols: Uint8Array, size: number, params: object = fast) {
    return estimator.measure(contextOfSymbols(symbols, size), params);
  }

  type Measured = Extract<Coordinate, { status: "ok" }>;

  function scalarOf(measurement: Measurement) {
    if (measurement.status !== "ok" || measurement.shape !== "scalar") throw new Error("no number");
    return measurement;
  }

  test.each([
    ["text", async () => Buffer.from(wordyText(12_000)), "blocks"],
    ["noise", async () => uniformSymbols(n, 64).symbols, null],
    [
      "a counter",
      async () => Buffer.from(Array.from({ length: 12_000 }, (_, i) => `${i}\n`).join("")),
      "in-order",
    ],
  ] as const)("%s: l(M) and S are those of the map", async (_, symbolsOf, route) => {
    const context = contextOfSymbols(await symbolsOf(), 256);
    const spectrum = placeOnSpectrum(context);
    const points = await seriesFrom(learningCurve, context);
    for (const [estimator, coordinate] of [
      [heldOutRate, spectrum.rate],
      [randomness, spectrum.randomness],
      [structure, spectrum.structure],
      [growth, spectrum.growth],
    ] as const) {
      expect(scalarOf(await estimator.measure(context))).toMatchObject({
        value: (coordinate as Measured).value,
        interval: (coordinate as Measured).interval,
      });
    }
    const { value, interval } = spectrum.rate as Measured;
    expect(points.at(-1)).toEqual({ x: context.n, value, interval });
    if (route !== null) expect(spectrum.route).toBe(route);
    // The same points as in reports, but for the last one, which there is that of the blocks.
    expect(points.slice(0, -1).map((one) => [one.x, one.value])).toEqual(
      spectrum.curve.slice(0, -1).map(({ m, rate }) => [m, rate]),
    );
  });

  const goldenMean = async () => (await realise("golden-mean(p=0.5)", n)).symbols as Uint8Array;

  test.each(["fast", "standard"])("the held-out rate of the golden mean is 2/3: %s", async (profile) => {
    const { value, interval } = scalarOf(await measure(heldOutRate, await goldenMean(), 2, { profile }));
    expect(interval).toMatchObject({ level: 0.95, method: "blocks" });
    expect(interval!.lower).toBeLessThan(2 / 3);
    expect(interval!.upper).toBeGreaterThan(2 / 3);
    expect(interval!.lower + interval!.upper).toBeCloseTo(2 * value, 12);
  });

  test("the learning curve ends at the held-out rate, and S is its area", async () => {
    const symbols = await goldenMean();
    const curve = await measure(learningCurve, symbols, 2);
    if (curve.status !== "ok" || curve.shape !== "series") throw new Error("no series");
    const { index, points } = curve.value;
    expect(index).toBe("m");
    expect(points.slice(0, 4).map(({ x }) => x)).toEqual([1, 3, 6, 12]);
    expect(points.at(-1)!.x).toBe(n);
    for (const [j, { x }] of points.slice(1).entries()) expect(x).toBeGreaterThan(points[j]!.x);
    const rate = scalarOf(await measure(heldOutRate, symbols, 2));
    expect(points.at(-1)!.value).toBe(rate.value);
    // One parameter: some (1/2) log2 n = 7 bits and what it takes to find the order.
    const { value } = scalarOf(await measure(structure, symbols, 2, {}));
    expect(Math.abs(value - 20)).toBeLessThan(25);
  });

  test("uniform bytes: all of log2 A is random, nothing is learned, nothing grows", async () => {
    const symbols = uniformSymbols(n, 256).symbols as Uint8Array;
    const parts = await measure(budget, symbols, 256);
    if (parts.status !== "ok" || parts.shape !== "table") throw new Error("no table");
    expect(parts.value.columns).toEqual(["part", "share", "lower", "upper", "raw share"]);
    expect(parts.value.rows.map(([part]) => part)).toEqual(["random", "learned", "free"]);
    const shares = parts.value.rows.map(([, share]) => share as number);
    expect(shares[0]).toBeCloseTo(1, 3);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    for (const [, share, lower, upper] of parts.value.rows as [string, number, number, number, number][]) {
      expect([lower >= 0, lower <= share, share <= upper, upper <= 1]).toEqual(Array(4).fill(true));
    }
    const beyond = scalarOf(await measure(structureBeyondShuffle, symbols, 256, { ...fast, shuffles: 3 }));
    expect(beyond.interval!.lower).toBeLessThan(0);
    expect(beyond.interval!.upper).toBeGreaterThan(0);
  });

  test("the growth of a memoryless law is too little to tell how it grows", async () => {
    const { symbols } = await realise("zipf(alphabet=256)", n);
    const measurement = await measure(exponent, symbols as Uint8Array, 256, {});
    expect(measurement).toMatchObject({
      status: "undefined",
      reason: "the last doubling taught less than 250 bits",
    });
  });

  test.each([heldOutRate, learningCurve, structure, budget])(
    "$id declines what is too short and alphabets that are too large",
    async (estimator) => {
      const usual = estimator.params === null ? {} : fast;
      expect(await measure(estimator, new Uint8Array(499), 2, usual)).toMatchObject({
        status: "undefined",
        reason: "499 symbols, needs 500",
      });
      const symbols = Uint32Array.from({ length: 70_000 }, (_, i) => i);
      const refused = await estimator.measure(contextOfSymbols(symbols, 70_000), usual);
      expect(refused).toMatchObject({
        status: "undefined",
        reason: "70000 symbols; the observer reads alphabets up to 65536",
      });
    },
  );
});

describe("growth", () => {
  /** Words of a vocabulary of 600, a space after each: some hundred bits in the last doubling. */
  function wordy(n: number) {
    const random = Random.fromSeed(1);
    const words = Array.from({ length: 600 }, () => Array.from({ length: 5 }, () => 1 + random.below(26)));
    const symbols = new Uint8Array(n);
    for (let at = 0; at < n; at += 6) symbols.set(words[random.below(600)]!.slice(0, n - at), at);
    return contextOfSymbols(symbols, 27);
  }

  test("G and b are those of the learning curve, with its intervals", async () => {
    const context = wordy(12_000);
    const found = growthOf(context.get(learnedBlocksOf("fast"))!.curve)!;
    for (const [estimator, name] of [
      [growth, "coefficient"],
      [exponent, "exponent"],
    ] as const) {
      expect(await estimator.measure(context)).toMatchObject({
        value: found[name].value,
        interval: curveInterval(found[name]),
      });
    }
  });

  test("of what teaches less than the observer spends on itself there is G, and no b", async () => {
    const random = Random.fromSeed(2);
    const context = contextOfSymbols(
      Uint8Array.from({ length: 8000 }, () => random.below(4)),
      4,
    );
    expect(await growth.measure(context)).toMatchObject({ shape: "scalar" });
    expect(await exponent.measure(context)).toMatchObject({
      status: "undefined",
      reason: "the last doubling taught less than 250 bits",
    });
  });
});
