import { describe, expect, it } from "vitest";
import type { Truth } from "../../../../src/core/truth.ts";
import { binaryEntropy, lawEntropy } from "../../../../src/statistics/entropy.ts";
import { bind, chiSquareLimit, take } from "../support.ts";

const exact = (truth: Truth | undefined): number => {
  if (truth?.status !== "exact") throw new Error(`expected a value, got ${JSON.stringify(truth)}`);
  return truth.value;
};

/** Counts of the records of a size at the place that leaves the fewest different ones: where records begin. */
function records(symbols: ArrayLike<number>, size: number): Map<string, number> {
  const cuts = Array.from({ length: size }, (_, place) => {
    const counts = new Map<string, number>();
    for (let at = place; at + size <= symbols.length; at += size) {
      const record = Array.from({ length: size }, (_, i) => symbols[at + i]).join();
      counts.set(record, (counts.get(record) ?? 0) + 1);
    }
    return counts;
  });
  return cuts.reduce((best, counts) => (counts.size < best.size ? counts : best));
}

describe("random-hierarchy", () => {
  it.each([
    [2, 2, 2, 2, 2],
    [4, 2, 2, 2, 5],
    [3, 3, 3, 1, 4],
    [6, 1, 2, 3, 7],
    [2, 3, 3, 1, 1],
  ])(
    "v=%i m=%i s=%i levels=%i has all data alike, as many as its rate says",
    async (v, m, s, levels, instance) => {
      const source = await bind(
        `random-hierarchy(v=${v}, m=${m}, s=${s}, levels=${levels}, instance=${instance})`,
      );
      const size = s ** levels;
      const rewritings = (size - 1) / (s - 1);
      const kinds = v * m ** rewritings;
      const symbols = take(source, size * (200 * kinds + 1), 3);
      const counts = records(symbols, size);
      expect(counts.size).toBe(kinds);
      expect(exact(source.truth().entropyRate)).toBeCloseTo(Math.log2(kinds) / size, 12);
      const total = [...counts.values()].reduce((a, b) => a + b);
      let statistic = 0;
      for (const count of counts.values()) statistic += (count - total / kinds) ** 2 / (total / kinds);
      expect(statistic).toBeLessThan(chiSquareLimit(kinds - 1));
      // The law of one symbol, from the list of all data.
      const shares = new Float64Array(v);
      for (const datum of counts.keys())
        for (const symbol of datum.split(","))
          shares[Number(symbol)] = (shares[Number(symbol)] as number) + 1 / (kinds * size);
      expect(exact(source.truth().symbolEntropy)).toBeCloseTo(lawEntropy(shares), 10);
    },
  );

  it("begins at every place of a datum", async () => {
    const source = await bind("random-hierarchy(v=2, m=1, s=2, levels=1, instance=1)");
    const firsts = new Set(Array.from({ length: 40 }, (_, seed) => take(source, 3, seed).join()));
    expect(firsts.size).toBeGreaterThan(2);
  });

  it.each([
    ["random-hierarchy(v=2, m=3, s=2)", "m is at most v^(s-1) = 2"],
    ["random-hierarchy(s=8, levels=8)", "16777216 symbols is longer"],
  ])("refuses %s", async (recipe, message) => {
    await expect(bind(recipe)).rejects.toThrow(message);
  });
});

/** Law of the leaves by summing over the bits of all inner nodes. */
function leafLaw(flip: number, depth: number): number[] {
  const leaves = 2 ** depth;
  const inner = leaves - 1;
  const law = new Array<number>(2 ** leaves).fill(0);
  for (let bits = 0; bits < 2 ** (inner + leaves); bits++) {
    // Node i has the children 2i + 1 and 2i + 2; the last ones are the leaves.
    let p = 0.5;
    for (let node = 1; node < inner + leaves; node++)
      p *= ((bits >> node) & 1) === ((bits >> ((node - 1) >> 1)) & 1) ? 1 - flip : flip;
    law[bits >> inner] = (law[bits >> inner] as number) + p;
  }
  return law;
}

describe("broadcast-tree", () => {
  it.each([
    [0.1, 1],
    [0.1, 2],
    [0.3, 2],
    [0.1, 3],
    [0, 3],
    [0.5, 3],
  ])("flip=%f depth=%i has the entropy of its leaves", async (flip, depth) => {
    const truth = (await bind(`broadcast-tree(flip=${flip}, depth=${depth})`)).truth();
    expect(exact(truth.entropyRate) * 2 ** depth).toBeCloseTo(lawEntropy(leafLaw(flip, depth)), 9);
  });

  it("has bounds beyond depth 5 that nest, and hold at the ends", async () => {
    const rate = async (depth: number, flip: number) => {
      const truth = (await bind(`broadcast-tree(flip=${flip}, depth=${depth})`)).truth().entropyRate;
      if (truth?.status === "exact") return [truth.value, truth.value] as const;
      if (truth?.status === "bounds") return [truth.lower, truth.upper] as const;
      throw new Error("no rate");
    };
    const [five] = await rate(5, 0.1);
    for (const depth of [6, 8, 12, 20]) {
      const [lower, upper] = await rate(depth, 0.1);
      expect(lower).toBeLessThan(upper);
      expect(upper).toBeLessThanOrEqual(five); // a taller tree adds what its subtrees share
      expect(lower).toBeGreaterThan(five - 1 / 32);
    }
    expect(await rate(8, 0.5)).toEqual([1, 1]);
    const [, fixed] = await rate(8, 0);
    expect(fixed).toBeCloseTo(1 / 256, 12);
  });

  it("has leaves with the mutual information of their distance in the tree", async () => {
    const flip = 0.15;
    const symbols = take(await bind(`broadcast-tree(flip=${flip}, depth=3)`), 8 * 40_000, 5);
    // Where trees begin, the two halves of a pair agree most often.
    const agree = (place: number, distance: number): number => {
      let same = 0;
      let pairs = 0;
      for (let at = place; at + distance < symbols.length; at += 8, pairs++)
        if (symbols[at] === symbols[at + distance]) same++;
      return same / pairs;
    };
    const start = [0, 1, 2, 3, 4, 5, 6, 7].reduce((best, place) => {
      const score = (at: number) =>
        agree(at, 1) + agree((at + 2) % 8, 1) + agree(at, 2) + agree(at, 4) + agree((at + 4) % 8, 1);
      return score(place) > score(best) ? place : best;
    }, 0);
    for (const [distance, height] of [
      [1, 1],
      [2, 2],
      [4, 3],
    ] as const) {
      const share = (1 + (1 - 2 * flip) ** (2 * height)) / 2;
      // 4.75 standard deviations of a share over 40 000 independent trees.
      expect(Math.abs(agree(start, distance) - share)).toBeLessThan(
        4.75 * Math.sqrt((share * (1 - share)) / 40_000),
      );
      expect(1 - binaryEntropy(share)).toBeGreaterThan(0);
    }
  });
});
