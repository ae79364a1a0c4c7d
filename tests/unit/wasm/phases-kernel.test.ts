import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { PhasesKernel } from "../../../src/wasm/phases-kernel.ts";
import { digest } from "../../digest.ts";
import { randomBytes } from "./random-bytes.ts";

/** The kernel, asked for one symbol after the other. */
function lawsOf(alphabetSize: number, period: number) {
  const kernel = new PhasesKernel(alphabetSize, period);
  const ask = (symbol: number, phase: number, learn: boolean) => {
    const stated = new Float64Array(1);
    kernel.code(Uint16Array.of(symbol), 0, 1, phase, learn, stated);
    return stated[0]!;
  };
  return {
    kernel,
    learn: (symbol: number, phase: number) => ask(symbol, phase, true),
    probability: (symbol: number, phase: number) => ask(symbol, phase, false),
  };
}

describe("phase laws", () => {
  test("a phase met once: the mean of the six laws", () => {
    const laws = lawsOf(3, 2);
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
    const laws = lawsOf(2, 2);
    for (let i = 0; i < 100_000; i++) laws.learn(i & 1, i & 1);
    expect(laws.kernel.dependsOnPhase).toBe(true);
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
  // Computed by this kernel while a plain implementation of the same laws said the same to the bit.
  test.each([
    ["a clean word", noisyWord(20_000, 7, 5, 0), 5, 7, "f9bada655bfecfd6"],
    ["a noisy word", noisyWord(20_000, 77, 65, 0.3), 65, 77, "ddee0d06f29745a0"],
    ["noise", Uint16Array.from(randomBytes(20_000, 1)), 256, 300, "8c34160db41f60b4"],
    ["many symbols", noisyWord(9000, 33, 3000, 0.1), 3000, 33, "0dc74ebbac1f870e"],
    ["one symbol", new Uint16Array(3000), 1, 2, "4e1e1610e4c17e55"],
  ])("what each symbol costs, to the bit: %s", (_, symbols, alphabetSize, period, known) => {
    const kernel = new PhasesKernel(alphabetSize, period);
    const all: Float64Array[] = [];
    // Known phases and unknown ones, learned and not, in pieces of many sizes.
    for (let start = 0, piece = 1; start < symbols.length; start += piece, piece = (piece * 5 + 3) % 8999) {
      const end = Math.min(symbols.length, start + piece);
      const stated = new Float64Array(end - start);
      kernel.code(symbols, start, end, piece % 7 === 0 ? -1 : start % period, piece % 3 > 0, stated);
      all.push(stated, Float64Array.of(Number(kernel.dependsOnPhase)));
    }
    expect(digest(all)).toBe(known);
    kernel.close();
  });

  test("the likeliest phase is the first of those with the least sum of bits", () => {
    const [alphabetSize, period] = [40, 30];
    const symbols = noisyWord(6000, period, alphabetSize, 0.5);
    const kernel = new PhasesKernel(alphabetSize, period);
    // Nothing known: all phases are alike.
    expect(kernel.likeliest(symbols.subarray(5, 64))).toBe(0);
    for (let start = 0; start < 5000; start += 500) {
      kernel.code(symbols, start, start + 500, start % period, true, null);
      for (const look of [1, 8, 64, 700]) {
        const some = symbols.subarray(start + 11, start + 11 + look);
        const stated = new Float64Array(look);
        const bits = Array.from({ length: period }, (_, first) => {
          kernel.code(some, 0, look, first, false, stated);
          return stated.reduce((sum, probability) => sum - Math.log2(probability), 0);
        });
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
