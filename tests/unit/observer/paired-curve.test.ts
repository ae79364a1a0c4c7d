import { describe, expect, it } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { planCurveBlocks } from "../../../src/observer/block-plan.ts";
import type { Member } from "../../../src/observer/member.ts";
import { pairedCurve } from "../../../src/observer/paired-curve.ts";
import { summariseCurve } from "../../../src/observer/structural-information.ts";

/** Krichevsky-Trofimov on single binary symbols: its curve can be written down. */
function coinModel(symbols: Uint8Array): Member {
  const counts = [0, 0];
  const probability = (symbol: number) => (counts[symbol]! + 0.5) / (counts[0]! + counts[1]! + 1);
  return {
    id: "coin-model",
    code(start, end, _segmentStart, learn, losses) {
      for (let i = start; i < end; i++) {
        if (losses !== null) losses[i - start] = -Math.log2(probability(symbols[i]!));
        if (learn) counts[symbols[i]!]!++;
      }
    },
    distribution: () => Float64Array.of(probability(0), probability(1)),
  };
}

function coinFlips(n: number, seed: number): Uint8Array {
  const random = Random.fromSeed(seed);
  return Uint8Array.from({ length: n }, () => random.below(2));
}

describe("planCurveBlocks", () => {
  it("cuts every segment without a gap and holds out an eighth", () => {
    const plan = planCurveBlocks([40_000, 41_000, 65_536], Random.fromSeed(3))!;
    const blocks = [...plan.training, ...plan.heldOut].sort((a, b) => a.start - b.start);
    expect(blocks.map((block) => block.end)).toEqual([
      ...blocks.slice(1).map((block) => block.start),
      65_536,
    ]);
    expect(blocks[0]!.start).toBe(0);
    // 10 blocks of 4 000, one of 1 000, 6 of 4 089 or 4 090.
    expect(blocks).toHaveLength(17);
    expect(plan.heldOut).toHaveLength(2);
    expect(new Set(blocks.map((block) => block.segmentStart))).toEqual(new Set([0, 40_000, 41_000]));
  });

  it("depends on its seed alone, and needs two blocks", () => {
    expect(planCurveBlocks([50_000], Random.fromSeed(1))).toEqual(
      planCurveBlocks([50_000], Random.fromSeed(1)),
    );
    expect(planCurveBlocks([50_000], Random.fromSeed(2))).not.toEqual(
      planCurveBlocks([50_000], Random.fromSeed(1)),
    );
    expect(planCurveBlocks([5000], Random.fromSeed(1))).toBeUndefined();
    expect(planCurveBlocks([], Random.fromSeed(1))).toBeUndefined();
  });
});

describe("pairedCurve", () => {
  it("asks the same blocks of a model that has learned exactly m symbols", () => {
    const symbols = coinFlips(40_000, 5);
    const plan = planCurveBlocks([40_000], Random.fromSeed(1))!;
    const curve = pairedCurve(coinModel(symbols), plan);
    const learned = plan.training.flatMap(({ start, end }) => [...symbols.subarray(start, end)]);
    expect(curve.sizes).toEqual([...Array.from({ length: 16 }, (_, j) => 1 << j), learned.length]);
    for (const [j, size] of curve.sizes.entries()) {
      const ones = learned.slice(0, size).reduce((sum, symbol) => sum + symbol, 0);
      for (const [b, block] of plan.heldOut.entries()) {
        const blockOnes = symbols.subarray(block.start, block.end).reduce((sum, symbol) => sum + symbol, 0);
        const zeros = block.end - block.start - blockOnes;
        const bits =
          -blockOnes * Math.log2((ones + 0.5) / (size + 1)) -
          zeros * Math.log2((size - ones + 0.5) / (size + 1));
        expect(curve.blockBits[j]![b]).toBeCloseTo(bits, 6);
      }
    }
  });
});

describe("summariseCurve", () => {
  it("is exact for a loss h + c/m", () => {
    const sizes = [1, 2, 4, 8, 16, 24];
    const lengths = [100, 100];
    const loss = (m: number) => 0.5 + 3 / m;
    const curve = {
      sizes,
      blockLengths: lengths,
      blockBits: sizes.map((m) => Float64Array.of(100 * loss(m), 100 * loss(m))),
    };
    const summary = summariseCurve(curve, 0.95);
    expect(summary.losses.map((one) => one.value)).toEqual(sizes.map((m) => expect.closeTo(loss(m), 12)));
    // m d(m) = 3 (1 - m/24), so each doubling adds (ln 2 / 2)(6 - 3 m 3/24), and the last step (ln 1.5 / 2)(3 - 2).
    const doublings = [1, 2, 4, 8].reduce((sum, m) => sum + (Math.LN2 / 2) * (6 - (3 * m * 3) / 24), 0);
    expect(summary.structuralInformation.value).toBeCloseTo(doublings + (Math.log(1.5) / 2) * 1, 12);
    expect(summary.structuralInformation.halfWidth).toBeCloseTo(0, 12);
  });

  it("gives a coin the few bits of its one parameter", () => {
    // (1/2) log2 n + O(1) bits: about 7 at 2^14, in the mean over runs.
    const values = Array.from({ length: 200 }, (_, run) => {
      const symbols = coinFlips(1 << 14, 100 + run);
      const plan = planCurveBlocks([symbols.length], Random.fromSeed(run), 512)!;
      return summariseCurve(pairedCurve(coinModel(symbols), plan), 0.95).structuralInformation.value;
    });
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean - 7)).toBeLessThan(2);
  });
});
