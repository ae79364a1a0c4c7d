import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import {
  type CostLevel,
  CostSums,
  classOf,
  costClasses,
  levelOf,
  noCounts,
  noiseLevel,
  rereadLength,
  tilted,
} from "../../../../src/features/lens/costs.ts";

const random = Random.fromSeed(1);

describe("sums of costs", () => {
  it("are those of the bytes that have one, between any two places", () => {
    for (const n of [0, 1, 15, 16, 17, 32, 50]) {
      const costs = Float32Array.from({ length: n }, () =>
        random.below(4) === 0 ? Number.NaN : random.below(100),
      );
      const sums = new CostSums(costs);
      expect(sums.length).toBe(n);
      for (let start = 0; start <= n; start++)
        for (let end = start; end <= n; end++) {
          const known = [...costs.subarray(start, end)].filter((cost) => !Number.isNaN(cost));
          const bits = known.reduce((sum, cost) => sum + cost, 0);
          const found = [sums.bitsOf(start, end), sums.pricedOf(start, end), sums.meanOf(start, end)];
          if (found[0] !== bits || found[1] !== known.length || found[2] !== bits / Math.max(1, known.length))
            expect([n, start, end, ...found]).toEqual([
              n,
              start,
              end,
              bits,
              known.length,
              bits / Math.max(1, known.length),
            ]);
        }
    }
  });
});

describe("classes of costs", () => {
  it("are quarters of doublings of one and sixteen times the bits, as far as there are any", () => {
    const costs = Array.from({ length: 6000 }, (_, i) => 0.013 * i);
    const quarters = (bits: number) => Math.floor(4 * Math.log2(1 + 16 * bits));
    expect(costs.map(classOf)).toEqual(costs.map((bits) => Math.min(39, quarters(bits))));
    expect([classOf(63), classOf(64), classOf(1e9)]).toEqual([39, 39, 39]);
  });
});

/** What a byte of a class costs about: the middle of the class, on its scale. */
const bitsOfClass = (k: number) => (2 ** ((k + 0.5) / 4) - 1) / 16;
const meanOf = ({ logLaw }: CostLevel) =>
  [...logLaw].reduce((sum, log, k) => sum + Math.exp(log) * bitsOfClass(k), 0);
const massOf = ({ logLaw }: CostLevel) => [...logLaw].reduce((sum, log) => sum + Math.exp(log), 0);

describe("levels of costs", () => {
  const counts = noCounts().map((_, k) => (k > 10 && k < 25 ? k * k : 0));

  it("are what was counted, and one of each class", () => {
    const total = counts.reduce((sum, count) => sum + count + 1, 0);
    const level = levelOf(counts);
    for (const [k, log] of level.logLaw.entries())
      expect(Math.exp(log)).toBeCloseTo((counts[k]! + 1) / total, 12);
    expect(level.mean).toBeCloseTo(meanOf(level), 9);
    expect([...levelOf(noCounts()).logLaw]).toEqual(Array(costClasses).fill(Math.log(1 / costClasses)));
  });

  it("are tilted to any mean, by as much for each bit", () => {
    const level = levelOf(counts);
    for (const mean of [0.05, 0.5, level.mean, 3, 8, 20]) {
      const found = tilted(level, mean);
      expect([found.mean, meanOf(found), massOf(found)]).toEqual(
        [mean, mean, 1].map((one) => expect.closeTo(one, 6)),
      );
      const slopes = [...found.logLaw.keys()]
        .slice(1)
        .map(
          (k) =>
            (found.logLaw[k]! - level.logLaw[k]! - found.logLaw[0]! + level.logLaw[0]!) /
            (bitsOfClass(k) - bitsOfClass(0)),
        );
      for (const slope of slopes) expect(slope).toBeCloseTo(slopes[0]!, 6);
    }
  });

  it("of noise lie about the bits of its alphabet, and above them rather than below", () => {
    for (const bits of [4, 6, 8]) {
      const level = noiseLevel(bits);
      expect([massOf(level), level.mean]).toEqual([1, meanOf(level)].map((one) => expect.closeTo(one, 9)));
      // Three in five are about the bits, two in five three more in the mean.
      expect(Math.abs(level.mean - bits - 0.4 * 3)).toBeLessThan(0.5);
      const likeliest = level.logLaw.indexOf(Math.max(...level.logLaw));
      expect(Math.abs(likeliest - classOf(bits))).toBeLessThanOrEqual(1);
      const beyond = (off: number) => Math.exp(level.logLaw[classOf(bits + off)]!);
      expect(beyond(3)).toBeGreaterThan(3 * beyond(-3));
      expect(beyond(-3)).toBeGreaterThan(1e-5);
    }
  });
});

it("half of a text is read again, of a long one 32 KiB", () => {
  expect([0, 1, 2, 65_535, 65_536, 1e6].map(rereadLength)).toEqual([0, 0, 1, 32_767, 32_768, 32_768]);
});
