import { describe, expect, test } from "vitest";
import { xorPair } from "../../../../src/observer/members/xor-pair.ts";
import { noisyParity, uniformSymbols } from "../observer-known-sources.ts";

function codeLength(symbols: Uint8Array): number {
  const losses = new Float64Array(symbols.length);
  xorPair.open(symbols, 2).code(0, symbols.length, 0, true, losses);
  return losses.reduce((sum, loss) => sum + loss, 0);
}

describe("xor pair", () => {
  test("states the mean of all pairs, each as far as it was right", () => {
    // 1 1 0: only the pair (1, 2) reaches back far enough at the third symbol, and it says 0.
    const losses = new Float64Array(5);
    xorPair.open(Uint8Array.of(1, 1, 0, 1, 1), 2).code(0, 5, 0, true, losses);
    for (let i = 0; i < 3; i++) expect(losses[i]).toBeCloseTo(1, 12);
    // Then (1, 2) was right once: it says 1 with 3/4. (1, 3) and (2, 3) say 1 and 0 with 1/2, as all others.
    const pairs = (64 * 63) / 2;
    expect(losses[3]).toBeCloseTo(-Math.log2((pairs - 1) / pairs / 2 + 0.75 / pairs), 12);
  });

  // The price: log2 of 2016 pairs, 11 bits, and log2(n)/2 + 1 for one estimator, 9.3; the first k symbols cost k bits.
  test.each([
    [8, 0.05],
    [9, 0.05],
    [24, 0.1],
    [63, 0.2],
  ])("finds a noisy parity chain: k = %i, noise %f", (k, eps) => {
    const { symbols, ideal } = noisyParity(100_000, k, eps);
    const excess = codeLength(symbols as Uint8Array) - ideal;
    expect(excess).toBeGreaterThan(10);
    expect(excess).toBeLessThan(11 + 9.3 + 4);
  });

  test("fair coins cost no more than the pairs and one estimator", () => {
    const { symbols } = uniformSymbols(100_000, 2);
    expect(codeLength(symbols as Uint8Array)).toBeGreaterThan(100_000);
    expect(codeLength(symbols as Uint8Array)).toBeLessThan(100_000 + 11 + 9.3 + 4);
  });
});
