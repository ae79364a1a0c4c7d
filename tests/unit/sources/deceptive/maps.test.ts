import { describe, expect, it } from "vitest";
import type { Machine } from "../../../../src/core/source.ts";
import type { Truth } from "../../../../src/core/truth.ts";
import { unifilarEntropyRate } from "../../../../src/exact/machine.ts";
import { bind, blockChiSquare, chiSquareLimit, take } from "../support.ts";

const exactValue = (truth: Truth | undefined): number => {
  if (truth?.status !== "exact") throw new Error(`expected a value, got ${JSON.stringify(truth)}`);
  return truth.value;
};

describe("logistic-map", () => {
  it("at r = 4 is the itinerary of an orbit", async () => {
    const symbols = take(await bind("logistic-map(r=4)"), 2000, 3);
    // Binary digits of the angle from the symbols, with either first digit: x = sin^2(pi theta).
    const digits = [0];
    for (const symbol of symbols) digits.push((digits.at(-1) as number) ^ symbol);
    const x = (n: number): number => {
      let angle = 0;
      for (let i = 60; i >= 0; i--) angle = (angle + (digits[n + i] as number)) / 2;
      return Math.sin(Math.PI * angle) ** 2;
    };
    for (let n = 0; n + 62 < symbols.length; n++) {
      expect(x(n + 1)).toBeCloseTo(4 * x(n) * (1 - x(n)), 9);
      expect(symbols[n]).toBe(x(n) > 1 / 2 ? 1 : 0);
    }
  });

  it("at the Feigenbaum point is the itinerary of 1/2", async () => {
    const symbols = take(await bind("logistic-map(r=3.569945671870945)"), 4000);
    let x = 1 / 2;
    for (const symbol of symbols) {
      x = 3.569945671870945 * x * (1 - x);
      expect(symbol).toBe(x > 1 / 2 ? 1 : 0);
    }
  });

  it("refuses what it cannot do", async () => {
    await expect(bind("logistic-map(r=3.8)")).rejects.toThrow("r can be 4 or 3.569945671870945");
  });
});

describe("tent-map", () => {
  /** Slopes at which 1/2 comes back: roots of its kneading polynomials. */
  const markovian: readonly (readonly [string, number, number])[] = [
    ["sqrt 2", Math.SQRT2, 2],
    ["phi", (Math.sqrt(5) + 1) / 2, 2],
    ["tribonacci", 1.839286755214161, 3],
    ["fourth root of 2", Math.sqrt(Math.SQRT2), 4],
  ];

  it.each(markovian)("at %s has a machine whose rate is log2 of the slope", async (_, slope) => {
    const source = await bind(`tent-map(slope=${slope})`);
    const machine = source.machine?.() as Machine;
    expect(unifilarEntropyRate(machine)).toBeCloseTo(Math.log2(slope), 9);
    expect(exactValue(source.truth().entropyRate)).toBe(Math.log2(slope));
    const { statistic, limit } = blockChiSquare(source, machine, 6, 8000, 20_240);
    expect(statistic).toBeLessThan(limit);
  });

  it.each([1.1, 1.25, 1.5, 1.7, 1.9])(
    "at %f has intervals whose rate is log2 of the slope",
    async (slope) => {
      const source = await bind(`tent-map(slope=${slope})`);
      const machine = source.machine?.() as Machine;
      expect(unifilarEntropyRate(machine)).toBeCloseTo(Math.log2(slope), 11);
      const { statistic, limit } = blockChiSquare(source, machine, 6, 8000, 20_240);
      expect(statistic).toBeLessThan(limit);
    },
  );

  it("has no machine where too many intervals matter", async () => {
    const source = await bind("tent-map(slope=1.02)");
    expect(source.machine?.()).toBeUndefined();
    expect(source.truth().excessEntropy?.status).toBe("unknown");
    expect(take(source, 1000, 1, 13).every((symbol) => symbol < 2)).toBe(true);
  });

  it("at sqrt 2 alternates between bands", async () => {
    const { excessEntropy } = (await bind(`tent-map(slope=${Math.SQRT2})`)).truth();
    expect(exactValue(excessEntropy)).toBe(1);
    const symbols = take(await bind(`tent-map(slope=${Math.SQRT2})`), 2000);
    const even = symbols.filter((_, i) => i % 2 === 0).every((symbol) => symbol === 1);
    const odd = symbols.filter((_, i) => i % 2 === 1).every((symbol) => symbol === 1);
    expect(even !== odd).toBe(true);
  });

  it.each([1.1, 1.3, 1.5, 1.7, 1.9])(
    "at %f has the words of orbits iterated with many digits",
    async (slope) => {
      // An orbit in whole numbers of 2^-4096, from a random place; 3000 digits are left over after 1000 steps.
      const bits = 4096n;
      const one = 1n << bits;
      const factor = BigInt(Math.round(slope * 2 ** 52));
      const count = (symbols: ArrayLike<number>, counts: Float64Array): void => {
        for (let i = 0; i + 4 <= symbols.length; i += 41) {
          // an odd step, for below sqrt 2 the orbit visits an even number of bands by turns
          const word = [0, 1, 2, 3].reduce((sum, j) => 2 * sum + (symbols[i + j] as number), 0);
          counts[word] = (counts[word] as number) + 1;
        }
      };
      const [ours, theirs] = [new Float64Array(16), new Float64Array(16)];
      const source = await bind(`tent-map(slope=${slope})`);
      let noise = 12_345n;
      for (let run = 0; run < 150; run++) {
        noise = (noise * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % (1n << 64n);
        let x = ((noise << (bits - 64n)) * 999_983n) % one;
        const symbols: number[] = [];
        for (let n = 0; n < 1000; n++) {
          symbols.push(2n * x > one ? 1 : 0);
          x = (factor * (2n * x > one ? one - x : x)) >> 52n;
        }
        count(symbols.slice(400 + (run % 16)), theirs);
        count(take(source, 600, run), ours);
      }
      let statistic = 0;
      let cells = 0;
      ours.forEach((a, word) => {
        const b = theirs[word] as number;
        if (a + b < 10) return;
        const [n, m] = [ours.reduce((s, c) => s + c, 0), theirs.reduce((s, c) => s + c, 0)];
        statistic += (a * Math.sqrt(m / n) - b * Math.sqrt(n / m)) ** 2 / (a + b);
        cells++;
      });
      expect(statistic).toBeLessThan(chiSquareLimit(Math.max(1, cells - 1)));
    },
  );

  it("has words that grow as fast as the slope", async () => {
    // Topological entropy is log2 of the slope as well: count the words of length 14 that occur.
    const slope = 1.7;
    const text = take(await bind(`tent-map(slope=${slope})`), 1_000_000, 2).join("");
    const words = (k: number) =>
      new Set(Array.from({ length: 999_900 }, (_, i) => text.slice(i, i + k))).size;
    expect(words(14) / words(13)).toBeGreaterThan(slope - 0.05);
    expect(words(14) / words(13)).toBeLessThan(slope + 0.05);
  });

  it("knows the golden mean", async () => {
    const tent = (await bind(`tent-map(slope=${(Math.sqrt(5) + 1) / 2})`)).truth();
    const golden = (await bind(`golden-mean(p=${(Math.sqrt(5) - 1) / 2})`)).truth();
    for (const quantity of [
      "symbolEntropy",
      "entropyRate",
      "excessEntropy",
      "statisticalComplexity",
    ] as const) {
      expect(exactValue(tent[quantity])).toBeCloseTo(exactValue(golden[quantity]), 9);
    }
  });
});
