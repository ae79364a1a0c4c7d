import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { type SymbolSequence, sequenceOf } from "../../../src/core/sequence.ts";
import { type BlockCounts, countBlocks } from "../../../src/statistics/block-counts.ts";
import { blockDivergence, halvesDivergence } from "../../../src/statistics/block-divergence.ts";
import { exchangePValue, randomSplits } from "../../../src/statistics/exchange-test.ts";
import { randomSymbols } from "./random-symbols.ts";

const entropy = (...shares: number[]) =>
  shares.reduce((bits, share) => bits - (share > 0 ? share * Math.log2(share) : 0), 0);

/** Blocks that all hold the same shares of symbols. */
const repeated = (word: readonly number[], blocks = 16) =>
  sequenceOf(
    Uint8Array.from({ length: word.length * blocks }, (_, i) => word[i % word.length]!),
    4,
  );

const divergenceOf = (a: SymbolSequence, b: SymbolSequence, order = 1) => {
  const [one, other] = countBlocks([a, b], order, 16, 8, 0).sequences;
  return blockDivergence(one!, other!);
};

describe("laws known exactly", () => {
  test("coins: H((p + q) / 2) - (H(p) + H(q)) / 2, and nothing to remove where all blocks are alike", () => {
    const found = divergenceOf(repeated([0, 1, 0, 1, 0, 1, 0, 1]), repeated([0, 0, 0, 1, 0, 0, 0, 1]));
    const truth = entropy(0.375, 0.625) - (entropy(0.5, 0.5) + entropy(0.25, 0.75)) / 2;
    expect(found.plugIn).toBeCloseTo(truth, 12);
    expect(found.divergence).toBeCloseTo(truth, 12);
    expect(found.standardError).toBeCloseTo(0, 12);
  });

  test("three symbols", () => {
    const found = divergenceOf(repeated([0, 0, 1, 2]), repeated([1, 1, 2, 2]));
    const truth = entropy(2 / 8, 3 / 8, 3 / 8) - (entropy(1 / 2, 1 / 4, 1 / 4) + entropy(1 / 2, 1 / 2)) / 2;
    expect(found.plugIn).toBeCloseTo(truth, 12);
  });

  test("no word in common: 1 bit, however few of the words were seen", () => {
    const low = sequenceOf(Uint16Array.from(randomSymbols(400, 200, 1)), 400);
    const high = sequenceOf(
      Uint16Array.from(randomSymbols(400, 200, 2), (symbol) => symbol + 200),
      400,
    );
    const found = divergenceOf(low, high);
    expect(found.plugIn).toBeCloseTo(1, 12);
    expect(found.chance).toBeCloseTo(0, 12);
    expect(found.divergence).toBeCloseTo(1, 12);
  });

  test("a sequence and itself: less than chance has it", () => {
    const text = sequenceOf(randomSymbols(4000, 4, 1), 4);
    const found = divergenceOf(text, text, 3);
    expect(found.plugIn).toBeCloseTo(0, 12);
    expect(found.divergence).toBeLessThanOrEqual(0);
  });

  test("one symbol: nothing is apart", () => {
    const found = divergenceOf(repeated([2]), repeated([2]));
    expect([found.plugIn, found.divergence, found.standardError]).toEqual([0, 0, 0]);
  });
});

test("blocks of one symbol can change places, whatever their lengths", () => {
  const random = Random.fromSeed(3);
  const splits = randomSplits(199, 16, (bound) => random.below(bound));
  for (let n = 1024; n < 1200; n++) {
    const found = divergenceOf(sequenceOf(new Uint8Array(n), 1), sequenceOf(new Uint8Array(n), 1), 5);
    expect([n, exchangePValue(found.products, splits)]).toEqual([n, 1]);
  }
});

test("chance: fair dice diverge by (A - 1) / (4 n ln 2) bits, and none is left", () => {
  const [alphabet, n, runs] = [64, 4096, 60];
  let chance = 0;
  let left = 0;
  for (let run = 0; run < runs; run++) {
    const pair = [0, 1].map((half) => sequenceOf(randomSymbols(n, alphabet, 2 * run + half), alphabet));
    const found = divergenceOf(pair[0]!, pair[1]!);
    chance += found.chance / runs;
    left += found.divergence / runs;
  }
  const expected = (alphabet - 1) / (4 * n * Math.LN2);
  expect(Math.abs(chance / expected - 1)).toBeLessThan(0.05);
  expect(Math.abs(left)).toBeLessThan(0.05 * expected);
});

test("products: signs of the two sequences give Pearson's chi-square", () => {
  const [a, b] = countBlocks(
    [sequenceOf(randomSymbols(1600, 5, 1), 5), sequenceOf(randomSymbols(1600, 5, 9), 5)],
    1,
    16,
    8,
    0,
  ).sequences;
  const { products } = blockDivergence(a!, b!);
  const sign = (block: number) => (block < 16 ? 1 : -1);
  let statistic = 0;
  for (let i = 0; i < 32; i++) {
    for (let j = 0; j < 32; j++) statistic += sign(i) * sign(j) * products[32 * i + j]!;
  }
  const total = ({ counts, starts }: BlockCounts, w: number) =>
    counts.slice(starts[w], starts[w + 1]).reduce((sum, x) => sum + x, 0);
  let chiSquare = 0;
  for (let w = 0; w < 5; w++) {
    const [x, y] = [total(a!, w), total(b!, w)];
    // Expected is (x + y) / 2 in either row.
    chiSquare += (x - y) ** 2 / (x + y);
  }
  expect(statistic).toBeCloseTo(chiSquare, 9);
});

test("the jackknife leaves out one block of either sequence", () => {
  const sequences = [1, 2].map((seed) => randomSymbols(320, 3, seed));
  const found = divergenceOf(sequenceOf(sequences[0]!, 3), sequenceOf(sequences[1]!, 3));
  const plugIn = (skipped: number) => {
    const laws = sequences.map((symbols) => {
      const kept = [...symbols].filter((_, i) => Math.floor(i / 20) !== skipped);
      return [0, 1, 2].map((s) => kept.filter((x) => x === s).length / kept.length);
    });
    const pooled = laws[0]!.map((share, s) => (share + laws[1]![s]!) / 2);
    return entropy(...pooled) - (entropy(...laws[0]!) + entropy(...laws[1]!)) / 2;
  };
  const replicates = Array.from({ length: 16 }, (_, block) => plugIn(block));
  const mean = replicates.reduce((sum, x) => sum + x, 0) / 16;
  const error = Math.sqrt((15 / 16) * replicates.reduce((sum, x) => sum + (x - mean) ** 2, 0));
  expect(found.plugIn).toBeCloseTo(plugIn(-1), 12);
  expect(found.standardError).toBeGreaterThanOrEqual(error - 1e-12);
});

/** Counts of symbols by block, shape (16, A). */
const blockTable = (symbols: Uint8Array, alphabet: number) =>
  Array.from({ length: 16 }, (_, block) => {
    const length = symbols.length / 16;
    const own = symbols.subarray(block * length, (block + 1) * length);
    return Array.from({ length: alphabet }, (_, symbol) => own.filter((x) => x === symbol).length);
  });

const added = (blocks: readonly (readonly number[])[]) =>
  blocks.reduce<number[]>((sum, block) => block.map((count, i) => (sum[i] ?? 0) + count), []);

/** Entropy of both together less the mean entropy of either. */
function apartBy(x: readonly number[], y: readonly number[]): number {
  const size = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
  const bits = (counts: readonly number[]) => entropy(...counts.map((count) => count / size(counts)));
  const [m, n] = [size(x), size(y)];
  return bits(added([x, y])) - (m * bits(x) + n * bits(y)) / (m + n);
}

const meanOf = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const spreadOf = (values: readonly number[]) =>
  Math.sqrt(meanOf(values.map((x) => (x - meanOf(values)) ** 2)));

/** Everything by its definition, from tables of counts, with halves put together in full. */
function byDefinition(a: readonly number[][], b: readonly number[][]) {
  const odd = (bits: number) => bits.toString(2).replaceAll("0", "").length % 2;
  const apart: number[] = [];
  const alike: number[] = [];
  const alikeHalves: number[] = [];
  for (let row = 0; row < 15; row++) {
    const quarter = (blocks: readonly number[][], inB: number, half: number, part: number) => {
      const kept = blocks.filter((_, block) => {
        const ownHalf = odd((row + 1) & block) ^ (inB & row);
        const ownPart = odd((((row + 1) % 15) + 1) & block) ^ (inB & (row >> 1));
        return ownHalf === half && ownPart === part;
      });
      expect(kept.length).toBe(4);
      return added(kept);
    };
    const q = (half: number, part: number) => [quarter(a, 0, half, part), quarter(b, 1, half, part)] as const;
    const [[a00, b00], [a01, b01], [a10, b10], [a11, b11]] = [q(0, 0), q(0, 1), q(1, 0), q(1, 1)];
    apart.push(apartBy(added([a00, a01]), added([b00, b01])), apartBy(added([a10, a11]), added([b10, b11])));
    alike.push(apartBy(added([a00, a01, b00, b01]), added([a10, a11, b10, b11])));
    alikeHalves.push(
      apartBy(added([a00, b00]), added([a01, b01])),
      apartBy(added([a10, b10]), added([a11, b11])),
    );
  }
  const plugIn = apartBy(added(a), added(b));
  const growth = meanOf(alikeHalves) - meanOf(alike);
  const raw = (meanOf(apart) - plugIn) / growth;
  const kind = growth <= 0 ? "shrinks" : raw > 2 ? "most" : "between";
  const ratio = growth <= 0 ? 1 : Math.min(2, Math.max(0, raw));
  const without = a.map((_, skipped) =>
    apartBy(added(a.filter((_, i) => i !== skipped)), added(b.filter((_, i) => i !== skipped))),
  );
  const jackknife = Math.sqrt(15) * spreadOf(without);
  const chance = ratio * meanOf(alike);
  return { kind, plugIn, chance, jackknife, halves: spreadOf(alike) };
}

test("laws alike and apart: chance by halves, the error by what is larger", () => {
  const kinds = new Set<string>();
  const larger = new Set<string>();
  for (let run = 0; run < 120; run++) {
    // Few symbols at first, blocks of four: chance is nearly all; then laws drift apart.
    const [alphabet, n] = run < 60 ? [5, 64] : [3, 320];
    const a = randomSymbols(n, alphabet, 2 * run + 1);
    const b = randomSymbols(n, alphabet, 2 * run + 2).map((x, i) => ((i * 60) % (60 + run) < run ? 0 : x));
    const found = divergenceOf(sequenceOf(a, alphabet), sequenceOf(b, alphabet));
    const expected = byDefinition(blockTable(a, alphabet), blockTable(b, alphabet));
    kinds.add(expected.kind);
    larger.add(expected.jackknife > expected.halves ? "jackknife" : "halves");
    expect(found.plugIn).toBeCloseTo(expected.plugIn, 12);
    expect(found.chance).toBeCloseTo(expected.chance, 12);
    expect(found.divergence).toBeCloseTo(expected.plugIn - expected.chance, 12);
    expect(found.chanceError).toBeCloseTo(expected.chance / 4, 12);
    expect(found.standardError).toBeCloseTo(Math.max(expected.jackknife, expected.halves), 12);
    expect(found.degreesOfFreedom).toBe(15);
  }
  expect([...kinds].sort()).toEqual(["between", "most", "shrinks"]);
  expect([...larger].sort()).toEqual(["halves", "jackknife"]);
});

test("products: what two blocks hold of each word more than their shares", () => {
  const [alphabet, n] = [4, 160];
  const symbols = [3, 4].map((seed) => randomSymbols(n, alphabet, seed));
  const tables = symbols.flatMap((own) => blockTable(own, alphabet));
  const { products } = divergenceOf(sequenceOf(symbols[0]!, alphabet), sequenceOf(symbols[1]!, alphabet));
  const totals = added(tables);
  expect(products.length).toBe(32 * 32);
  for (const [i, one] of tables.entries()) {
    for (const [j, other] of tables.entries()) {
      const shared = one.reduce((sum, x, word) => sum + (x * other[word]!) / totals[word]!, 0);
      expect(products[32 * i + j]).toBeCloseTo(shared - (10 * 10) / 320, 12);
    }
  }
});

test("halves of a sequence are compared as two sequences are", () => {
  const text = sequenceOf(randomSymbols(3200, 4, 5), 4);
  const [whole] = countBlocks([text, text], 2, 16, 8, 0).sequences;
  const halves = [0, 1600].map((start) => sequenceOf(text.symbols.slice(start, start + 1600), 4));
  const [first, second] = countBlocks(halves, 2, 8, 8, 0).sequences;
  expect(halvesDivergence(whole!).divergence).toBeCloseTo(blockDivergence(first!, second!).divergence, 12);
});
