import { describe, expect, test } from "vitest";
import type { Symbols } from "../../../src/core/sequence.ts";
import { repeatExpert } from "../../../src/observer/repeat-expert.ts";
import {
  paperfolding,
  type Realisation,
  randomPeriod,
  realise,
  rudinShapiro,
  uniformSymbols,
} from "./observer-known-sources.ts";

function lossesOf(symbols: Symbols, alphabetSize: number): Float64Array {
  const losses = new Float64Array(symbols.length);
  repeatExpert.open(symbols, alphabetSize).code(0, symbols.length, 0, true, losses);
  return losses;
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

/** What an estimator of Krichevsky and Trofimov pays for `trials` hits: log2(4^t / C(2t, t)). */
function allHits(trials: number): number {
  let bits = 0;
  for (let t = 0; t < trials; t++) bits += Math.log2((t + 1) / (t + 0.5));
  return bits;
}

describe("repeat expert", () => {
  test("a constant: raw until a context has stood before, then one estimator for each doubling of the length", () => {
    // Bytes are looked up from 4 symbols on: the context of place 4 is first met again at place 5.
    const losses = lossesOf(new Uint8Array(1000), 256);
    expect([...losses.subarray(0, 5)]).toEqual([8, 8, 8, 8, 8]);
    // At place i the copy follows i - 1 equal symbols: lengths 4 to 998 in classes 4-7, 8-15, ..., 512-998.
    const expected = 40 + [4, 8, 16, 32, 64, 128, 256, 487].reduce((bits, t) => bits + allHits(t), 0);
    expect(sum(losses)).toBeCloseTo(expected, 9);
  });

  test("a miss costs the rest of the probability, shared by the other symbols", () => {
    const symbols = Uint8Array.from({ length: 30 }, (_, i) => (i === 20 ? 9 : 0));
    const losses = lossesOf(symbols, 256);
    // At place 20 the copy of length 19 was right 4 times in its class, 16 to 31 (lengths 16, 17 and 18 were met).
    expect(losses[20]).toBeCloseTo(-Math.log2(0.5 / 4 / 255), 9);
    expect([...losses.subarray(21, 25)]).toEqual([8, 8, 8, 8]);
  });

  // Bits a symbol at n = 10^5: some 12 bits for each of the log2(n) = 17 places and a few lengths; ten times that at most.
  const orderly: [string, () => Promise<Realisation> | Realisation, number][] = [
    ["Thue-Morse", () => realise("thue-morse", 100_000), 0.012],
    ["Fibonacci", () => realise("fibonacci", 100_000), 0.01],
    ["Rudin-Shapiro", () => rudinShapiro(100_000), 0.018],
    ["paperfolding", () => paperfolding(100_000), 0.012],
    ["period 1009", () => randomPeriod(100_000, 1009), 0.012],
    ["period 1013", () => randomPeriod(100_000, 1013), 0.012],
    ["period 5", () => randomPeriod(100_000, 5), 0.001],
  ];
  test.each(orderly)("sequences without entropy: %s", async (_, source, rate) => {
    const { symbols } = await source();
    expect(sum(lossesOf(symbols, 2)) / symbols.length).toBeLessThan(rate);
  });

  test("a duplicate far away costs a context, its doublings and nothing more", () => {
    const { symbols } = uniformSymbols(50_000, 256);
    const twice = new Uint8Array(100_000);
    twice.set(symbols);
    twice.set(symbols, 50_000);
    const losses = lossesOf(twice, 256);
    // No four bytes of the first half occur twice in it, so nothing is copied there.
    expect(sum(losses.subarray(0, 50_000))).toBe(400_000);
    expect(sum(losses.subarray(50_000))).toBeLessThan(4 * 8 + 14 * 8);
  });

  test("noise costs it a few bits", () => {
    for (const size of [2, 4, 27, 256, 65_536]) {
      const { symbols, ideal } = uniformSymbols(30_000, size);
      const excess = sum(lossesOf(symbols, size)) - ideal;
      expect(excess).toBeGreaterThan(-20);
      expect(excess).toBeLessThan(20);
    }
  });
});
