import { describe, expect, test } from "vitest";
import { shuffled } from "../../../src/math/sampling.ts";
import {
  type ApproximatePeriod,
  approximatePeriod,
  exactPeriod,
  likelyLags,
  projectedAgreements,
} from "../../../src/statistics/periods.ts";
import { words } from "../sources/support.ts";
import { uniformIntegers, uniformSymbols } from "./inputs.ts";

describe("exact period", () => {
  /** The least period by trying every one on every segment. */
  function triedPeriod(symbols: readonly number[], segmentEnds: readonly number[]): number | undefined {
    const segments = segmentEnds
      .map((end, s) => symbols.slice(s === 0 ? 0 : segmentEnds[s - 1], end))
      .filter((segment) => segment.length > 0);
    for (let p = 1; p <= symbols.length; p++) {
      const holds = (segment: number[]) =>
        2 * p <= segment.length && segment.every((symbol, i) => i < p || symbol === segment[i - p]);
      if (segments.length > 0 && segments.every(holds)) return p;
    }
    return undefined;
  }

  test("all words of two symbols up to ten, whole and in two segments", () => {
    for (let n = 0; n <= 10; n++)
      for (const word of words(2, n))
        for (let cut = 0; cut <= n; cut++) {
          const ends = n === 0 ? [] : [cut, n];
          const found = exactPeriod(Uint8Array.from(word), ends);
          if (found !== triedPeriod(word, ends)) expect.fail(`${word.join("")} at ${cut}: ${found}`);
        }
  });

  test("segments with periods of their own share a multiple, or none", () => {
    // 2 and 3 symbols: 6 is a period of both.
    const symbols = Uint8Array.from([..."010101010101", ..."001001001001"], Number);
    expect(exactPeriod(symbols, [12, 24])).toBe(6);
    expect(exactPeriod(symbols.subarray(0, 23), [12, 23])).toBeUndefined();
    expect(exactPeriod(symbols.subarray(0, 12), [12, 12])).toBe(2);
  });
});

describe("approximate period", () => {
  const countsOf = (symbols: ArrayLike<number>, size: number) =>
    Array.from({ length: size }, (_, a) => Array.from(symbols).filter((symbol) => symbol === a).length);

  /** The definition, with every lag counted. */
  function byDefinition(symbols: ArrayLike<number>, size: number): ApproximatePeriod | undefined {
    const n = symbols.length;
    const lags = Math.floor(n / 3);
    const law = countsOf(symbols, size).map((count) => count / n);
    const chance = law.reduce((sum, p) => sum + p ** 2, 0);
    const variance = chance - chance ** 2 + 2 * (law.reduce((sum, p) => sum + p ** 3, 0) - chance ** 2);
    const error = (lag: number) => Math.sqrt(variance / (n - lag));
    const rates = Array.from({ length: n }, (_, lag) => {
      let equal = 0;
      for (let i = lag; i < n; i++) if (symbols[i] === symbols[i - lag]) equal++;
      return equal / (n - lag);
    });
    const bar = Math.sqrt(2 * Math.log(100 * lags));
    const significant = (lag: number) => rates[lag]! - chance > bar * error(lag);
    const all = Array.from({ length: lags }, (_, i) => i + 1);
    const found = all.filter(significant);
    if (found.length === 0) return undefined;
    const highest = Math.max(...found.map((lag) => rates[lag]!));
    const best = found.find((lag) => rates[lag] === highest)!;
    const period = all.find(
      (p) => best % p === 0 && significant(p) && rates[p]! >= highest - 5 * Math.SQRT2 * error(p),
    );
    if (period === undefined) return undefined;
    const rate = rates[period]!;
    const remains = [2, 3, 4, 5, 8].every(
      (m) => m * period > (2 * n) / 3 || rates[m * period]! - chance > (rate - chance) / 2,
    );
    return remains ? { period, rate, chance, lags } : undefined;
  }

  test.each([2, 3, 6])("noisy periods over %i symbols, by the definition", (size) => {
    const draw = uniformIntegers(17 + size);
    let some = 0;
    let none = 0;
    for (let run = 0; run < 60; run++) {
      const period = 1 + draw(30);
      const noise = draw(100);
      const word = uniformSymbols(period, size, run + 1);
      const fresh = uniformSymbols(191, size, run + 1000);
      const symbols = fresh.map((symbol, i) => (draw(100) < noise ? symbol : word[i % period]!));
      const expected = byDefinition(symbols, size);
      const found = approximatePeriod(symbols, countsOf(symbols, size), draw);
      if (expected === undefined) {
        expect(found).toBeUndefined();
        none++;
      } else {
        expect(found).toEqual({
          period: expected.period,
          rate: expect.closeTo(expected.rate, 13),
          chance: expect.closeTo(expected.chance, 13),
          lags: 63,
        });
        some++;
      }
    }
    expect(Math.min(some, none)).toBeGreaterThan(5);
  });

  /** Short, and so noisy that the period is found about half of the time, or a multiple of it, or chance. */
  test.each([2, 4])("periods on the verge over %i symbols, by the definition", (size) => {
    const draw = uniformIntegers(71 + size);
    const kinds = new Map<string, number>();
    for (let run = 0; run < 300; run++) {
      const period = 1 + draw(7);
      const noise = 40 + draw(40);
      const word = uniformSymbols(period, size, run + 5000);
      const fresh = uniformSymbols(90, size, run + 6000);
      const symbols = fresh.map((symbol, i) => (draw(100) < noise ? symbol : word[i % period]!));
      const expected = byDefinition(symbols, size);
      const found = approximatePeriod(symbols, countsOf(symbols, size), draw);
      expect(found?.period).toBe(expected?.period);
      const kind = found === undefined ? "none" : found.period === period ? "own" : "other";
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    for (const kind of ["none", "own", "other"]) expect(kinds.get(kind)).toBeGreaterThan(1);
  });

  test("lags to be counted: the first 64, and the 128 that stand out most for their number of pairs", () => {
    const n = 1400;
    const draw = uniformIntegers(5);
    const projected = Float64Array.from({ length: 401 }, () => draw(1 << 20));
    projected[0] = 1e9;
    const ranked = Array.from({ length: 400 }, (_, i) => i + 1)
      .sort((a, b) => projected[b]! / Math.sqrt(n - b) - projected[a]! / Math.sqrt(n - a))
      .slice(0, 128);
    const expected = Array.from({ length: 400 }, (_, i) => i + 1).filter(
      (lag) => lag <= 64 || ranked.includes(lag),
    );
    expect(likelyLags(projected, n)).toEqual(expected);
    // Where there are fewer lags than that, all are counted.
    expect(likelyLags(projected.slice(0, 101), n)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(likelyLags(projected.slice(0, 1), n)).toEqual([]);
    // Of 1000 that are all alike 320.
    const equal = Float64Array.from({ length: 1001 }, () => 0);
    expect(likelyLags(equal, 4096)).toEqual(Array.from({ length: 320 }, (_, i) => i + 1));
  });

  test("an echo whose multiples do not agree is no period", () => {
    // Pairs of equal symbols 30 apart, and no more.
    const noise = uniformSymbols(180, 4, 9);
    const echo = noise.map((symbol, i) => (i % 60 >= 30 ? noise[i - 30]! : symbol));
    expect(byDefinition(echo, 4)).toBeUndefined();
    expect(approximatePeriod(echo, countsOf(echo, 4), uniformIntegers(1))).toBeUndefined();
  });

  test("among many lags the projection finds the significant one", () => {
    const word = uniformSymbols(701, 8, 21);
    const fresh = uniformSymbols(9000, 8, 22);
    const draw = uniformIntegers(23);
    const symbols = fresh.map((symbol, i) => (draw(10) < 4 ? symbol : word[i % 701]!));
    const { period, rate, lags } = approximatePeriod(symbols, countsOf(symbols, 8), draw)!;
    expect([period, lags]).toEqual([701, 3000]);
    const equal = symbols.filter((symbol, i) => i >= 701 && symbol === symbols[i - 701]).length;
    expect(rate).toBeCloseTo(equal / (9000 - 701), 13);
  });

  test("what is too short or of one symbol has none", () => {
    expect(approximatePeriod(Uint8Array.of(0, 1), [1, 1], uniformIntegers(1))).toBeUndefined();
    expect(approximatePeriod(new Uint8Array(90), [90], uniformIntegers(1))).toBeUndefined();
    expect(approximatePeriod(new Uint8Array(0), [0, 0], uniformIntegers(1))).toBeUndefined();
  });

  test("a mark every 188 symbols, of which each segment begins with another part, is found where one segment shows too little", {
    tags: ["slow"],
  }, () => {
    const draw = uniformIntegers(5);
    const segments = 24;
    const length = 4166;
    const phases = Array.from({ length: segments }, () => draw(188));
    const symbols = uniformSymbols(segments * length, 256, 3);
    const marked = symbols.map((symbol, i) =>
      ((i % length) + phases[Math.floor(i / length)]!) % 188 === 0 ? 0x47 : symbol,
    );
    const segmentEnds = Array.from({ length: segments }, (_, s) => (s + 1) * length);
    expect(approximatePeriod(marked, countsOf(marked, 256), draw, segmentEnds)?.period).toBe(188);
    const one = marked.slice(0, length);
    expect(approximatePeriod(one, countsOf(one, 256), draw)).toBeUndefined();
    expect(approximatePeriod(symbols, countsOf(symbols, 256), draw, segmentEnds)).toBeUndefined();
  });

  test("symbols of two segments are not compared", () => {
    const draw = uniformIntegers(6);
    const word = uniformSymbols(300, 256, 4);
    const twice = Uint8Array.from([...word, ...word, ...word, ...word]);
    expect(approximatePeriod(twice, countsOf(twice, 256), draw)?.period).toBe(300);
    expect(approximatePeriod(twice, countsOf(twice, 256), draw, [300, 600, 900, 1200])).toBeUndefined();
  });
});

describe("lag agreements", () => {
  const plane = [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const;

  /** sum over i of the product of deviations at i and at i + lag. */
  function correlation(points: readonly (readonly [number, number])[], lag: number): number {
    const mean = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis]!, 0) / points.length);
    let sum = 0;
    for (let i = lag; i < points.length; i++)
      for (const axis of [0, 1])
        sum += (points[i]![axis]! - mean[axis]!) * (points[i - lag]![axis]! - mean[axis]!);
    return sum;
  }

  const countsOf = (symbols: ArrayLike<number>, size: number) =>
    Array.from({ length: size }, (_, a) => Array.from(symbols).filter((symbol) => symbol === a).length);

  test.each([1, 2, 3, 4])("%i symbols: the most frequent are opposite, no draw is needed", (size) => {
    // Later symbols are the more frequent.
    const symbols = uniformSymbols(100, 1 << size, 3).map((x) => Math.min(size - 1, 31 - Math.clz32(x + 1)));
    const counts = countsOf(symbols, size);
    const order = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
    const points = Array.from(symbols, (symbol) => plane[order.indexOf(symbol)]!);
    const found = projectedAgreements(symbols, counts, 33, () => expect.fail("a draw"));
    expect(found.length).toBe(34);
    found.forEach((value, lag) => {
      expect(value).toBeCloseTo(correlation(points, lag), 10);
    });
  });

  test("more symbols: four in a row get directions in an order that is drawn", () => {
    const size = 7;
    const symbols = uniformSymbols(200, size, 5);
    const counts = countsOf(symbols, size);
    const order = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
    const draws = uniformIntegers(8);
    const directions = [0, 4].flatMap(() => [...shuffled(Uint8Array.of(0, 1, 2, 3), draws)]);
    const points = Array.from(symbols, (symbol) => plane[directions[order.indexOf(symbol)]!]!);
    projectedAgreements(symbols, counts, 56, uniformIntegers(8)).forEach((value, lag) => {
      expect(value).toBeCloseTo(correlation(points, lag), 10);
    });
  });
});
