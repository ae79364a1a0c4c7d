import { expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { shuffled } from "../../../../src/math/shuffle.ts";
import { type BlockReadings, blockEffects } from "../../../../src/observer/curves/block-effects.ts";

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

test("blocks and positions that add up are told apart exactly, whatever the lengths of the blocks", () => {
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

test("one block, or blocks that stand at one position each, give numbers all the same", () => {
  const one = blockEffects({ blocks: [0], positions: [0], lengths: [10], bits: [30] }, 1, 1);
  expect([...one.ofBlock, ...one.ofPosition]).toEqual([3, 0]);
  const two = blockEffects({ blocks: [0, 1], positions: [0, 1], lengths: [10, 10], bits: [30, 20] }, 2, 2);
  for (const effect of [...two.ofBlock, ...two.ofPosition]) expect(Number.isFinite(effect)).toBe(true);
});
