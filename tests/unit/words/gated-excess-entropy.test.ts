import { describe, expect, test } from "vitest";
import { blockEntropyProfile } from "../../../src/words/block-entropy-profile.ts";
import { gatedExcessEntropy } from "../../../src/words/gated-excess-entropy.ts";
import { goldenMean, periodic, uniformSymbols } from "./inputs.ts";

/** From 30-digit arithmetic. */
const G_9998 = 9.210140353640849;

describe("gated excess entropy", () => {
  test("a fair coin: E is 0 where plug-in says 1.42 bits", () => {
    const n = 1 << 18;
    const symbols = uniformSymbols(n, 2, 12);
    const result = gatedExcessEntropy(symbols, [n], 2, 64);
    if (!result.covered) throw new Error(result.reason);
    // Order 1 describes a coin best; E(1) = H(1) - h(1) is 0 by definition.
    expect(result.order).toBe(1);
    expect(result.excessEntropy).toBe(0);
    const plugIn = blockEntropyProfile(symbols, [n], 2, 16, 0);
    const gain = plugIn[15]!.plugIn - plugIn[14]!.plugIn;
    expect(gain).toBeCloseTo(0.899, 2);
    expect(Math.abs(plugIn[15]!.plugIn - 16 * gain - 1.42)).toBeLessThan(0.05);
  });

  test("a period: E = log2 p, h = 0", () => {
    const result = gatedExcessEntropy(periodic("0010111", 70_000), [70_000], 2, 20);
    if (!result.covered) throw new Error(result.reason);
    // Three symbols tell the phase of this word, so the fourth is certain.
    expect(result.order).toBe(4);
    // 69 997 words of length 4: four phases occur 10 000 times and three 9 999; of length 3 five and two.
    // G(10000) = G(9998) + 2/9999 and G(9999) = G(9998), by Grassberger's recursion.
    const [many, few] = [10_000 * (G_9998 + 2 / 9999), 9999 * G_9998];
    const longer = (Math.log(69_997) - (4 * many + 3 * few) / 69_997) / Math.LN2;
    const shorter = (Math.log(69_998) - (5 * many + 2 * few) / 69_998) / Math.LN2;
    expect(result.entropyGain).toBeCloseTo(longer - shorter, 13);
    expect(result.excessEntropy).toBeCloseTo(longer - 4 * (longer - shorter), 12);
    // Which is 0 and log2 7 but for terms of order L/n.
    expect(Math.abs(result.excessEntropy - Math.log2(7))).toBeLessThan(2 * (4 / 69_997 / Math.LN2));
  });

  test("golden mean: E = 0.2516 and h = 2/3", () => {
    const n = 200_000;
    const result = gatedExcessEntropy(goldenMean(n, 3), [n], 2, 8);
    if (!result.covered) throw new Error(result.reason);
    expect(result.order).toBe(2);
    expect(Math.abs(result.excessEntropy - 0.2516291673878229)).toBeLessThan(0.005);
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
