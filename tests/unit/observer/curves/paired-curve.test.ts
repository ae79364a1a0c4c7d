import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { curveBlockLength, planCurveBlocks } from "../../../../src/observer/curves/block-plan.ts";
import { pairedCurve } from "../../../../src/observer/curves/paired-curve.ts";
import { halfWidth, summariseCurve } from "../../../../src/observer/curves/structural-information.ts";
import type { Member } from "../../../../src/observer/member.ts";

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

describe("curveBlockLength", () => {
  it("gives 64 blocks and more of 256 to 4 096 symbols", () => {
    expect([1000, 16_384, 100_000, 262_143, 262_144, 1e8].map(curveBlockLength)).toEqual([
      256, 256, 1024, 2048, 4096, 4096,
    ]);
  });
});

describe("pairedCurve with fewer blocks asked", () => {
  it("asks at least that share of them at small sizes, and all from an eighth of M on", () => {
    const symbols = coinFlips(40_000, 5);
    const plan = planCurveBlocks([40_000], Random.fromSeed(1), 1000)!;
    const full = pairedCurve(coinModel(symbols), plan);
    const curve = pairedCurve(coinModel(symbols), plan, 1 / 8);
    // 5 blocks are held out, M = 35 000: 8 m / M of them, at least 2.
    expect(curve.blockBits.map((bits) => bits.length)).toEqual([
      ...new Array(11).fill(2),
      ...[3, 5, 5, 5, 5, 5],
    ]);
    for (const [j, bits] of curve.blockBits.entries()) {
      expect(bits).toEqual(full.blockBits[j]!.subarray(0, bits.length));
    }
    expect(curve.trainingBits).toBe(full.trainingBits);
  });
});

describe("summariseCurve", () => {
  const sizes = [1, 2, 4, 8, 16, 24];
  const curveOf = (loss: (m: number) => number) => ({
    sizes,
    blockLengths: [100, 100],
    blockBits: sizes.map((m) => Float64Array.of(100 * loss(m), 100 * loss(m))),
    trainingBits: 0,
  });

  it("is exact for a loss h + c/m", () => {
    const loss = (m: number) => 0.5 + 3 / m;
    const { rates, structures, blocks, trainingLength } = summariseCurve(curveOf(loss));
    expect(rates.map(({ value }) => value)).toEqual(sizes.map((m) => expect.closeTo(loss(m), 12)));
    // m d(m) = 3 (1 - m/24), so each doubling adds (ln 2 / 2)(6 - 3 m 3/24), and the last step (ln 1.5 / 2)(3 - 2).
    const doublings = [1, 2, 4, 8].reduce((sum, m) => sum + (Math.LN2 / 2) * (6 - (3 * m * 3) / 24), 0);
    expect(structures.at(-1)!.value).toBeCloseTo(doublings + Math.log(1.5) / 2, 12);
    expect(structures.at(-1)!.error).toBeCloseTo(0, 12);
    expect([blocks, trainingLength]).toEqual([2, 24]);
  });

  it("has the error of a mean over blocks", () => {
    // Two blocks of one symbol each: 5 and 3 bits after 1, 1 bit each after 2. S = (ln 2 / 2) d with d = 4 and 2.
    const { rates, structures } = summariseCurve({
      sizes: [1, 2],
      blockLengths: [1, 1],
      blockBits: [Float64Array.of(5, 3), Float64Array.of(1, 1)],
      trainingBits: 0,
    });
    expect(rates[0]).toEqual({ value: 4, error: expect.closeTo(1, 12) });
    expect(structures.at(-1)).toEqual({
      value: expect.closeTo((Math.LN2 / 2) * 3, 12),
      error: expect.closeTo(Math.LN2 / 2, 12),
    });
    expect(halfWidth(rates[0]!, 2, 0.95)).toBeCloseTo(12.7062, 4);
    expect(halfWidth({ value: 1, error: null }, 1, 0.95)).toBeNull();
  });

  it("reads the growth exponent off a power law", () => {
    // l(m) = m^(b-1): S(m) grows as m^b, exactly so in the limit of large m.
    const powers = Array.from({ length: 31 }, (_, j) => 2 ** j);
    const { growthExponent } = summariseCurve({
      sizes: powers,
      blockLengths: [1, 1],
      blockBits: powers.map((m) => new Float64Array(2).fill(Math.exp(-0.3 * Math.log(m)))),
      trainingBits: 0,
    });
    expect(growthExponent!.value).toBeCloseTo(0.7, 3);
    expect(summariseCurve(curveOf(() => 1)).growthExponent).toBeUndefined();
  });

  it("gives a coin the few bits of its one parameter", () => {
    // (1/2) log2 n + O(1) bits: about 7 at 2^14, in the mean over runs.
    const values = Array.from({ length: 200 }, (_, run) => {
      const symbols = coinFlips(1 << 14, 100 + run);
      const plan = planCurveBlocks([symbols.length], Random.fromSeed(run), 512)!;
      return summariseCurve(pairedCurve(coinModel(symbols), plan)).structures.at(-1)!.value;
    });
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean - 7)).toBeLessThan(2);
  });
});
