import { describe, expect, it } from "vitest";
import {
  learnedBlocksOf,
  learningCurveOf,
  observedInOrder,
  shuffledCurveOf,
  twinCurve,
} from "../../../src/context/learning-curves.ts";
import { Random } from "../../../src/core/random.ts";
import { shuffled } from "../../../src/math/sampling.ts";
import { adaptiveCurve } from "../../../src/observer/curves/adaptive-curve.ts";
import { adaptiveReadings } from "../../../src/observer/curves/adaptive-readings.ts";
import { bestRoute } from "../../../src/observer/curves/best-route.ts";
import { phaseExpert } from "../../../src/observer/members/phase-expert.ts";
import { progressionExpert } from "../../../src/observer/members/progression-expert.ts";
import { xorPair } from "../../../src/observer/members/xor-pair.ts";
import { observerMembers } from "../../../src/observer/observer-members.ts";
import { contextOfSymbols, generate } from "../estimators/context-of.ts";

const symbols = generate(700, (random) => Math.floor(random.uniform() * random.uniform() * 4));
const context = contextOfSymbols(symbols, 4, 3);
const { sequence } = context;
const root = () => Random.fromSeed(3);

/** What the observer learns, said anew: there is no period, no parity and no progression, and nobody looks for any. */
const readingsOf = (profile: "fast" | "standard", orders: number, draws: Random, of = sequence) => {
  const members = observerMembers(profile).filter(
    ({ id }) => ![phaseExpert.id, xorPair.id, progressionExpert.id].includes(id),
  );
  return adaptiveReadings(of, members, orders, draws)!;
};

describe("the curve of a sequence", () => {
  it.each([
    ["fast", 4],
    ["standard", 6],
  ] as const)("%s: in %i orders where it is short", (profile, orders) => {
    const readings = readingsOf(profile, orders, root().fork("adaptive-curve"));
    const curve = adaptiveCurve(readings);
    expect(context.get(learnedBlocksOf(profile))).toEqual({ readings, curve });
    const { losses } = context.get(observedInOrder(profile));
    expect(context.get(learningCurveOf(profile))).toEqual({
      readings,
      curve,
      ...bestRoute(curve, readings.lengths, losses, 2),
    });
  });

  it("is read in no more orders where it is long", () => {
    const long = contextOfSymbols(
      generate(80_001, (random) => random.below(2)),
      2,
    );
    const usual = long.get(learnedBlocksOf("fast"))!.readings.orders;
    expect(usual).toHaveLength(4);
    expect(long.get(shuffledCurveOf("fast", 0)).orderBits).toHaveLength(2);
    expect(twinCurve(long.sequence, "columns", "fast", long, "it").orderBits).toHaveLength(4);
  });

  it("is read in more orders by further rounds, which differ from those that were read", () => {
    const few = contextOfSymbols(symbols, 4, 3);
    const usual = few.get(learnedBlocksOf("fast"))!.readings.orders;
    const { orders } = few.get(learnedBlocksOf("fast", 4))!.readings;
    expect(orders).toHaveLength(16);
    expect(orders.slice(0, 4)).toEqual(usual);
    expect(new Set(orders.map(({ blocks }) => blocks.join())).size).toBe(16);
  });

  it("is undefined for one block", () => {
    expect(contextOfSymbols([1, 2], 4).get(learningCurveOf("fast"))).toBeUndefined();
  });

  it("is identified by its profile", () => {
    expect([learningCurveOf("fast").name, learningCurveOf("deep").name]).toEqual([
      "learning-curve-fast",
      "learning-curve-deep",
    ]);
  });
});

describe("the curve of a shuffle", () => {
  it.each([0, 1])("has the same symbols in another order, %i", (index) => {
    const draws = root().fork(`shuffle ${index}`);
    const order = shuffled(sequence.symbols, (bound) => draws.below(bound));
    const curve = context.get(shuffledCurveOf("fast", index));
    const own = root().fork(`adaptive-curve of shuffle ${index}`);
    const readings = readingsOf("fast", 4, own, { ...sequence, symbols: order });
    // What each block costs who knows how frequent the symbols are.
    const counts = new Map<number, number>();
    for (const symbol of order) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
    let read = 0;
    const known = Float64Array.from(readings.lengths, (length) => {
      const block = [...order.subarray(read, read + length)];
      read += length;
      return block.reduce((sum, symbol) => sum - Math.log2(counts.get(symbol)! / order.length), 0);
    });
    const expected = adaptiveCurve(readings, known);
    expect(curve.rate).toBeCloseTo(expected.rate, 9);
    expect(curve.structure).toBeCloseTo(expected.structure, 6);
    expect(curve.positions).toEqual(expected.positions);
    expect(curve.trainingLength).toBe(700);
  });

  it("is identified by its number", () => {
    expect(shuffledCurveOf("fast", 0).name).not.toBe(shuffledCurveOf("fast", 1).name);
    expect(shuffledCurveOf("fast", 0).name).not.toBe(shuffledCurveOf("deep", 0).name);
  });
});
