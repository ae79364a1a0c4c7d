import { describe, expect, it } from "vitest";
import * as statistics from "../../../src/statistics.ts";

describe("mesoscope/statistics", () => {
  it("gives entropies of counts", () => {
    expect(statistics.plugInEntropy([1, 1, 2])).toBe(1.5);
    expect(statistics.millerMadowEntropy([1, 1, 2])).toBeCloseTo(1.5 + 2 / (8 * Math.LN2), 12);
    expect(statistics.renyiEntropy([1, 1, 1, 1], 2)).toBe(2);
    for (const entropy of [
      statistics.chaoShenEntropy,
      statistics.chaoWangJostEntropy,
      statistics.grassbergerEntropy,
      statistics.grassberger1988Entropy,
      statistics.jackknifeEntropy,
    ])
      expect(entropy([500, 500])).toBeCloseTo(1, 2);
  });

  it("gives suffix structures", () => {
    const banana = Uint8Array.of(1, 0, 2, 0, 2, 0);
    const suffixes = statistics.suffixArray(banana, [6], 3);
    expect(suffixes).toEqual(Int32Array.of(5, 3, 1, 0, 4, 2));
    const prefixes = statistics.longestCommonPrefixes(banana, [6], suffixes);
    expect(prefixes).toEqual(Int32Array.of(0, 1, 3, 0, 0, 2));
    expect(statistics.longestPreviousFactors(suffixes, prefixes)).toEqual(Int32Array.of(0, 0, 0, 3, 2, 1));
    expect(statistics.lempelZiv76(banana, [6], 3).phrases).toBe(4);
  });

  it("gives exact machines", () => {
    const goldenMean = statistics.createMachine(2, 2, [
      { from: 0, symbol: 1, to: 0, probability: 0.5 },
      { from: 0, symbol: 0, to: 1, probability: 0.5 },
      { from: 1, symbol: 1, to: 0, probability: 1 },
    ]);
    expect(statistics.unifilarEntropyRate(goldenMean!)).toBeCloseTo(2 / 3, 12);
    const { excessEntropy, statisticalComplexity } = statistics.machineTruth(goldenMean!);
    expect(excessEntropy).toMatchObject({ status: "exact", value: expect.closeTo(0.2516291674, 9) });
    expect(statisticalComplexity).toMatchObject({
      status: "exact",
      value: expect.closeTo(statistics.binaryEntropy(1 / 3), 12),
    });
  });
});
