import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { longRunDeviation } from "../../../src/math/intervals.ts";
import { grassbergerEntropy, plugInEntropy } from "../../../src/statistics/entropy.ts";
import {
  geometricDistances,
  heaviestAbsence,
  LagPairs,
  memoryInflation,
  memoryTime,
  testedDistances,
} from "../../../src/statistics/lag-information.ts";
import { uniformSymbols } from "./inputs.ts";

describe("lag pairs", () => {
  const size = 3;
  const symbols = uniformSymbols(300, size, 4).map((symbol, i, all) => (i % 3 === 2 ? all[i - 1]! : symbol));

  function pairsAt(segmentEnds: readonly number[], distance: number): [number, number][] {
    const starts = [0, ...segmentEnds];
    return segmentEnds.flatMap((end, s) => {
      const segment = [...symbols.slice(starts[s], end)];
      return segment.slice(distance).map((second, i) => [segment[i]!, second] as [number, number]);
    });
  }

  test.each([1, 2, 7, 140])("pairs %i apart, by their list", (distance) => {
    for (const ends of [[300], [130, 131, 300]]) {
      const lag = new LagPairs(symbols, ends, size);
      const pairs = pairsAt(ends, distance);
      const count = (take: (pair: [number, number]) => number, types: number) =>
        Array.from({ length: types }, (_, type) => pairs.filter((pair) => take(pair) === type).length);
      const both = count(([a, b]) => size * a + b, size * size);
      const first = count(([a]) => a, size);
      const second = count(([, b]) => b, size);
      const information = (entropy: (counts: number[]) => number) =>
        entropy(first) + entropy(second) - entropy(both);
      expect(lag.at(distance)).toEqual({
        pairs: pairs.length,
        plugIn: expect.closeTo(information(plugInEntropy), 12),
        grassberger: expect.closeTo(information(grassbergerEntropy), 12),
        coverage: expect.closeTo(1 - both.filter((c) => c === 1).length / pairs.length, 13),
        agreement: expect.closeTo(
          (first.reduce((sum, c, a) => sum + (c > 0 ? both[a * size + a]! / c : 0), 0) - 1) / (size - 1),
          12,
        ),
        leastExpected: expect.closeTo((Math.min(...first) * Math.min(...second)) / pairs.length, 12),
      });
    }
  });

  test.each([1, 3, 40])(
    "stretches at %i have the sums of what their pairs tell beyond the mean",
    (distance) => {
      for (const ends of [[300], [130, 131, 300]]) {
        const lag = new LagPairs(symbols, ends, size);
        lag.at(distance);
        const starts = [0, ...ends];
        const places = ends.flatMap((end, s) =>
          Array.from({ length: Math.max(0, end - distance - starts[s]!) }, (_, i) => starts[s]! + i),
        );
        const of = (match: (i: number) => boolean) => places.filter(match).length;
        const tells = places.map((at) => {
          const [a, b] = [symbols[at], symbols[at + distance]];
          const both = of((i) => symbols[i] === a && symbols[i + distance] === b);
          const expected = of((i) => symbols[i] === a) * of((i) => symbols[i + distance] === b);
          return Math.log2((both * places.length) / expected);
        });
        const mean = tells.reduce((sum, one) => sum + one, 0) / places.length;
        // A pair belongs to the stretch of its first symbol.
        const off = new Float64Array(160);
        places.forEach((at, p) => {
          off[Math.floor((at * 160) / 300)]! += tells[p]! - mean;
        });
        lag.stretchSums(distance).forEach((sum, b) => {
          expect(sum).toBeCloseTo(off[b]!, 11);
        });
      }
    },
  );

  test("no pairs, no information", () => {
    expect(new LagPairs(symbols, [100, 200, 300], size).at(100)).toBeUndefined();
    expect(new LagPairs(Uint8Array.of(0, 1), [2], 2).at(1)).toMatchObject({
      pairs: 1,
      plugIn: 0,
      coverage: 0,
    });
  });

  test("the inflation is the sum of squared correlations of agreement", () => {
    const direct = (ends: readonly number[]) => {
      const counts = [0, 1, 2].map((a) => symbols.filter((symbol) => symbol === a).length);
      let sum = 1;
      for (let k = 1; k <= 64; k++) {
        const pairs = pairsAt(ends, k);
        if (pairs.length === 0) return sum;
        const share = (a: number) => pairs.filter(([x, y]) => x === a && y === a).length / pairs.length;
        const trace = counts.reduce((t, count, a) => t + share(a) / (count / 300), -1);
        sum += 2 * (trace / (size - 1)) ** 2;
      }
      return sum;
    };
    for (const ends of [[300], [130, 131, 300], Array.from({ length: 10 }, (_, s) => 30 * (s + 1))])
      expect(memoryInflation(symbols, ends, size)).toBeCloseTo(direct(ends), 11);
    // Alternation of two symbols: t(k) = (-1)^k.
    const alternating = Uint8Array.from({ length: 2000 }, (_, i) => i % 2);
    expect(memoryInflation(alternating, [2000], 2)).toBeCloseTo(129, 9);
  });

  test("distances: all up to 8, then eight an octave; all up to 64 are tested", () => {
    expect(geometricDistances(0)).toEqual([]);
    expect(geometricDistances(16)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16]);
    expect(geometricDistances(9)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(testedDistances(3)).toEqual([1, 2, 3]);
    expect(testedDistances(100)).toEqual([
      ...Array.from({ length: 64 }, (_, i) => i + 1),
      70,
      76,
      83,
      91,
      99,
    ]);
  });

  test("slow waves have the deviation of noise, and that of memory in full", () => {
    const random = Random.fromSeed(6);
    const runs = 400;
    const ratio = (memory: number) => {
      let squares = 0;
      for (let run = 0; run < runs; run++) {
        let state = 0;
        const sums = Float64Array.from({ length: 160 }, () => {
          state = memory * state + random.uniform() - 0.5;
          return state;
        });
        squares += longRunDeviation(sums) ** 2 / runs;
      }
      // A long sum of this chain has the variance n/12 / (1 - memory)^2.
      return Math.sqrt((squares * 12) / 160) * (1 - memory);
    };
    expect(ratio(0)).toBeCloseTo(1, 1);
    expect(ratio(0.5)).toBeCloseTo(1, 1);
    // A memory of nine stretches of 160.
    expect(ratio(0.8)).toBeGreaterThan(0.8);
  });

  test("the time of a memory is the sum of its correlations, up to where noise begins", () => {
    const distances = [...Array.from({ length: 64 }, (_, i) => i + 1), 70, 76, 83, 91, 99, 108, 117, 128];
    const correlations = (rate: number) => distances.map((d) => rate ** d);
    // (1 + r)/(1 - r)
    expect(memoryTime(distances, correlations(0))).toBe(1);
    expect(memoryTime(distances, correlations(0.5))).toBeCloseTo(3, 1);
    expect(memoryTime(distances, correlations(0.8))).toBeCloseTo(9, 2);
    expect(memoryTime(distances, correlations(-0.5))).toBe(1);
    // What comes later does not count.
    expect(
      memoryTime(
        distances,
        distances.map((d) => (d <= 20 ? 0.5 ** d : 0.1)),
      ),
    ).toBeLessThan(4.5);
  });
});

/** Ones after as many zeros as are drawn. */
function strewn(n: number, length: (random: Random) => number, seed: number): Uint8Array {
  const random = Random.fromSeed(seed);
  const symbols = new Uint8Array(n);
  for (let at = 0; at < n; at += length(random) + 1) symbols[at] = 1;
  return symbols;
}

const geometric = (mean: number) => (random: Random) =>
  Math.floor(Math.log(1 - random.uniform()) / Math.log(mean / (mean + 1)));
const pareto = (exponent: number) => (random: Random) =>
  Math.floor(10 * (1 - random.uniform()) ** (-1 / exponent));

describe("the heaviest tail of absences", () => {
  // Equal lengths are spread evenly over their unit, which is coarse where most are of one or two.
  test.each([
    [1, 0.08],
    [3, 0.02],
    [30, 0.02],
    [200, 0.02],
  ])("geometric lengths with mean %i have shape 0", (mean, coarse) => {
    const shapes = Array.from({ length: 20 }, (_, seed) => {
      const { shape, lengths } = heaviestAbsence(strewn(200_000, geometric(mean), seed), [200_000], 2)!;
      expect(Math.abs(shape)).toBeLessThan(4 / Math.sqrt(lengths) + coarse);
      return shape;
    });
    expect(Math.abs(shapes.reduce((sum, x) => sum + x, 0) / 20)).toBeLessThan(coarse);
  });

  test.each([1.5, 2, 3])("lengths that fall as x^-%f have the shape of its inverse", (exponent) => {
    const shapes = Array.from(
      { length: 20 },
      (_, seed) => heaviestAbsence(strewn(200_000, pareto(exponent), seed), [200_000], 2)!.shape,
    );
    // The larger the shape, the more is missing of what is seldom seen.
    expect(Math.abs(shapes.reduce((sum, x) => sum + x, 0) / 20 - 1 / exponent)).toBeLessThan(0.08);
  });

  test("bursts of errors have geometric tails, however different their two means", () => {
    const bursts = (random: Random) => geometric(random.uniform() < 0.2 ? 100 : 3)(random);
    const shapes = Array.from(
      { length: 20 },
      (_, seed) => heaviestAbsence(strewn(200_000, bursts, seed), [200_000], 2)!.shape,
    );
    expect(shapes.reduce((sum, x) => sum + x, 0) / 20).toBeLessThan(0.15);
  });

  test("is that of the symbol with the heaviest, a rarer one where it is no chance", () => {
    const random = Random.fromSeed(3);
    // 2 stays away without a scale; 0 and 1 stand in its absences by coin.
    const symbols = strewn(50_000, pareto(1.2), 4).map((one) => (one === 1 ? 2 : random.below(2)));
    expect(heaviestAbsence(symbols, [50_000], 3)).toMatchObject({ symbol: 2 });
  });

  test("absences end with their segment, and few say nothing", () => {
    const symbols = Uint8Array.from({ length: 200 }, (_, i) => (i % 100 === 0 || i % 100 === 99 ? 1 : 0));
    expect(heaviestAbsence(symbols, [200], 2)).toBeUndefined();
    const periodic = Uint8Array.from({ length: 2000 }, (_, i) => (i % 4 === 0 ? 1 : 0));
    // All lengths are equal: nothing exceeds the least.
    expect(heaviestAbsence(periodic, [2000], 2)).toBeUndefined();
    expect(heaviestAbsence(new Uint8Array(1000), [1000], 1)).toBeUndefined();
    const pairs = Uint8Array.from({ length: 4000 }, (_, i) => [1, 0, 1, 0, 0, 1, 0, 0, 0][i % 9] ?? 0);
    const cut = Array.from({ length: 2000 }, (_, s) => 2 * (s + 1));
    expect(heaviestAbsence(pairs, cut, 2)).toBeUndefined();
  });
});
