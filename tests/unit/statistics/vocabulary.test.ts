import { describe, expect, test } from "vitest";
import { heapsExponent, taylorExponent, typeToken } from "../../../src/statistics/vocabulary.ts";
import { maximumLikelihoodZipf } from "../../../src/statistics/zipf.ts";
import { uniformIntegers } from "./inputs.ts";

describe("Zipf exponent by maximum likelihood", () => {
  // Root of the score and Fisher information in 30-digit arithmetic; the second is log2 3.
  test.each<[number[], number, number]>([
    [[1, 5, 50, 2, 20, 0, 1, 10, 5, 1], 1.6603958029169208, 0.15329181319167817],
    [[1, 3], Math.log2(3), 1.6658807404315623],
    [[1_000_000, 1], 19.931568569324174, 1.4426957622363035],
    [[2, 1, 2, 2], 0.30227712877377266, 0.7058777643569473],
  ])("counts %j", (counts, exponent, standardError) => {
    const fit = maximumLikelihoodZipf(counts);
    expect(fit?.exponent).toBeCloseTo(exponent, 11);
    expect(fit?.standardError).toBeCloseTo(standardError, 9);
    expect(fit?.types).toBe(counts.filter((c) => c > 0).length);
  });

  test.each([
    [1000, 1.07, 1.0699998623900537],
    [200, 0.6, 0.6000000315339088],
  ])("%i types of rounded counts 1e7 r^-%d", (types, s, fitted) => {
    const counts = Uint32Array.from({ length: types }, (_, r) =>
      Math.round(1e7 * Math.exp(-s * Math.log(r + 1))),
    );
    expect(maximumLikelihoodZipf(counts)?.exponent).toBeCloseTo(fitted, 11);
  });

  test("equal counts: 0; a single type: undefined", () => {
    expect(maximumLikelihoodZipf([5, 5, 5, 5])?.exponent).toBeCloseTo(0, 12);
    expect(maximumLikelihoodZipf([5, 0])).toBeUndefined();
    expect(maximumLikelihoodZipf([])).toBeUndefined();
  });
});

describe("Heaps exponent", () => {
  test("every token new: exponent 1, factor 1, on the grid 2^(j/4)", () => {
    const fit = heapsExponent(
      Uint32Array.from({ length: 100 }, (_, i) => i),
      100,
    );
    expect([...fit!.tokens]).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 13, 16, 19, 23, 27, 32, 38, 45, 54, 64, 76, 91, 100,
    ]);
    expect([...fit!.types]).toEqual([...fit!.tokens]);
    expect(fit!.exponent).toBeCloseTo(1, 13);
    expect(fit!.factor).toBeCloseTo(1, 13);
  });

  test("a closed vocabulary read from beyond its size on: exponent 0", () => {
    const fit = heapsExponent(
      Uint8Array.from({ length: 5000 }, (_, i) => i % 7),
      256,
      7,
    );
    expect(fit?.exponent).toBe(0);
    expect(fit?.factor).toBeCloseTo(7, 12);
    expect(fit?.tokens[0]).toBe(7);
  });

  test("V(n) = floor(sqrt n) + 1 types by construction: the slope of exactly those points", () => {
    const n = 10_000;
    const symbols = Uint16Array.from({ length: n }, (_, i) =>
      Number.isInteger(Math.sqrt(i + 1)) ? Math.sqrt(i + 1) : 0,
    );
    const fit = heapsExponent(symbols, 101, 100)!;
    expect([...fit.types]).toEqual([...fit.tokens].map((size) => Math.floor(Math.sqrt(size)) + 1));
    const x = [...fit.tokens].map(Math.log);
    const y = [...fit.types].map(Math.log);
    const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
    const m = x.length;
    const slope =
      (m * sum(x.map((v, i) => v * y[i]!)) - sum(x) * sum(y)) / (m * sum(x.map((v) => v * v)) - sum(x) ** 2);
    expect(fit.exponent).toBeCloseTo(slope, 11);
    expect(Math.abs(fit.exponent - 0.5)).toBeLessThan(0.02);
  });

  test("too short: undefined", () => {
    expect(heapsExponent(Uint8Array.of(1, 2), 3)).toBeUndefined();
    expect(heapsExponent(new Uint8Array(0), 3)).toBeUndefined();
    expect(heapsExponent(new Uint8Array(100), 3, 100)).toBeUndefined();
  });
});

describe("type-token measures", () => {
  test("of 5 types in 12 tokens", () => {
    // counts 6, 3, 1, 1, 1: pairs 30 + 6 = 36.
    const measures = typeToken([6, 0, 1, 3, 1, 1]);
    expect(measures).toMatchObject({
      tokens: 12,
      types: 5,
      hapaxes: 3,
      typeTokenRatio: 5 / 12,
      baayenP: 0.25,
    });
    expect(measures.guiraudR).toBeCloseTo(5 / Math.sqrt(12), 15);
    expect(measures.simpsonD).toBeCloseTo(36 / 132, 15);
    expect(measures.honoreH).toBeCloseTo((100 * Math.log(12)) / 0.4, 12);
    expect(measures.yuleK).toBeCloseTo(2500, 12);
  });
  test("what does not exist is undefined, never infinite", () => {
    expect(typeToken([1])).toMatchObject({ simpsonD: undefined, honoreH: undefined, yuleK: 0 });
    expect(typeToken([1, 1, 1])).toMatchObject({ simpsonD: 0, honoreH: undefined });
  });
});

describe("taylor exponent", () => {
  test("all types rise and fall together: exponent 1", () => {
    // Odd windows hold type k 2^k times for k = 0..4, even windows type 5 in their place; the rest never varies.
    const rising = [0, 1, 2, 3, 4].flatMap((k) => new Array<number>(2 ** k).fill(k));
    const resting = new Array<number>(31).fill(5);
    const rest = Array.from({ length: 33 }, (_, i) => 6 + i);
    const symbols = Uint8Array.from(
      Array.from({ length: 20 }, (_, w) => [...(w % 2 === 0 ? resting : rising), ...rest]).flat(),
    );
    // Mean and deviation are both half of what a type has in its windows.
    const fit = taylorExponent(symbols, [symbols.length], 39, 64)!;
    expect(fit.exponent).toBeCloseTo(1, 12);
    expect(fit.span).toBeCloseTo(31, 10);
    expect(fit.windows).toBe(20);
  });

  test("independent symbols: one half", () => {
    const uniform = uniformIntegers(2);
    // p(r) ~ 1/r over 1000 types.
    const cumulated: number[] = [];
    for (let r = 1, sum = 0; r <= 1000; r++) {
      sum += 1 / r;
      cumulated.push(sum);
    }
    const symbols = Uint16Array.from({ length: 400_000 }, () => {
      const u = (uniform(2 ** 30) / 2 ** 30) * cumulated[999]!;
      let [low, high] = [0, 999];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (cumulated[middle]! > u) high = middle;
        else low = middle + 1;
      }
      return low;
    });
    const fit = taylorExponent(symbols, [symbols.length], 1000, 2000)!;
    expect(fit.windows).toBe(200);
    // sqrt(p (1 - p)) in place of sqrt(p) lowers the slope by some .003; 1000 types with deviations known to 5 % each
    // fix it to .003.
    expect(Math.abs(fit.exponent - 0.5)).toBeLessThan(0.015);
  });

  test("windows do not cross segments, and the rest of a segment is not counted", () => {
    const symbols = Uint8Array.of(0, 0, 1, 1, 1, 0, 1, 1, 2, 2, 2);
    // 0 0 | 1 1 | 1 0 | 1 1 and, in the second segment, 2 2 | 2 is left.
    const fit = taylorExponent(symbols, [8, 11], 3, 2)!;
    expect(fit.windows).toBe(5);
    const counts = [
      [2, 0, 1, 0, 0],
      [0, 2, 1, 2, 0],
      [0, 0, 0, 0, 2],
    ];
    const points = counts.map((row) => {
      const mean = row.reduce((a, b) => a + b) / 5;
      const variance = row.reduce((sum, c) => sum + (c - mean) ** 2, 0) / 5;
      return [Math.log(mean), 0.5 * Math.log(variance)] as const;
    });
    const [mx, my] = [0, 1].map((i) => points.reduce((sum, point) => sum + point[i]!, 0) / 3) as [
      number,
      number,
    ];
    const slope =
      points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) /
      points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
    expect(fit.exponent).toBeCloseTo(slope, 12);
  });

  test("one window or one type that varies: undefined", () => {
    expect(taylorExponent(Uint8Array.of(0, 1, 0), [3], 2, 3)).toBeUndefined();
    expect(taylorExponent(new Uint8Array(40), [40], 2, 4)).toBeUndefined();
  });
});
