import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { PhasesKernel } from "../../../src/wasm/phases-kernel.ts";
import { PhaseLaws } from "../../references/phase-laws.ts";
import { randomBytes } from "./random-bytes.ts";

describe("phase laws", () => {
  test("without a period: the estimator of Krichevsky and Trofimov", () => {
    const laws = new PhaseLaws(3, 0);
    expect([0, 0, 2, 0].map((symbol) => laws.learn(symbol, 0))).toEqual([
      0.5 / 1.5,
      1.5 / 2.5,
      0.5 / 3.5,
      2.5 / 4.5,
    ]);
    expect(laws.dependsOnPhase).toBe(false);
  });

  test("a phase met once: the mean of the six laws", () => {
    const laws = new PhaseLaws(3, 2);
    expect(laws.learn(0, 0)).toBeCloseTo(1 / 3, 12);
    expect(laws.learn(1, 1)).toBeCloseTo(0.5 / 2.5, 12);
    // All phases: 1.5 and 0.5 of 3.5. The favourite of phase 0 is 0, as often as not; no strays were met.
    const [same, other] = [1.5 / 3.5, 0.5 / 3.5];
    // A favourite of which no such regularity is known is as likely as any symbol.
    const favourite = [same, 0.5, 0.5, (1 + same) / 2, (1 + 1.5 * same) / 2.5, 1 / 3];
    const stray = [other, 0.25, 0.25, other / 2, (1.5 * other) / 2.5, 1 / 3];
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / 6;
    expect(laws.probability(0, 0)).toBeCloseTo(mean(favourite), 12);
    expect(laws.probability(2, 0)).toBeCloseTo(mean(stray), 12);
    // Learned, each law is weighed by what it said: of phase 1, all phases say 2.5 and 1.5 of 4.5 now, and the favourite
    // of a phase met once was met as due once.
    expect(laws.learn(0, 0)).toBeCloseTo(mean(favourite), 12);
    const [zero, one] = [2.5 / 4.5, 1.5 / 4.5];
    const regular = (1 + 1 / 3) / 2;
    const says = [one, 0.75, 0.75, (1 + one) / 2, (1 + 1.5 * one) / 2.5, regular];
    const weighed = favourite.reduce((sum, weight, k) => sum + weight * says[k]!, 0);
    expect(laws.probability(1, 1)).toBeCloseTo(weighed / (6 * mean(favourite)), 12);
    const others = [zero, 0.125, 0.125, zero / 2, (1.5 * zero) / 2.5, (1 - regular) / 2];
    const strayed = favourite.reduce((sum, weight, k) => sum + weight * others[k]!, 0);
    expect(laws.probability(0, 1)).toBeCloseTo(strayed / (6 * mean(favourite)), 12);
  });

  test("laws that were far off come back", () => {
    // A word without errors for long, then one law for all phases.
    const laws = new PhaseLaws(2, 2);
    for (let i = 0; i < 100_000; i++) laws.learn(i & 1, i & 1);
    expect(laws.dependsOnPhase).toBe(true);
    expect(-Math.log2(laws.probability(0, 0))).toBeLessThan(0.001);
    for (let i = 0; i < 400_000; i++) laws.learn(((i * 0x9e37) >> 7) & 1, i & 1);
    expect(-Math.log2(laws.probability(0, 0))).toBeGreaterThan(0.5);
  });
});

/** A word of a period in noise, over A symbols. */
function noisyWord(n: number, period: number, alphabetSize: number, eps: number): Uint16Array {
  const random = Random.fromSeed(period + alphabetSize);
  const word = Array.from({ length: period }, () => random.below(alphabetSize));
  return Uint16Array.from({ length: n }, (_, i) =>
    random.uniform() < eps ? random.below(alphabetSize) : word[i % period]!,
  );
}

describe("kernel of the laws of phases", () => {
  test.each([
    ["a clean word", noisyWord(20_000, 7, 5, 0), 5, 7],
    ["a noisy word", noisyWord(20_000, 77, 65, 0.3), 65, 77],
    ["noise", Uint16Array.from(randomBytes(20_000, 1)), 256, 300],
    ["many symbols", noisyWord(9000, 33, 3000, 0.1), 3000, 33],
    ["one symbol", new Uint16Array(3000), 1, 2],
  ])("says what its plain twin says, to the bit: %s", (_, symbols, alphabetSize, period) => {
    const kernel = new PhasesKernel(alphabetSize, period);
    const twin = new PhaseLaws(alphabetSize, period);
    const stated = new Float64Array(9000);
    // Known phases and unknown ones, learned and not, in pieces of many sizes.
    for (let start = 0, piece = 1; start < symbols.length; start += piece, piece = (piece * 5 + 3) % 8999) {
      const end = Math.min(symbols.length, start + piece);
      const first = piece % 7 === 0 ? -1 : start % period;
      const learn = piece % 3 > 0;
      kernel.code(symbols, start, end, first, learn, stated);
      const expected = symbols.subarray(start, end).reduce<number[]>((all, symbol, i) => {
        const phase = first < 0 ? -1 : (first + i) % period;
        all.push(learn ? twin.learn(symbol, phase) : twin.probability(symbol, phase));
        return all;
      }, []);
      expect(Array.from(stated.subarray(0, end - start))).toEqual(expected);
      expect(kernel.dependsOnPhase).toBe(twin.dependsOnPhase);
    }
    kernel.close();
  });

  test("the likeliest phase is the first of those with the least sum of bits", () => {
    const [alphabetSize, period] = [40, 30];
    const symbols = noisyWord(6000, period, alphabetSize, 0.5);
    const kernel = new PhasesKernel(alphabetSize, period);
    const twin = new PhaseLaws(alphabetSize, period);
    // Nothing known: all phases are alike.
    expect(kernel.likeliest(symbols.subarray(5, 64))).toBe(0);
    for (let start = 0; start < 5000; start += 500) {
      kernel.code(symbols, start, start + 500, start % period, true, null);
      for (let i = start; i < start + 500; i++) twin.learn(symbols[i]!, i % period);
      for (const look of [1, 8, 64, 700]) {
        const some = symbols.subarray(start + 11, start + 11 + look);
        const bits = Array.from({ length: period }, (_, first) =>
          some.reduce((sum, symbol, i) => sum - Math.log2(twin.probability(symbol, (first + i) % period)), 0),
        );
        expect(kernel.likeliest(some)).toBe(bits.indexOf(Math.min(...bits)));
      }
    }
    kernel.close();
  });

  test("a kernel that was given back knows nothing", () => {
    const symbols = noisyWord(500, 9, 20, 0.2);
    const states = () => {
      const kernel = new PhasesKernel(20, 9);
      const stated = new Float64Array(500);
      kernel.code(symbols, 0, 500, 0, true, stated);
      kernel.likeliest(symbols.subarray(0, 100));
      kernel.close();
      return stated;
    };
    expect(states()).toEqual(states());
  });
});
