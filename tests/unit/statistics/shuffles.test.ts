import { describe, expect, it } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { windowShuffled } from "../../../src/statistics/shuffles.ts";

const below = (seed: number) => {
  const random = Random.fromSeed(seed);
  return (bound: number) => random.below(bound);
};

describe("windowShuffled", () => {
  it("keeps every symbol in its window, and windows start anew in each segment", () => {
    const symbols = Uint16Array.from({ length: 107 }, (_, i) => i);
    const shuffled = windowShuffled(symbols, [47, 107], 10, below(1));
    for (const [start, end] of [
      [0, 10],
      [30, 40],
      [40, 47],
      [47, 57],
      [97, 107],
    ] as const) {
      expect([...shuffled.subarray(start, end)].sort((a, b) => a - b)).toEqual([
        ...symbols.subarray(start, end),
      ]);
    }
    expect(shuffled).not.toEqual(symbols);
    expect(symbols[0]).toBe(0);
  });

  it("leaves windows of one symbol as they are", () => {
    const symbols = Uint8Array.of(3, 1, 2, 0);
    expect(windowShuffled(symbols, [4], 1, below(1))).toEqual(symbols);
  });

  it("gives all arrangements of a window alike", () => {
    const windows = 60_000;
    const symbols = Uint8Array.from({ length: 3 * windows }, (_, i) => i % 3);
    const shuffled = windowShuffled(symbols, [symbols.length], 3, below(2));
    const counts = new Map<string, number>();
    for (let i = 0; i < shuffled.length; i += 3) {
      const key = shuffled.subarray(i, i + 3).join("");
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    // Binomial(60 000, 1/6): mean 10 000, standard deviation 91.3; four of them.
    for (const key of ["012", "021", "102", "120", "201", "210"]) {
      expect(Math.abs(counts.get(key)! - 10_000)).toBeLessThan(366);
    }
  });
});
