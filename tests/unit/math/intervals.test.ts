import { describe, expect, it, test } from "vitest";
import { measuredStructure } from "../../../src/context/shared-order.ts";
import { Random } from "../../../src/core/random.ts";
import {
  documentError,
  entropyInfluences,
  reachAbove,
  studentQuantile,
  wilsonInterval,
} from "../../../src/math/intervals.ts";
import { bindRecipe } from "../../../src/sources/recipe.ts";
import { contextOfSymbols } from "../estimators/context-of.ts";

describe("student t", () => {
  // References: root of the regularised incomplete beta function in 30-digit arithmetic.
  test.each([
    [0.95, 1, 12.706204736174705],
    [0.95, 2, 4.302652729749464],
    [0.95, 3, 3.1824463052837095],
    [0.95, 4, 2.7764451051977943],
    [0.95, 9, 2.2621571627982053],
    [0.95, 18, 2.1009220402410387],
    [0.95, 19, 2.0930240544083096],
    [0.95, 100, 1.9839715185235522],
    [0.95, 1000, 1.9623390808264085],
    [0.99, 3, 5.840909309733357],
    [0.99, 19, 2.860934606464979],
    [0.8, 19, 1.3277282090267983],
    [0.5, 7, 0.7111417780817864],
    [0.999, 10, 4.586893858702636],
    [0.99, 2, 9.924843200918293],
  ])("P(|T| <= t) = %d with %i degrees of freedom", (level, degrees, expected) =>
    expect(Math.abs(studentQuantile(level, degrees) / expected - 1)).toBeLessThan(1e-12),
  );

  test("tends to the normal quantile", () => {
    // z + (z^3 + z) / (4 nu) for z = 1.959963984540054.
    const z = 1.959963984540054;
    expect(studentQuantile(0.95, 1_000_000)).toBeCloseTo(z + (z * z * z + z) / 4e6, 9);
  });

  test("refuses levels and degrees of freedom that do not exist", () => {
    expect(() => studentQuantile(1, 5)).toThrow(RangeError);
    expect(() => studentQuantile(Number.NaN, 5)).toThrow(RangeError);
    expect(() => studentQuantile(0.95, 0)).toThrow(RangeError);
    expect(() => studentQuantile(0.95, 2.5)).toThrow(RangeError);
  });
});

describe("wilson interval", () => {
  // Bounds solve (share - p)^2 = z^2 p (1 - p) / n: put back into that equation.
  test.each([
    [8, 10],
    [95, 100],
    [1, 3],
    [470, 1000],
  ])("%i of %i solves its equation", (hits, trials) => {
    const z = 1.959963984540054;
    for (const p of wilsonInterval(hits, trials, z)) {
      expect((hits / trials - p) ** 2).toBeCloseTo((z * z * p * (1 - p)) / trials, 14);
    }
  });

  test("8 of 10 as in the literature", () => {
    const [lower, upper] = wilsonInterval(8, 10, 1.96);
    expect(lower).toBeCloseTo(0.490157, 5);
    expect(upper).toBeCloseTo(0.943319, 5);
  });

  test("none and all stay within 0 and 1", () => {
    expect(wilsonInterval(0, 20, 1.96)[0]).toBe(0);
    expect(wilsonInterval(20, 20, 1.96)[1]).toBe(1);
  });
});

describe("reach above", () => {
  it("is symmetric for small errors, and that of the logarithm for larger ones", () => {
    expect(reachAbove(1, 0)).toBe(0);
    expect(reachAbove(100, 0.01)).toBeCloseTo(0.01, 5);
    expect(reachAbove(2, 2)).toBeCloseTo(2 * Math.E - 2, 12);
    expect(reachAbove(1, 1000)).toBe(1000);
    expect(reachAbove(1, 5)).toBeCloseTo(Math.exp(3) - 1, 12);
    expect(reachAbove(0, 3)).toBe(3);
    expect(reachAbove(-1, 3)).toBe(3);
  });

  it("counts of rare events: a symmetric interval misses them more often", () => {
    const random = Random.fromSeed(3);
    const mean = 8;
    const runs = 4000;
    let [symmetric, reached] = [0, 0];
    for (let run = 0; run < runs; run++) {
      let count = 0;
      let time = -Math.log(1 - random.uniform());
      while (time < mean) {
        time -= Math.log(1 - random.uniform());
        count++;
      }
      const half = 1.96 * Math.sqrt(count);
      if (Math.abs(count - mean) <= half) symmetric++;
      if (count - half <= mean && mean <= count + reachAbove(count, half)) reached++;
    }
    expect(symmetric / runs).toBeLessThan(0.93);
    expect(reached / runs).toBeGreaterThan(0.95);
  });

  // H2(.02): a chain that seldom moves, of which 1 000 symbols show some twenty moves.
  it("the bound of h of a sticky chain holds", async () => {
    const source = await bindRecipe("markov(order=1, matrix=[[0.98,0.02],[0.02,0.98]])");
    const exact = -0.02 * Math.log2(0.02) - 0.98 * Math.log2(0.98);
    let [held, runs] = [0, 0];
    for (let run = 0; run < 100; run++) {
      const symbols = new Uint8Array(1000);
      source.open(Random.fromSeed(9_100_000 + run)).fill(symbols);
      const { measured, errors } = contextOfSymbols(symbols, 2).get(measuredStructure);
      if (!measured.covered || errors === undefined) continue;
      runs++;
      const { below, above } = errors.entropyGain;
      if (measured.entropyGain - below <= exact && exact <= measured.entropyGain + above) held++;
    }
    expect(runs).toBeGreaterThan(90);
    expect(held / runs).toBeGreaterThan(0.9);
  });
});

describe("document influences", () => {
  const documents = ["abracadabra", "banana", "", "a", "cab"].map((text) => Buffer.from(text));

  function countsOf(texts: readonly Uint8Array[], order: 1 | 2): Float64Array {
    const counts = new Float64Array(256 ** order);
    for (const bytes of texts)
      for (let i = order - 1; i < bytes.length; i++)
        counts[(order === 2 ? 256 * bytes[i - 1]! : 0) + bytes[i]!]!++;
    return counts;
  }

  /** Of counts that need not be whole. */
  function entropyOf(counts: Float64Array): number {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.reduce(
      (sum, count) => (count > 0 ? sum - (count / total) * Math.log2(count / total) : sum),
      0,
    );
  }

  test.each([1, 2] as const)("influences on words of %i are derivatives of the entropy", (order) => {
    const counts = countsOf(documents, order);
    const influences = entropyInfluences(documents, counts, order);
    const step = 1e-5;
    const slopes = documents.map((document) => {
      const own = countsOf([document], order);
      const at = (share: number) => entropyOf(counts.map((count, word) => count + share * own[word]!));
      return (at(step) - at(-step)) / (2 * step);
    });
    influences.forEach((influence, i) => {
      expect(influence).toBeCloseTo(slopes[i]!, 8);
    });
  });

  test("pairs that no document has within a block tell nothing", () => {
    const counts = countsOf([Buffer.from("abab")], 2);
    const [, other] = entropyInfluences([Buffer.from("abab"), Buffer.from("xyz")], counts, 2);
    // Two pairs of no bits, against the entropy of two in three and one in three.
    expect(other).toBeCloseTo((-2 * 0.9182958340544896) / 3, 12);
  });

  test("the error of one document is unknown; that of two equal ones is 0", () => {
    expect(documentError([], 5)).toBeUndefined();
    expect(documentError([0.1], 1)).toBeUndefined();
    expect(documentError([0, 0], 2)).toBe(0);
    // 8 documents, of which 3 were drawn: sqrt(8 (9 + 16 + 0)/2).
    expect(documentError([3, -4, 0], 8)).toBe(10);
  });

  test("intervals hold the entropy of the law from which documents are drawn", () => {
    const random = Random.fromSeed(1);
    const truth = 0.9182958340544896; // of one in three
    const runs = 400;
    let held = 0;
    for (let run = 0; run < runs; run++) {
      const drawn = Array.from({ length: 40 }, () => {
        const ones = [0.1, 0.3, 0.6][random.below(3)]!;
        return Uint8Array.from({ length: 100 }, () => (random.uniform() < ones ? 1 : 0));
      });
      const counts = countsOf(drawn, 1);
      const error = documentError(entropyInfluences(drawn, counts, 1), drawn.length)!;
      if (Math.abs(entropyOf(counts) - truth) <= studentQuantile(0.95, drawn.length - 1) * error) held++;
    }
    // .95 and three standard errors of 400 runs.
    expect(held / runs).toBeGreaterThan(0.917);
    expect(held / runs).toBeLessThan(0.983);
  });
});
