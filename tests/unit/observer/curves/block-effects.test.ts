import { expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { shuffled } from "../../../../src/math/sampling.ts";
import {
  type BlockReadings,
  blockEffects,
  contrastWeights,
} from "../../../../src/observer/curves/block-effects.ts";

/** Readings of blocks in random orders, a position for each `step` of them; bits by a function of block and position. */
function readings(
  lengths: readonly number[],
  orders: number,
  step: number,
  bitsOf: (b: number, p: number) => number,
): BlockReadings {
  const random = Random.fromSeed(7);
  const blocks = Array.from({ length: orders }, () => [
    ...shuffled(
      Uint16Array.from(lengths, (_, b) => b),
      (bound) => random.below(bound),
    ),
  ]).flat();
  const positions = blocks.map((_, i) => Math.floor((i % lengths.length) / step));
  return {
    blocks,
    positions,
    lengths: blocks.map((b) => lengths[b]!),
    bits: blocks.map((b, i) => bitsOf(b, positions[i]!)),
  };
}

test("additive effects of blocks and positions are separated exactly, whatever the lengths of the blocks", () => {
  const lengths = [400, 300, 500, 410, 390, 100, 800, 250];
  const ofBlock = [3, 2.5, 4, 1, 2, 5, 3.5, 2.25];
  const ofPosition = [2, 0.75, 0.25, 0];
  const given = readings(lengths, 5, 2, (b, p) => lengths[b]! * (ofBlock[b]! + ofPosition[p]!));
  const found = blockEffects(given, 8, 4);
  for (const [b, one] of ofBlock.entries()) expect(found.ofBlock[b]).toBeCloseTo(one, 6);
  for (const [p, one] of ofPosition.entries()) expect(found.ofPosition[p]).toBeCloseTo(one, 6);
});

/** The same least squares by steps that fit one effect after the other until nothing moves. */
function byTurns({ blocks, positions, lengths, bits }: BlockReadings, blockCount: number, last: number) {
  const ofBlock = new Float64Array(blockCount);
  const ofPosition = new Float64Array(last + 1);
  const adjust = (
    effects: Float64Array,
    others: Float64Array,
    own: ArrayLike<number>,
    other: ArrayLike<number>,
  ) => {
    for (let e = 0; e < effects.length; e++) {
      let rest = 0;
      let symbols = 0;
      for (let i = 0; i < bits.length; i++) {
        if (own[i] !== e) continue;
        rest += bits[i]! - lengths[i]! * others[other[i]!]!;
        symbols += lengths[i]!;
      }
      effects[e] = rest / symbols;
    }
  };
  for (let turn = 0; turn < 5000; turn++) {
    adjust(ofBlock, ofPosition, blocks, positions);
    adjust(ofPosition, ofBlock, positions, blocks);
  }
  const end = ofPosition[last]!;
  return { ofBlock: ofBlock.map((one) => one + end), ofPosition: ofPosition.map((one) => one - end) };
}

test("what does not add up is fitted by least squares, weighted by symbols", () => {
  const random = Random.fromSeed(11);
  const lengths = Array.from({ length: 12 }, () => 100 + random.below(900));
  const given = readings(lengths, 4, 3, (b) => lengths[b]! * (1 + 4 * random.uniform()));
  const found = blockEffects(given, 12, 4);
  const expected = byTurns(given, 12, 3);
  for (let b = 0; b < 12; b++) expect(found.ofBlock[b]).toBeCloseTo(expected.ofBlock[b]!, 5);
  for (let p = 0; p < 4; p++) expect(found.ofPosition[p]).toBeCloseTo(expected.ofPosition[p]!, 5);
});

test("one block, or blocks that occur at one position each, still give numbers", () => {
  const one = blockEffects({ blocks: [0], positions: [0], lengths: [10], bits: [30] }, 1, 1);
  expect([...one.ofBlock, ...one.ofPosition]).toEqual([3, 0]);
  const two = blockEffects({ blocks: [0, 1], positions: [0, 1], lengths: [10, 10], bits: [30, 20] }, 2, 2);
  for (const effect of [...two.ofBlock, ...two.ofPosition]) expect(Number.isFinite(effect)).toBe(true);
});

test("a contrast of positions is the sum of its weights times the bits, whatever the design", () => {
  const random = Random.fromSeed(5);
  for (let draw = 0; draw < 50; draw++) {
    const count = 6 + random.below(20);
    const lengths = Array.from({ length: count }, () => 100 + random.below(900));
    const step = 2 + random.below(3);
    const positions = Math.ceil(count / step);
    const bitsOf = (b: number, p: number) => lengths[b]! * (1 + b / count + 3 / (1 + p) + random.uniform());
    const given = readings(lengths, 4 + random.below(4), step, bitsOf);
    const contrast = Float64Array.from({ length: positions }, () => random.uniform() - 0.5);
    const weights = contrastWeights(given, count, contrast);
    const { ofPosition } = blockEffects(given, count, positions);
    // The effect of the last position is 0.
    const direct = contrast.reduce((sum, one, p) => sum + one * ofPosition[p]!, 0);
    const owed = weights.reduce((sum, weight, i) => sum + weight * given.bits[i]!, 0);
    expect(owed).toBeCloseTo(direct, 8);
    // What a block costs more wherever it is read changes no contrast.
    const dearer = Array.from(given.bits, (bits, i) => bits + given.lengths[i]! * given.blocks[i]!);
    expect(weights.reduce((sum, weight, i) => sum + weight * dearer[i]!, 0)).toBeCloseTo(direct, 6);
  }
});

test("the weights of two blocks at two positions, by hand", () => {
  // Blocks of 10 symbols, each read at either position: the effect is the mean difference of the two, a quarter of the readings a symbol.
  const design = { blocks: [0, 1, 1, 0], positions: [0, 1, 0, 1], lengths: [10, 10, 10, 10], bits: [] };
  const weights = contrastWeights(design, 2, Float64Array.of(1, 0));
  for (const [i, weight] of [1, -1, 1, -1].entries()) expect(weights[i]).toBeCloseTo(weight / 20, 9);
});
