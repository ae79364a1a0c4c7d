import { describe, expect, test } from "vitest";
import type { Symbols } from "../../../../src/core/sequence.ts";
import { repeatExpert } from "../../../../src/observer/members/repeat-expert.ts";
import {
  paperfolding,
  type Realisation,
  randomPeriod,
  realise,
  rudinShapiro,
  uniformSymbols,
} from "../observer-known-sources.ts";

function lossesOf(symbols: Symbols, alphabetSize: number): Float64Array {
  const losses = new Float64Array(symbols.length);
  repeatExpert.open(symbols, alphabetSize).code(0, symbols.length, 0, true, losses);
  return losses;
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

/** What a hit costs where the best known class of lengths was right in all of its `trials`. */
const hit = (trials: number) => -Math.log2(1 - 0.5 / (trials + 1));

describe("repeat expert", () => {
  test("a constant: raw until a context has stood before, then hits, believed as far as the best class of lengths", () => {
    // Bytes are looked up from 4 symbols on: the context of place 4 is first met again at place 5.
    const losses = lossesOf(new Uint8Array(1000), 256);
    expect([...losses.subarray(0, 5)]).toEqual([8, 8, 8, 8, 8]);
    // At place i the copy follows i - 1 equal symbols, and its class of lengths, from a power of two on, was asked
    // length - power times; the class below it was asked power / 2 times, but for the shortest, 4 to 7.
    let expected = 40;
    for (let length = 4; length <= 998; length++) {
      const power = 1 << (31 - Math.clz32(length));
      expected += hit(Math.max(length - power, power > 4 ? power / 2 : 0));
    }
    expect(sum(losses)).toBeCloseTo(expected, 9);
  });

  test("a miss costs the rest of the probability, shared by the other symbols", () => {
    const symbols = Uint8Array.from({ length: 30 }, (_, i) => (i === 20 ? 9 : 0));
    const losses = lossesOf(symbols, 256);
    // At place 20 the copy has length 19: its class, 16 to 31, was right 3 times, the shorter one 8 times.
    expect(losses[20]).toBeCloseTo(-Math.log2(0.5 / 9 / 255), 9);
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

  /** Learns blocks of 4096 symbols in this order, reads one more frozen and scores the next. */
  function frozen(symbols: Symbols, order: readonly number[], asked: number): Float64Array {
    const expert = repeatExpert.open(symbols, 2);
    const losses = new Float64Array(4096);
    for (const block of order) expert.code(4096 * block, 4096 * (block + 1), 0, true, null);
    expert.code(4096 * (asked - 1), 4096 * asked, 0, false, null);
    expert.code(4096 * asked, 4096 * (asked + 1), 0, false, losses);
    return losses;
  }

  test("frozen, longer copies than any learned from are believed as those", async () => {
    const { symbols } = await realise("periodic(word=00101)", 8 * 4096);
    // Lengths of 2 048 to 4 095 were met some 2 045 times in each block, those of the frozen ones hardly or not at all.
    const losses = frozen(symbols, [3, 2, 1, 0], 5);
    expect(Math.max(...losses)).toBeCloseTo(hit(8182), 12);
    expect(sum(losses)).toBeCloseTo(4096 * hit(8182), 9);
  });

  test("frozen, it does not go back and back to a place that misleads", async () => {
    // A wrong place gone back to in every period costs half a block, and did so in five of these.
    let bits = 0;
    for (let seed = 6; seed <= 12; seed++) {
      const { symbols } = await realise("replace(periodic(word=00101), eps=0.001)", 40 * 4096, seed);
      bits += sum(frozen(symbols, [9, 3, 17, 5, 22, 11, 14, 1, 30], 33));
    }
    expect(bits).toBeLessThan(1000);
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
