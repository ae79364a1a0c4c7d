import { describe, expect, test } from "vitest";
import { grassbergerG } from "../../../src/entropy/grassberger-entropy.ts";
import { unseenEntropy } from "../../../src/words/unseen-words.ts";

/** `count` words, each seen Poisson(mean) times. */
interface Kind {
  readonly count: number;
  readonly mean: number;
}

const n = 1000;
/** Longest sums; means are 20 at most. */
const most = 120;

function poisson(mean: number): number[] {
  const law = [Math.exp(-mean)];
  for (let k = 1; k <= most; k++) law.push((law[k - 1]! * mean) / k);
  return law;
}

/** What is expected of a sample; `unseen` words are possible and were not seen. */
function expected(kinds: readonly Kind[], unseen: number) {
  const seen = (times: number) =>
    kinds.reduce((sum, { count, mean }) => sum + count * poisson(mean)[times]!, 0);
  const distinct = kinds.reduce((sum, { count, mean }) => sum + count * (1 - Math.exp(-mean)), 0);
  const block = {
    order: 1, words: n, distinct, singletons: seen(1), doubletons: seen(2), tripletons: seen(3),
    coverage: 1, plugIn: 0, grassberger: 0,
  }; // biome-ignore format: a row
  return { block, possible: distinct + unseen };
}

/** H less the mean of Grassberger's estimate, term by term, bits. */
function biasOf(kinds: readonly Kind[]): number {
  let nats = 0;
  for (const { count, mean } of kinds) {
    const estimate = poisson(mean).reduce(
      (sum, p, k) => (k === 0 ? 0 : sum + ((p * k) / n) * (Math.log(n) - grassbergerG(k))),
      0,
    );
    nats += count * ((mean / n) * Math.log(n / mean) - estimate);
  }
  return nats / Math.LN2;
}

describe("what unseen words hide", () => {
  test.each([
    { rare: 0.001, frequent: 3 },
    { rare: 0.05, frequent: 2 },
    { rare: 0.2, frequent: 6 },
  ])("two kinds of words: exactly, means $rare and $frequent", ({ rare, frequent }) => {
    const kinds = [
      { count: 20 / rare, mean: rare },
      { count: 40, mean: frequent },
    ];
    const { block, possible } = expected(kinds, (20 / rare) * Math.exp(-rare));
    expect(unseenEntropy(block, possible) / biasOf(kinds)).toBeCloseTo(1, 9);
  });

  test("more possible words hide more: a bit a doubling of rare ones", () => {
    const kinds = [
      { count: 1e6, mean: 1e-5 },
      { count: 50, mean: 4 },
    ];
    const at = (unseen: number) => {
      const { block, possible } = expected(kinds, unseen);
      return unseenEntropy(block, possible);
    };
    expect(at(1e6) / biasOf(kinds)).toBeCloseTo(1, 3);
    // Ten of 1000 draws are such words.
    expect(at(2e6) - at(1e6)).toBeCloseTo(10 / n, 4);
  });

  test.each([
    ["many kinds", Array.from({ length: 60 }, (_, i) => ({ count: 5, mean: 20 / (1 + i) }))],
    ["geometric", Array.from({ length: 12 }, (_, i) => ({ count: 1 << i, mean: 10 / (1 << i) }))],
    ["one kind", [{ count: 300, mean: 0.7 }]],
    ["frequent only", [{ count: 90, mean: 5 }]],
  ])("no less than the truth: %s", (_, kinds) => {
    const unseen = kinds.reduce((sum, { count, mean }) => sum + count * Math.exp(-mean), 0);
    const { block, possible } = expected(kinds, unseen);
    const hidden = unseenEntropy(block, possible);
    expect(hidden).toBeGreaterThanOrEqual(biasOf(kinds) - 1e-12);
    expect(hidden).toBeLessThan(3 * biasOf(kinds) + 1e-3);
  });

  test("words of k symbols are A^k", () => {
    const { block } = expected([{ count: 400, mean: 0.1 }, { count: 30, mean: 4 }], 0); // biome-ignore format: a row
    expect(unseenEntropy({ ...block, order: 3 }, 12)).toBe(unseenEntropy(block, 12 * 12 * 12));
    expect(unseenEntropy({ ...block, order: 2 }, 30)).toBe(unseenEntropy(block, 900));
  });

  const block = (distinct: number, singletons: number, doubletons: number, tripletons: number) => ({
    order: 1, words: n, distinct, singletons, doubletons, tripletons, coverage: 1, plugIn: 0, grassberger: 0,
  }); // biome-ignore format: a row

  test("no word seen once hides nothing", () => {
    expect(unseenEntropy(block(40, 0, 3, 2), 1e6)).toBe(0);
  });

  test("none seen twice: all are as rare as can be; none unseen: as rare as those seen", () => {
    // e^x E1(2x) at x = 8/80 and at x = 1, from tables: E1(0.2) = 1.222650544, E1(2) = 0.04890051071.
    const once = 8 / (n * Math.LN2);
    expect(unseenEntropy(block(20, 8, 0, 0), 100)).toBeCloseTo(once * Math.exp(0.1) * 1.222650544183893, 12);
    expect(unseenEntropy(block(100, 8, 4, 1), 100)).toBeCloseTo(once * Math.E * 0.04890051070806112, 12);
    expect(unseenEntropy(block(100, 8, 0, 0), 100)).toBe(0);
    // A mean square below the square of the mean is chance: one kind.
    expect(unseenEntropy(block(100, 8, 4, 1), 1e9)).toBeCloseTo(once * Math.E * 0.04890051070806112, 12);
  });
});
