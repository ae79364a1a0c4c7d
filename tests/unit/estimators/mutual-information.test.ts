import { describe, expect, it, vi } from "vitest";
import { Random } from "../../../src/core/random.ts";
import type { Symbols } from "../../../src/core/sequence.ts";
import type { SharedAccess, SharedValue } from "../../../src/core/shared-value.ts";
import {
  fromLagProfile,
  type LagProfile,
  lagProfileOf,
  longestDistance,
  mutualInformation,
  shortestPairs,
} from "../../../src/estimators/memory.ts";
import { longRunDeviation } from "../../../src/math/intervals.ts";
import { shuffled } from "../../../src/math/sampling.ts";
import { upperGammaQuantile } from "../../../src/math/special-functions.ts";
import { bindRecipe } from "../../../src/sources/recipe.ts";
import { grassbergerEntropy } from "../../../src/statistics/entropy.ts";
import { LagPairs, memoryInflation, memoryTime } from "../../../src/statistics/lag-information.ts";
import { exactInformation } from "../../references/exact-information.ts";
import { pairsGiven } from "./context-given.ts";
import { contextOfSymbols, reasonFrom, seriesFrom } from "./context-of.ts";

describe("mutual information", () => {
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

  it("has no interval, with a warning, if waiting times are heavy-tailed", async () => {
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

  it("has no interval, with a warning, if few stretches decide the value", async () => {
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
    (await bindRecipe("markov(order=1, matrix=[[0.9,0.1],[0.1,0.9]])"))
      .open(Random.fromSeed(72))
      .fill(symbols);
    expect(await mutualInformation.measure(contextOfSymbols(symbols, 2))).toMatchObject({ warnings: [] });
  });

  it("gives a reason where it is undefined", async () => {
    expect(await reasonFrom(mutualInformation, contextOfSymbols(new Uint8Array(1000), 2))).toBe(
      "only one symbol occurs",
    );
    expect(await reasonFrom(mutualInformation, pairsGiven(999))).toBe("999 symbols, needs 1000");
  });

  it("declares its parameters and defaults", async () => {
    // Made when they are first asked for, so of an estimator that nobody asked.
    vi.resetModules();
    const { params } = (await import("../../../src/estimators/memory.ts")).mutualInformation;
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
});

interface Sample {
  readonly symbols: Uint16Array;
  readonly alphabetSize: number;
  readonly segmentEnds: readonly number[];
}

function accessTo(sample: Sample): SharedAccess {
  const values = new Map<unknown, unknown>();
  const access: SharedAccess = {
    random: Random.fromSeed(5),
    get<Value>(statistic: SharedValue<Value>): Value {
      if (!values.has(statistic)) values.set(statistic, statistic.compute(sample, access));
      return values.get(statistic) as Value;
    },
  };
  return access;
}

const profileOf = (sample: Sample, longest: number) =>
  lagProfileOf(longest).compute(sample, accessTo(sample));

function told(sample: Sample, longest: number): LagProfile {
  const profile = profileOf(sample, longest);
  if ("reason" in profile) throw new Error(profile.reason);
  return profile;
}

/** A chain that repeats its last symbol with probability `memory`, else draws one; weights as given, in parts of 1000. */
function chain(n: number, memory: number, weights: readonly number[], seed: number): Uint16Array {
  const random = Random.fromSeed(seed);
  const draw = () => {
    let rest = random.below(1000);
    return weights.findIndex((weight) => {
      rest -= weight;
      return rest < 0;
    });
  };
  let last = draw();
  return Uint16Array.from({ length: n }, () => {
    if (random.uniform() >= memory) last = draw();
    return last;
  });
}

/** Counts of pairs, row by row, pair by pair. */
function countsOf(symbols: Symbols, { segmentEnds, alphabetSize: A }: Sample, distance: number): number[] {
  const counts = new Array<number>(A * A).fill(0);
  segmentEnds.forEach((end, s) => {
    for (let i = segmentEnds[s - 1] ?? 0; i + distance < end; i++)
      counts[symbols[i]! * A + symbols[i + distance]!]! += 1;
  });
  return counts;
}

const sum = (list: readonly number[]) => list.reduce((total, x) => total + x, 0);
const mean = (list: readonly number[]) => sum(list) / list.length;
const variance = (list: readonly number[]) =>
  (sum(list.map((x) => x * x)) - list.length * mean(list) ** 2) / (list.length - 1);

/** I by the definition, and by Grassberger's entropies; G = 2 n ln 2 I. */
function informationOf(symbols: Symbols, sample: Sample, distance: number) {
  const { alphabetSize: A } = sample;
  const counts = countsOf(symbols, sample, distance);
  const pairs = sum(counts);
  const first = Array.from({ length: A }, (_, a) => sum(counts.slice(a * A, (a + 1) * A)));
  const second = Array.from({ length: A }, (_, b) => sum(counts.filter((_count, at) => at % A === b)));
  const terms = counts.map((count, at) => {
    const independent = first[Math.floor(at / A)]! * second[at % A]!;
    return count === 0 ? 0 : (count / pairs) * Math.log2((count * pairs) / independent);
  });
  return {
    pairs,
    plugIn: sum(terms),
    grassberger: grassbergerEntropy(first) + grassbergerEntropy(second) - grassbergerEntropy(counts),
    rarest: (Math.min(...first) * Math.min(...second)) / pairs,
  };
}

/** By bisection of its tail, which for 4 degrees of freedom is e^(-x/2) (1 + x/2). */
function chiSquareOfFour(share: number): number {
  let [low, high] = [0, 200];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (Math.exp(-middle / 2) * (1 + middle / 2) > share) low = middle;
    else high = middle;
  }
  return low;
}

/** What is stated, from all pairs counted one by one; `quantile` of G under shuffles by its mean and variance. */
function byPairs(
  sample: Sample,
  distances: readonly number[],
  quantile: (share: number, mean: number, variance: number) => number,
) {
  const random = Random.fromSeed(5).fork("lag-information");
  const orders = [1, 2].map(() => shuffled(sample.symbols, (bound) => random.below(bound)));
  const shuffles = orders.flatMap((order) =>
    distances.map((distance) => informationOf(order, sample, distance)),
  );
  const statistics = shuffles.map(({ pairs, plugIn }) => 2 * pairs * Math.LN2 * plugIn);
  const corrections = shuffles.map(
    ({ pairs, plugIn, grassberger }) => 2 * pairs * Math.LN2 * (grassberger - plugIn),
  );
  const inflation = memoryInflation(sample.symbols, sample.segmentEnds, sample.alphabetSize);
  const [center, spread] = [mean(statistics), variance(statistics)];
  const threshold = inflation * quantile(0.01 / distances.length, center, spread);
  const excess =
    inflation * quantile(0.025, center, spread) -
    center +
    1.959963984540054 * Math.sqrt(variance(corrections));
  const measured = distances.map((distance) => informationOf(sample.symbols, sample, distance));
  const lag = new LagPairs(sample.symbols, sample.segmentEnds, sample.alphabetSize);
  const floor = mean(shuffles.map((one) => one.grassberger));
  const agreements = distances.map((distance) => lag.at(distance)!.agreement);
  const frequencies = upperGammaQuantile((sample.alphabetSize - 1) / 2, 0.025) * 2;
  const reaches = measured.map(({ pairs, grassberger }, i) => {
    lag.at(distances[i]!);
    // Student's t of 12 degrees of freedom, 95 %, from tables.
    const error = (2.178812829663418 * longRunDeviation(lag.stretchSums(distances[i]!))) / pairs;
    const value = grassberger - floor;
    const up = value > 0 ? Math.max(error, value * (Math.exp(Math.min(3, error / value)) - 1)) : error;
    const bits = 1 / (2 * pairs * Math.LN2);
    return {
      below: error + excess * bits,
      above: up + (excess + frequencies * memoryTime(distances, agreements)) * bits,
    };
  });
  return {
    rarest: Math.min(...shuffles.map(({ rarest }) => rarest)),
    information: measured.map(({ grassberger }) => grassberger - floor),
    below: reaches.map(({ below }) => below),
    above: reaches.map(({ above }) => above),
    standsOut: measured.map(({ pairs, plugIn }) => 2 * pairs * Math.LN2 * plugIn > threshold),
  };
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const near = (list: readonly number[]) => list.map((x) => expect.closeTo(x, 9));

describe("lagProfileOf", () => {
  it("three symbols that are frequent: chi-square of 4 degrees of freedom", () => {
    const symbols = chain(1300, 0.8, [400, 300, 300], 3);
    const sample = { symbols, alphabetSize: 3, segmentEnds: [600, 1300] };
    const profile = told(sample, 40);
    const truth = byPairs(sample, upTo(40), chiSquareOfFour);
    expect(truth.rarest).toBeGreaterThan(5);
    expect(profile.distances).toEqual(upTo(40));
    expect(profile.information).toEqual(near(truth.information));
    expect(profile.below).toEqual(near(truth.below));
    expect(profile.above).toEqual(near(truth.above));
    expect(profile.standsOut).toEqual(truth.standsOut);
    expect(new Set(profile.standsOut)).toEqual(new Set([true, false]));
  });

  it("a rare symbol: the gamma law of the mean and variance of shuffles", () => {
    const symbols = chain(1000, 0.7, [500, 480, 20], 4);
    const sample = { symbols, alphabetSize: 3, segmentEnds: [1000] };
    const truth = byPairs(
      sample,
      upTo(30),
      (share, center, spread) => (spread / center) * upperGammaQuantile(center ** 2 / spread, share),
    );
    expect(truth.rarest).toBeLessThan(5);
    const profile = told(sample, 30);
    expect(profile.information).toEqual(near(truth.information));
    expect(profile.below).toEqual(near(truth.below));
    expect(profile.above).toEqual(near(truth.above));
    expect(profile.standsOut).toEqual(truth.standsOut);
  });

  it("looks no farther than a quarter of the longest block", () => {
    const symbols = chain(700, 0.5, [500, 500], 6);
    for (const segmentEnds of [
      [80, 183, 283, 383, 483, 583, 683, 700],
      [103, 203, 303, 403, 503, 603, 700],
      [0, 97, 200, 300, 400, 500, 600, 700],
    ])
      expect(told({ symbols, alphabetSize: 2, segmentEnds }, 10_000).distances).toEqual(upTo(25));
    expect(told({ symbols, alphabetSize: 2, segmentEnds: [700] }, 24).distances).toEqual(upTo(24));
  });

  it("gives a reason where it is undefined", () => {
    const constant = new Uint16Array(2000);
    const everything = Uint16Array.from({ length: 4100 }, (_, i) => i % 1025);
    const pairs = Uint16Array.from({ length: 12 }, (_, i) => i % 2);
    const reasons = [
      { symbols: constant, alphabetSize: 5, segmentEnds: [2000] },
      { symbols: everything, alphabetSize: 1025, segmentEnds: [4100] },
      { symbols: pairs, alphabetSize: 2, segmentEnds: [3, 6, 9, 12] },
    ].map((sample) => profileOf(sample, 100));
    expect(reasons).toEqual([
      { reason: "only one symbol occurs" },
      { reason: "1025 symbols occur; pairs are counted for up to 1024" },
      { reason: "no block of four symbols" },
    ]);
  });

  it("wants pairs of shuffled symbols covered", () => {
    const symbols = Uint16Array.from({ length: 2048 }, (_, i) => i % 1024);
    const sample = { symbols, alphabetSize: 1024, segmentEnds: [2048] };
    // Of the first shuffle, at distance 1.
    const order = shuffled(
      symbols,
      (
        (random) => (bound: number) =>
          random.below(bound)
      )(Random.fromSeed(5).fork("lag-information")),
    );
    const counts = countsOf(order, sample, 1);
    const coverage = 1 - counts.filter((count) => count === 1).length / 2047;
    expect(profileOf(sample, 8)).toEqual({
      reason: `undersampled: pairs of shuffled symbols have coverage ${coverage.toFixed(3)}`,
    });
  });

  it("is identified by its longest distance", () => {
    expect([lagProfileOf(8).name, lagProfileOf(9).name]).toEqual(["lag-profile-8", "lag-profile-9"]);
  });
});

it("fromLagProfile reads the profile, or gives the reason why there is none", () => {
  const context = contextOfSymbols(chain(1000, 0.5, [500, 500], 1), 2);
  const outcome = fromLagProfile(context, 8, ({ distances }) => ({
    shape: "scalar",
    value: distances.length,
  }));
  expect(outcome).toEqual({ shape: "scalar", value: 8 });
  const none = fromLagProfile(contextOfSymbols(new Uint8Array(1000), 2), 8, () => ({
    shape: "scalar",
    value: 0,
  }));
  expect(none).toMatchObject({ reason: "only one symbol occurs" });
});

it("distances may be 8 to a million, on 1000 symbols or more", () => {
  expect(longestDistance().parse(undefined)).toBe(10_000);
  expect([8, 1_000_000].map((x) => longestDistance().safeParse(x).success)).toEqual([true, true]);
  expect([7, 1_000_001, 8.5].map((x) => longestDistance().safeParse(x).success)).toEqual([
    false,
    false,
    false,
  ]);
  expect(shortestPairs).toBe(1000);
});
