import { describe, expect, test } from "vitest";
import { blockEntropyProfile } from "../../../src/statistics/block-entropy-profile.ts";
import { gatedExcessEntropy } from "../../../src/statistics/gated-excess-entropy.ts";
import { goldenMean, periodic, uniformSymbols } from "./inputs.ts";

/** From 30-digit arithmetic. */
const G_9998 = 9.210140353640849;
const G_9996 = 9.209940293622843;

describe("gated excess entropy", () => {
  test("a fair coin: E is near 0 where plug-in says 1.42 bits", () => {
    const n = 1 << 18;
    const symbols = uniformSymbols(n, 2, 12);
    const result = gatedExcessEntropy(symbols, [n], 2, 64);
    if (!result.covered) throw new Error(result.reason);
    // A cell of expected count 4 = n / 2^16 is a singleton with probability 4 e^-4 = 0.073, a word's share e^-4 = 0.018.
    expect(result.order).toBe(16);
    expect(result.excessEntropy).toBeCloseTo(0, 0.5);
    expect(Math.abs(result.excessEntropy)).toBeLessThan(0.05);
    const plugIn = blockEntropyProfile(symbols, [n], 2, 16, 0);
    const gain = plugIn[15]!.plugIn - plugIn[14]!.plugIn;
    expect(gain).toBeCloseTo(0.899, 2);
    expect(Math.abs(plugIn[15]!.plugIn - 16 * gain - 1.42)).toBeLessThan(0.05);
  });

  test("a period: E = log2 p, h = 0", () => {
    const result = gatedExcessEntropy(periodic("0010111", 70_000), [70_000], 2, 20);
    if (!result.covered) throw new Error(result.reason);
    expect(result.order).toBe(20);
    // 69 981 words of length 20: two phases occur 9 998 times and five 9 997; of length 19 three and four.
    // G(9998) = ln 2 + psi(4999.5) and G(9997) = G(9996) = ln 2 + psi(4998.5).
    const [many, few] = [9998 * G_9998, 9997 * G_9996];
    const longer = (Math.log(69_981) - (2 * many + 5 * few) / 69_981) / Math.LN2;
    const shorter = (Math.log(69_982) - (3 * many + 4 * few) / 69_982) / Math.LN2;
    expect(result.entropyGain).toBeCloseTo(longer - shorter, 13);
    expect(result.excessEntropy).toBeCloseTo(longer - 20 * (longer - shorter), 12);
    // Which is 0 and log2 7 but for terms of order L/n.
    expect(Math.abs(result.excessEntropy - Math.log2(7))).toBeLessThan(2 * (20 / 69_981 / Math.LN2));
  });

  test("golden mean: E = 0.2516 and h = 2/3", () => {
    const n = 200_000;
    const result = gatedExcessEntropy(goldenMean(n, 3), [n], 2, 8);
    if (!result.covered) throw new Error(result.reason);
    expect(result.order).toBe(8);
    expect(Math.abs(result.excessEntropy - 0.2516291673878229)).toBeLessThan(0.02);
    expect(Math.abs(result.entropyGain - 2 / 3)).toBeLessThan(0.004);
  });

  test("order 1 alone gives E = 0: H(0) is 0", () => {
    const result = gatedExcessEntropy(uniformSymbols(9000, 256, 1), [9000], 256, 9);
    expect(result).toMatchObject({ covered: true, order: 1, excessEntropy: 0 });
    if (result.covered) expect(result.entropyGain).toBe(result.profile[0]!.grassberger);
  });

  test("no covered order: a reason, no number", () => {
    const result = gatedExcessEntropy(Uint8Array.of(0, 1, 2, 3, 3), [5], 4, 9);
    expect(result).toMatchObject({
      covered: false,
      reason: "undersampled: 3 of 5 symbols occur only once, a coverage below 0.98",
    });
    expect(gatedExcessEntropy(new Uint8Array(0), [], 2, 9)).toEqual({
      covered: false,
      reason: "the sequence is empty",
      profile: [],
    });
  });
});
