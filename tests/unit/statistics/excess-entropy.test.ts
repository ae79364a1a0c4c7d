import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { type BlockStatistics, blockEntropyProfile } from "../../../src/statistics/block-entropy.ts";
import { grassbergerEntropy, grassbergerG } from "../../../src/statistics/entropy.ts";
import {
  deleteBlockJackknife,
  excessEntropyErrors,
  measurableOrder,
  unseenEntropy,
} from "../../../src/statistics/excess-entropy.ts";
import { gatedExcessEntropy } from "./gated.ts";
import { goldenMean, periodic, type Sample, samples, uniformSymbols } from "./inputs.ts";

/** `count` words, each seen Poisson(mean) times. */
interface Kind {
  readonly count: number;
  readonly mean: number;
}

const n = 1000;
/** Longest sums; means are 20 at most. */
const most = 120;

function poisson(mean: number): number[] {
  const law = [Math.exp(-mean)];
  for (let k = 1; k <= most; k++) law.push((law[k - 1]! * mean) / k);
  return law;
}

/** What is expected of a sample; `unseen` words are possible and were not seen. */
function expected(kinds: readonly Kind[], unseen: number) {
  const seen = (times: number) =>
    kinds.reduce((sum, { count, mean }) => sum + count * poisson(mean)[times]!, 0);
  const distinct = kinds.reduce((sum, { count, mean }) => sum + count * (1 - Math.exp(-mean)), 0);
  const block = {
    order: 1, kGrams: n, distinct, singletons: seen(1), doubletons: seen(2), tripletons: seen(3),
    coverage: 1, plugIn: 0, grassberger: 0,
  }; // biome-ignore format: a row
  return { block, possible: distinct + unseen };
}

/** H less the mean of Grassberger's estimate, term by term, bits. */
function biasOf(kinds: readonly Kind[]): number {
  let nats = 0;
  for (const { count, mean } of kinds) {
    const estimate = poisson(mean).reduce(
      (sum, p, k) => (k === 0 ? 0 : sum + ((p * k) / n) * (Math.log(n) - grassbergerG(k))),
      0,
    );
    nats += count * ((mean / n) * Math.log(n / mean) - estimate);
  }
  return nats / Math.LN2;
}

describe("what unseen words hide", () => {
  test.each([
    { rare: 0.001, frequent: 3 },
    { rare: 0.05, frequent: 2 },
    { rare: 0.2, frequent: 6 },
  ])("two kinds of words: exactly, means $rare and $frequent", ({ rare, frequent }) => {
    const kinds = [
      { count: 20 / rare, mean: rare },
      { count: 40, mean: frequent },
    ];
    const { block, possible } = expected(kinds, (20 / rare) * Math.exp(-rare));
    expect(unseenEntropy(block, possible) / biasOf(kinds)).toBeCloseTo(1, 9);
  });

  test("more possible words hide more: a bit a doubling of rare ones", () => {
    const kinds = [
      { count: 1e6, mean: 1e-5 },
      { count: 50, mean: 4 },
    ];
    const at = (unseen: number) => {
      const { block, possible } = expected(kinds, unseen);
      return unseenEntropy(block, possible);
    };
    expect(at(1e6) / biasOf(kinds)).toBeCloseTo(1, 3);
    // Ten of 1000 draws are such words.
    expect(at(2e6) - at(1e6)).toBeCloseTo(10 / n, 4);
  });

  test.each([
    ["many kinds", Array.from({ length: 60 }, (_, i) => ({ count: 5, mean: 20 / (1 + i) }))],
    ["geometric", Array.from({ length: 12 }, (_, i) => ({ count: 1 << i, mean: 10 / (1 << i) }))],
    ["one kind", [{ count: 300, mean: 0.7 }]],
    ["frequent only", [{ count: 90, mean: 5 }]],
  ])("no less than the truth: %s", (_, kinds) => {
    const unseen = kinds.reduce((sum, { count, mean }) => sum + count * Math.exp(-mean), 0);
    const { block, possible } = expected(kinds, unseen);
    const hidden = unseenEntropy(block, possible);
    expect(hidden).toBeGreaterThanOrEqual(biasOf(kinds) - 1e-12);
    expect(hidden).toBeLessThan(3 * biasOf(kinds) + 1e-3);
  });

  test("words of k symbols are A^k", () => {
    const { block } = expected([{ count: 400, mean: 0.1 }, { count: 30, mean: 4 }], 0); // biome-ignore format: a row
    expect(unseenEntropy({ ...block, order: 3 }, 12)).toBe(unseenEntropy(block, 12 * 12 * 12));
    expect(unseenEntropy({ ...block, order: 2 }, 30)).toBe(unseenEntropy(block, 900));
  });

  const block = (distinct: number, singletons: number, doubletons: number, tripletons: number) => ({
    order: 1, kGrams: n, distinct, singletons, doubletons, tripletons, coverage: 1, plugIn: 0, grassberger: 0,
  }); // biome-ignore format: a row

  test("no word seen once hides nothing", () => {
    expect(unseenEntropy(block(40, 0, 3, 2), 1e6)).toBe(0);
  });

  test("none seen twice: all are as rare as can be; none unseen: as rare as those seen", () => {
    // e^x E1(2x) at x = 8/80 and at x = 1, from tables: E1(0.2) = 1.222650544, E1(2) = 0.04890051071.
    const once = 8 / (n * Math.LN2);
    expect(unseenEntropy(block(20, 8, 0, 0), 100)).toBeCloseTo(once * Math.exp(0.1) * 1.222650544183893, 12);
    expect(unseenEntropy(block(100, 8, 4, 1), 100)).toBeCloseTo(once * Math.E * 0.04890051070806112, 12);
    expect(unseenEntropy(block(100, 8, 0, 0), 100)).toBe(0);
    // A mean square below the square of the mean is chance: one kind.
    expect(unseenEntropy(block(100, 8, 4, 1), 1e9)).toBeCloseTo(once * Math.E * 0.04890051070806112, 12);
  });
});

describe("measurable order", () => {
  /** One order of a profile; entropies in bit. */
  const block = (order: number, kGrams: number, distinct: number, plugIn: number, singletons = 0, doubletons = 0, tripletons = 0): BlockStatistics => ({
  order, kGrams, distinct, singletons, doubletons, tripletons, coverage: 1 - singletons / kGrams, plugIn, grassberger: plugIn,
}); // biome-ignore format: a row

  test("an empty profile and uncovered symbols measure nothing", () => {
    expect(measurableOrder([], 0.98)).toBe(0);
    expect(measurableOrder([block(1, 1000, 500, 8, 21)], 0.98)).toBe(0);
    expect(measurableOrder([block(1, 1000, 20, 4, 20)], 0.98)).toBe(1);
  });

  test("an order pays for its parameters by what it says, BIC", () => {
    // n = 1000: cost(1) = 1000 ln 2 H(1) + ln(1000)/2; cost(2) = 1000 ln 2 h(2) + (4 - 2)/2 ln 1000.
    const threshold = Math.log(1000) / (1000 * Math.LN2);
    const profile = (gain: number) => [block(1, 1000, 2, 1), block(2, 1000, 4, 1 + gain)];
    // cost(1) - cost(2) > ln(1000)/2 when 1 - h(2) > (ln 1000/2 + ln 1000/2)/(1000 ln 2)
    expect(measurableOrder(profile(1 - 1.001 * threshold), 0.98)).toBe(2);
    expect(measurableOrder(profile(1 - 0.999 * threshold), 0.98)).toBe(1);
  });

  test("the ends of segments may take a twentieth of the words, not more", () => {
    const orderOf = (kGrams: number) =>
      measurableOrder([block(1, 1000, 2, 1), block(2, kGrams, 4, 1.2)], 0.98);
    expect([orderOf(951), orderOf(949)]).toEqual([2, 1]);
  });

  test("words must occur sixteen times on average", () => {
    const profile = (distinct: number) => [block(1, 1600, 4, 2), block(2, 1600, distinct, 2.1)];
    expect(measurableOrder(profile(100), 0.98)).toBe(2);
    expect(measurableOrder(profile(101), 0.98)).toBe(1);
  });

  test("nothing beyond an uncovered order is looked at", () => {
    const profile = [block(1, 10_000, 4, 2), block(2, 10_000, 16, 3.9, 201), block(3, 10_000, 16, 3.9)];
    expect(measurableOrder(profile, 0.98)).toBe(1);
    // h(3) = 0 with no more parameters: better than every shorter order, once order 2 is passed.
    expect(measurableOrder(profile, 0.97)).toBe(3);
  });

  test("an order is as good as words not seen may leave it", () => {
    // Ten of 1000 words are seen once, none twice, and 34 of 64 never: np is 10/34, E1(20/34) = 0.4653.
    const x = 10 / 34;
    const hidden = (10 * Math.exp(x) * 0.465_311_808_05) / (1000 * Math.LN2);
    // cost(1) - cost(2) > ln(1000)/2 with 7 and 22 parameters, half a ln 1000 each.
    const least = 3 - hidden - (8 * Math.log(1000)) / (1000 * Math.LN2);
    const profile = (gain: number) => [block(1, 1000, 8, 3), block(2, 1000, 30, 3 + gain, 10)];
    expect(measurableOrder(profile(least - 1e-6), 0.98)).toBe(2);
    expect(measurableOrder(profile(least + 1e-6), 0.98)).toBe(1);
  });

  function orderOf(n: number, alphabet: number, next: (past: number[], random: Random) => number): number {
    const random = Random.fromSeed(1);
    const symbols: number[] = [];
    for (let i = 0; i < n; i++) symbols.push(next(symbols, random));
    return measurableOrder(blockEntropyProfile(Uint8Array.from(symbols), [n], alphabet, 12, 0.98), 0.98);
  }

  test.each([0, 1, 2, 3])("a chain of order %d is measured at words one longer", (memory) => {
    // A symbol repeats the one `memory` steps back with probability 0.8.
    const order = orderOf(50_000, 2, (past, random) => {
      const heads = random.uniform() < 0.8 ? 0 : 1;
      return memory === 0 ? heads : (past.at(-memory) ?? 0) ^ heads;
    });
    expect(order).toBe(memory + 1);
  });

  test("a period is measured one symbol beyond the shortest words that tell its phase: there h = 0", () => {
    expect(orderOf(10_000, 2, (past) => (past.length % 2 === 0 ? 0 : 1))).toBe(2);
    // 0 0 1 0 1 has 2, 3, 4, 5, 5 different words of 1 to 5, so h(5) is the first gain of 0.
    expect(orderOf(10_000, 2, (past) => [0, 0, 1, 0, 1][past.length % 5]!)).toBe(5);
  });
});

/** From 30-digit arithmetic. */
const G_9998 = 9.210140353640849;

describe("gated excess entropy", () => {
  test("a fair coin: E is 0 where plug-in says 1.42 bits", () => {
    const n = 1 << 18;
    const symbols = uniformSymbols(n, 2, 12);
    const result = gatedExcessEntropy(symbols, [n], 2, 64);
    if (!result.covered) throw new Error(result.reason);
    // Order 1 describes a coin best; E(1) = H(1) - h(1) is 0 by definition.
    expect(result.order).toBe(1);
    expect(result.excessEntropy).toBe(0);
    const plugIn = blockEntropyProfile(symbols, [n], 2, 16, 0);
    const gain = plugIn[15]!.plugIn - plugIn[14]!.plugIn;
    expect(gain).toBeCloseTo(0.899, 2);
    expect(Math.abs(plugIn[15]!.plugIn - 16 * gain - 1.42)).toBeLessThan(0.05);
  });

  test("a period: E = log2 p, h = 0", () => {
    const result = gatedExcessEntropy(periodic("0010111", 70_000), [70_000], 2, 20);
    if (!result.covered) throw new Error(result.reason);
    // Three symbols tell the phase of this word, so the fourth is certain.
    expect(result.order).toBe(4);
    // 69 997 words of length 4: four phases occur 10 000 times and three 9 999; of length 3 five and two.
    // G(10000) = G(9998) + 2/9999 and G(9999) = G(9998), by Grassberger's recursion.
    const [many, few] = [10_000 * (G_9998 + 2 / 9999), 9999 * G_9998];
    const longer = (Math.log(69_997) - (4 * many + 3 * few) / 69_997) / Math.LN2;
    const shorter = (Math.log(69_998) - (5 * many + 2 * few) / 69_998) / Math.LN2;
    expect(result.entropyGain).toBeCloseTo(longer - shorter, 13);
    expect(result.excessEntropy).toBeCloseTo(longer - 4 * (longer - shorter), 12);
    // Which is 0 and log2 7 but for terms of order L/n.
    expect(Math.abs(result.excessEntropy - Math.log2(7))).toBeLessThan(2 * (4 / 69_997 / Math.LN2));
  });

  test("golden mean: E = 0.2516 and h = 2/3", () => {
    const n = 200_000;
    const result = gatedExcessEntropy(goldenMean(n, 3), [n], 2, 8);
    if (!result.covered) throw new Error(result.reason);
    expect(result.order).toBe(2);
    expect(Math.abs(result.excessEntropy - 0.2516291673878229)).toBeLessThan(0.005);
    expect(Math.abs(result.entropyGain - 2 / 3)).toBeLessThan(0.004);
  });

  test("order 1 alone gives E = 0: H(0) is 0", () => {
    const result = gatedExcessEntropy(uniformSymbols(9000, 256, 1), [9000], 256, 9);
    expect(result).toMatchObject({ covered: true, order: 1, excessEntropy: 0 });
    if (result.covered) expect(result.entropyGain).toBe(result.profile[0]!.grassberger);
  });

  test("no covered order: a reason, no number", () => {
    const result = gatedExcessEntropy(Uint8Array.of(0, 1, 2, 3, 3), [5], 4, 9);
    expect(result).toMatchObject({
      covered: false,
      reason: "undersampled: 3 of 5 symbols occur only once, a coverage below 0.98",
    });
    expect(gatedExcessEntropy(new Uint8Array(0), [], 2, 9)).toEqual({
      covered: false,
      reason: "the sequence is empty",
      profile: [],
    });
  });
});

/** H(k) of the words that do not start in [from, to). */
function entropyWithout(sample: Sample, order: number, from: number, to: number): number {
  if (order === 0) return 0;
  const counts = new Map<string, number>();
  let begin = 0;
  for (const end of sample.segmentEnds) {
    for (let i = begin; i + order <= end; i++) {
      if (i >= from && i < to) continue;
      const word = sample.symbols.subarray(i, i + order).join(" ");
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    begin = end;
  }
  return grassbergerEntropy([...counts.values()]);
}

function bruteForce(sample: Sample, order: number, blocks: number) {
  const n = sample.symbols.length;
  const at = (from: number, to: number): { h: number; e: number } => {
    const longer = entropyWithout(sample, order, from, to);
    const h = longer - entropyWithout(sample, order - 1, from, to);
    return { h, e: longer - order * h };
  };
  const replicates = Array.from({ length: blocks }, (_, b) =>
    at(Math.floor((b * n) / blocks), Math.floor(((b + 1) * n) / blocks)),
  );
  const error = (values: number[]): number => {
    const mean = values.reduce((a, b) => a + b) / blocks;
    return Math.sqrt(((blocks - 1) / blocks) * values.reduce((a, v) => a + (v - mean) ** 2, 0));
  };
  const all = at(0, 0);
  return { ...all, seOfE: error(replicates.map((r) => r.e)), seOfH: error(replicates.map((r) => r.h)) };
}

describe.each(samples().filter(({ symbols }) => symbols.length >= 300))("$name", (sample) => {
  test.each([1, 2, 3])("order %i equals recomputing every replicate", (order) => {
    const { symbols, segmentEnds, alphabetSize } = sample;
    const result = deleteBlockJackknife(symbols, segmentEnds, alphabetSize, order, 10);
    const expected = bruteForce(sample, order, 10);
    expect(result?.excessEntropy.estimate).toBeCloseTo(expected.e, 11);
    expect(result?.entropyGain.estimate).toBeCloseTo(expected.h, 11);
    expect(result?.excessEntropy.standardError).toBeCloseTo(expected.seOfE, 10);
    expect(result?.entropyGain.standardError).toBeCloseTo(expected.seOfH, 10);
    expect(result?.degreesOfFreedom).toBe(9);
  });
});

test("standard errors agree with the spread over 200 independent runs", () => {
  const runs = Array.from({ length: 200 }, (_, seed) =>
    deleteBlockJackknife(goldenMean(5000, seed + 1), [5000], 2, 3),
  );
  for (const key of ["excessEntropy", "entropyGain"] as const) {
    const estimates = runs.map((run) => run![key].estimate);
    const mean = estimates.reduce((a, b) => a + b) / 200;
    const spread = Math.sqrt(estimates.reduce((a, v) => a + (v - mean) ** 2, 0) / 199);
    const claimed = Math.sqrt(runs.reduce((a, run) => a + run![key].standardError ** 2, 0) / 200);
    // The spread of 200 runs is itself known to 5 %, the claimed one to about 1 %.
    expect(Math.abs(claimed / spread - 1)).toBeLessThan(0.2);
  }
});

test("too few words for the blocks: undefined", () => {
  expect(deleteBlockJackknife(Uint8Array.of(0, 1, 0), [3], 2, 1, 20)).toBeUndefined();
  expect(deleteBlockJackknife(new Uint8Array(21), [21], 1, 3, 20)).toBeUndefined();
});

describe("excess entropy errors", () => {
  const block = (order: number, kGrams: number, distinct: number): BlockStatistics => ({
  order, kGrams, distinct, singletons: 0, doubletons: 0, tripletons: 0, coverage: 1, plugIn: 0, grassberger: 0,
}); // biome-ignore format: a row

  const jackknife = (excessEntropy: number, entropyGain: number, degreesOfFreedom: number) => ({
    excessEntropy: { estimate: 0, standardError: excessEntropy },
    entropyGain: { estimate: 0, standardError: entropyGain },
    degreesOfFreedom,
  });

  test("single symbols: Student's quantile times the standard error, and a quarter of the bias of h(1) alone", () => {
    // t(0.975, 10) = 2.228138852; bias (4 - 1)/(2 * 1000 ln 2)
    const { excessEntropy, entropyGain } = excessEntropyErrors(
      [block(1, 1000, 4)],
      1,
      jackknife(0.1, 0.01, 10),
      0.95,
    );
    const half = 0.02228138852 + (0.25 * 3) / (2000 * Math.LN2);
    expect(excessEntropy.below).toBeCloseTo(0.2228138852, 9);
    expect(excessEntropy.above).toBe(excessEntropy.below);
    expect(entropyGain.below).toBeCloseTo(half, 9);
    expect(entropyGain.above).toBe(entropyGain.below);
  });

  test("words of L: E carries L - 1 times the bias of h(L)", () => {
    const profile = [block(1, 1000, 2), block(2, 999, 4), block(3, 998, 7)];
    const bias = (7 - 4) / (2 * 998 * Math.LN2);
    const { excessEntropy, entropyGain } = excessEntropyErrors(profile, 3, jackknife(0, 0, 19), 0.95);
    expect(excessEntropy.above).toBeCloseTo(0.25 * 2 * bias, 12);
    expect(excessEntropy.below).toBe(excessEntropy.above);
    expect(entropyGain.below).toBeCloseTo(0.25 * bias, 12);
    expect(entropyGain.above).toBe(entropyGain.below);
  });

  test("words not seen make h(L) larger, and E(L) smaller by L - 1 times as much", () => {
    // Nine of 27 possible words seen, six of them once and none twice: np is 6/18, e^x E1(2x) with E1(2/3) = 0.39840899307028.
    const thin = { ...block(3, 998, 9), singletons: 6 };
    const profile = [block(1, 1000, 3), block(2, 999, 9), thin];
    const hidden = (6 * Math.exp(1 / 3) * 0.39840899307028) / (998 * Math.LN2);
    const { excessEntropy, entropyGain } = excessEntropyErrors(profile, 3, jackknife(0.01, 0.001, 10), 0.95);
    expect(entropyGain.above - entropyGain.below).toBeCloseTo(hidden, 9);
    expect(excessEntropy.below - excessEntropy.above).toBeCloseTo(2 * hidden, 9);
    expect(entropyGain.below).toBeCloseTo(0.002228138852, 9);
    expect(excessEntropy.above).toBeCloseTo(0.02228138852, 9);
  });

  test("the level is heard", () => {
    const at = (level: number) =>
      excessEntropyErrors([block(1, 1000, 1)], 1, jackknife(1, 1, 4), level).excessEntropy.above;
    // t(0.95, 4), t(0.975, 4), t(0.995, 4)
    expect(at(0.9)).toBeCloseTo(2.131846786, 8);
    expect(at(0.95)).toBeCloseTo(2.776445105, 8);
    expect(at(0.99)).toBeCloseTo(4.604094871, 8);
    expect(() => at(1)).toThrow(RangeError);
  });
});
