import { describe, expect, test } from "vitest";
import { xorPair } from "../../../../src/observer/members/xor-pair.ts";
import { noisyParity, uniformSymbols } from "../observer-known-sources.ts";

function codeLength(symbols: Uint8Array): number {
  const losses = new Float64Array(symbols.length);
  xorPair.open(symbols, 2).code(0, symbols.length, 0, true, losses);
  return losses.reduce((sum, loss) => sum + loss, 0);
}

/** What the mixture of all pairs states of each symbol, as slowly as can be; segments begin anew, and what is learned stays. */
function stated(symbols: Uint8Array, segmentEnds: readonly number[]): number[] {
  const pairs: { near: number; far: number; weight: number; right: number; tried: number }[] = [];
  for (let far = 2; far <= 64; far++)
    for (let near = 1; near < far; near++) pairs.push({ near, far, weight: 1, right: 0, tried: 0 });
  let start = 0;
  return [...symbols].map((symbol, at) => {
    if (segmentEnds.includes(at)) start = at;
    const said = pairs.map(({ near, far, right, tried }) => {
      if (at - far < start) return 0.5;
      const trust = (right + 0.5) / (tried + 1);
      return (symbols[at - near]! ^ symbols[at - far]!) === symbol ? trust : 1 - trust;
    });
    let [sum, total] = [0, 0];
    for (const [k, pair] of pairs.entries()) {
      total += pair.weight;
      pair.weight *= said[k]!;
      sum += pair.weight;
      if (at - pair.far < start) continue;
      pair.tried++;
      if ((symbols[at - pair.near]! ^ symbols[at - pair.far]!) === symbol) pair.right++;
    }
    for (const pair of pairs) pair.weight /= sum;
    return -Math.log2(sum / total);
  });
}

describe("xor pair", () => {
  test("is the Bayes mixture of all pairs, in segments, and states the laws that it codes by", () => {
    // Of fair coins no pair is sure to be right: all of them count.
    const { symbols } = uniformSymbols(150, 2);
    const ends = [70, 75, 150];
    const pairs = xorPair.open(symbols, 2);
    const losses = new Float64Array(150);
    for (const [k, end] of ends.entries()) {
      const start = ends[k - 1] ?? 0;
      const law = pairs.distribution(start, start);
      expect(law[0]! + law[1]!).toBeCloseTo(1, 12);
      pairs.code(start, end, start, true, losses.subarray(start, end));
      expect(losses[start]).toBeCloseTo(-Math.log2(law[symbols[start]!]!), 12);
    }
    expect([...losses]).toEqual(stated(symbols as Uint8Array, ends).map((loss) => expect.closeTo(loss, 9)));
  });

  test("learns only what it is told to learn", () => {
    const { symbols } = noisyParity(500, 9, 0.05);
    const bits = (learn: boolean, losses: Float64Array | null) => {
      const pairs = xorPair.open(symbols, 2);
      pairs.code(0, 400, 0, learn, losses);
      const paid = new Float64Array(100);
      pairs.code(400, 500, 0, false, paid);
      return paid.reduce((sum, loss) => sum + loss, 0);
    };
    const some = new Float64Array(400);
    expect([bits(false, null), bits(false, some)]).toEqual([100, 100]);
    expect(some.every((loss) => loss === 1)).toBe(true);
    expect(bits(true, null)).toBe(bits(true, some));
    expect(bits(true, null)).toBeLessThan(60);
  });

  test("states the mean of all pairs, weighted by how well each predicted", () => {
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
