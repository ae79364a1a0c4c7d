import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import {
  curveBlockLength,
  cutIntoBlocks,
  planCurveBlocks,
} from "../../../../src/observer/curves/block-plan.ts";

describe("planCurveBlocks", () => {
  it("cuts every segment without a gap and holds out an eighth", () => {
    const plan = planCurveBlocks([40_000, 41_000, 65_536], Random.fromSeed(3))!;
    const blocks = [...plan.training, ...plan.heldOut].sort((a, b) => a.start - b.start);
    expect(blocks.map((block) => block.end)).toEqual([
      ...blocks.slice(1).map((block) => block.start),
      65_536,
    ]);
    expect(blocks[0]!.start).toBe(0);
    // Blocks of 1 024: 39 of about 1 026, one of 1 000, 24 of about 1 022.
    expect(blocks).toHaveLength(64);
    expect(plan.heldOut).toHaveLength(8);
    expect(new Set(blocks.map((block) => block.segmentStart))).toEqual(new Set([0, 40_000, 41_000]));
  });

  it("depends on its seed alone, and needs two blocks", () => {
    expect(planCurveBlocks([50_000], Random.fromSeed(1))).toEqual(
      planCurveBlocks([50_000], Random.fromSeed(1)),
    );
    expect(planCurveBlocks([50_000], Random.fromSeed(2))).not.toEqual(
      planCurveBlocks([50_000], Random.fromSeed(1)),
    );
    expect(planCurveBlocks([300], Random.fromSeed(1))).toBeUndefined();
    expect(planCurveBlocks([], Random.fromSeed(1))).toBeUndefined();
  });
});

describe("curveBlockLength", () => {
  it("gives 64 blocks and more of 256 to 4 096 symbols", () => {
    expect([1000, 16_384, 100_000, 262_143, 262_144, 1e8].map(curveBlockLength)).toEqual([
      256, 256, 1024, 2048, 4096, 4096,
    ]);
  });
});

it("cutIntoBlocks leaves pieces below half a block with their neighbour, and makes no empty block", () => {
  const cut = (ends: number[]) => cutIntoBlocks(ends, 10).map(({ start, end }) => [start, end]);
  expect(cut([4, 4, 18, 18, 33])).toEqual([
    [0, 4],
    [4, 18],
    [18, 25],
    [25, 33],
  ]);
  expect(cut([24, 49])).toEqual([
    [0, 12],
    [12, 24],
    [24, 32],
    [32, 40],
    [40, 49],
  ]);
  expect(cut([0])).toEqual([]);
});
