import { describe, expect, test } from "vitest";
import { likelyPeriods } from "../../../../src/observer/members/likely-periods.ts";
import { randomPeriod, realise, uniformSymbols } from "../observer-known-sources.ts";

describe("likely periods", () => {
  test("a word, from the first lag at which all agrees", () => {
    expect(likelyPeriods(randomPeriod(4096, 1009).symbols, 2, 4096)).toEqual([1009]);
    expect(likelyPeriods(randomPeriod(64, 5).symbols, 2, 64)).toEqual([5]);
  });

  test("in noise: the period is among the divisors of the lag that agrees most", async () => {
    const { symbols } = await realise("replace(periodic(word=00101), eps=0.1)", 4096);
    const periods = likelyPeriods(symbols, 2, 4096);
    expect(periods).toContain(5);
    expect(periods.at(-1)! % 5).toBe(0);
    for (const period of periods) expect(periods.at(-1)! % period).toBe(0);
  });

  test("lags up to half the window and the longest of interest", () => {
    const { symbols } = randomPeriod(4096, 2048);
    expect(likelyPeriods(symbols, 2, 4096)).toEqual([2048]);
    expect(likelyPeriods(symbols, 2, 2047)).toEqual([]);
    expect(likelyPeriods(randomPeriod(4096, 2053).symbols, 2, 4096)).toEqual([]);
  });

  test("nothing to compare, nothing to learn", () => {
    expect(likelyPeriods(new Uint8Array(100), 1, 100)).toEqual([]);
    expect(likelyPeriods(new Uint8Array(100), 2, 100)).toEqual([]);
    expect(
      likelyPeriods(
        Uint8Array.from({ length: 256 }, (_, i) => i),
        256,
        256,
      ),
    ).toEqual([]);
  });

  test("noise has a period in 1 of 2^4 windows at most", () => {
    let found = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const size = 2 + (seed % 9);
      if (likelyPeriods(uniformSymbols(512, size, seed).symbols, size, 512).length > 0) found++;
    }
    expect(found).toBeLessThanOrEqual(200 / 16);
  });

  test("bytes are compared by words to the same end as larger symbols one by one", () => {
    for (let seed = 1; seed <= 30; seed++) {
      const n = 50 + 37 * seed;
      const period = 3 + seed;
      const { symbols } = uniformSymbols(n, 200, seed);
      const word = Uint8Array.from(symbols, (symbol, i) => (i % 3 === 0 ? symbol : symbols[i % period]!));
      expect(likelyPeriods(word, 256, n)).toEqual(likelyPeriods(Uint16Array.from(word), 256, n));
    }
  });
});
