// @module-tag thorough
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  nemenmanShafeeBialekEntropy,
  pitmanYorMixtureEntropy,
  posteriorMeanEntropy,
  smoothedEntropy,
} from "../../src/statistics/bayesian-entropy.ts";
import { type Counts, frequencySpectrum, spectrumFrom } from "../../src/statistics/counts.ts";
import {
  chaoShenEntropy,
  chaoWangJostEntropy,
  grassberger1988Entropy,
  grassbergerEntropy,
  jackknifeEntropy,
  jamesSteinEntropy,
  millerMadowEntropy,
  plugInEntropy,
} from "../../src/statistics/entropy.ts";

/** Estimators that stay within [0, log2 K], for an alphabet of K. */
const bounded: [string, (counts: Counts, alphabetSize: number) => number][] = [
  ["plug-in", plugInEntropy],
  ["Jeffreys", (counts, size) => smoothedEntropy(counts, size, 0.5)],
  ["Laplace", (counts, size) => smoothedEntropy(counts, size, 1)],
  ["Perks", (counts, size) => smoothedEntropy(counts, size, 1 / size)],
  ["posterior mean", (counts, size) => posteriorMeanEntropy(counts, size, 0.5)],
  ["James-Stein", jamesSteinEntropy],
  ["Nemenman-Shafee-Bialek", nemenmanShafeeBialekEntropy],
];
const others: [string, (counts: Counts) => number | undefined][] = [
  ["Miller-Madow", millerMadowEntropy],
  ["jackknife", jackknifeEntropy],
  ["Grassberger 1988", grassberger1988Entropy],
  ["Grassberger 2003", grassbergerEntropy],
  ["Chao-Shen", chaoShenEntropy],
  ["Chao-Wang-Jost", chaoWangJostEntropy],
  ["Pitman-Yor mixture", pitmanYorMixtureEntropy],
];

const someCounts = fc.array(fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 100_000 })), {
  minLength: 1,
  maxLength: 40,
});

describe.each(bounded)("%s", (_, entropyOf) => {
  test("lies in [0, log2 K]", () => {
    fc.assert(
      fc.property(someCounts, fc.integer({ min: 0, max: 1000 }), (counts, unseen) => {
        const size = counts.length + unseen;
        const bits = entropyOf(counts, size);
        expect(bits).toBeGreaterThanOrEqual(0);
        expect(bits).toBeLessThanOrEqual(Math.log2(size) + 1e-12);
      }),
    );
  });

  test("an alphabet of one symbol has exactly 0", () => {
    for (const count of [1, 2, 17, 1_000_000]) expect(entropyOf([count], 1)).toBe(0);
  });

  test("many equal counts are log2 K", () => {
    expect(entropyOf(new Array<number>(64).fill(1_000_000), 64)).toBeCloseTo(6, 5);
  });
});

test.each([...bounded, ...others])(
  "%s: names and order of the symbols do not matter, to the last bit",
  (_, entropyOf) => {
    fc.assert(
      fc.property(
        someCounts.chain((counts) =>
          fc.tuple(fc.constant(counts), fc.shuffledSubarray(counts, { minLength: counts.length })),
        ),
        ([counts, permuted]) => {
          const size = counts.length + 3;
          const bits = entropyOf(counts, size);
          expect(entropyOf([0, ...permuted, 0], size)).toBe(bits);
          expect(entropyOf(frequencySpectrum(permuted), size)).toBe(bits);
        },
      ),
      // Each takes 50 ms, as many as all of the others.
      { numRuns: entropyOf === pitmanYorMixtureEntropy ? 25 : 100 },
    );
  },
);

test.each([...bounded, ...others])("%s: merged shards are what the whole is", (_, entropyOf) => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 1, maxLength: 30 }), (pairs) => {
      const whole = pairs.map(([a, b]) => a + b + 1);
      const [left, right] = [pairs.map(([a]) => a), pairs.map(([, b]) => b + 1)];
      const merged = left.map((count, i) => count + right[i]!);
      expect(entropyOf(merged, whole.length)).toBe(entropyOf(whole, whole.length));
    }),
    { numRuns: 40 },
  );
});

test("all counts times m: the plug-in entropy stays, the corrections shrink towards it", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 20 }), (counts) => {
      const { frequencies, multiplicities } = frequencySpectrum(counts);
      const larger = spectrumFrom(
        frequencies.map((j) => 1e6 * j),
        multiplicities,
      );
      const bits = plugInEntropy(counts);
      expect(plugInEntropy(larger)).toBeCloseTo(bits, 12);
      for (const [, entropyOf] of [...bounded, ...others])
        expect(entropyOf(larger, counts.length)).toBeCloseTo(bits, 4);
    }),
    { numRuns: 20 },
  );
});
