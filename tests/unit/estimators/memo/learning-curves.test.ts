import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import {
  learnCurve,
  learningCurveOf,
  shuffledCurveOf,
} from "../../../../src/estimators/memo/learning-curves.ts";
import { shuffled } from "../../../../src/math/shuffle.ts";
import { learningCurve } from "../../../../src/observer/curves/learning-curve.ts";
import { observerMembers } from "../../../../src/observer/observer-members.ts";
import { contextOfSymbols, generate } from "../context-of.ts";

const symbols = generate(700, (random) => Math.floor(random.uniform() * random.uniform() * 4));
const context = contextOfSymbols(symbols, 4, 3);
const { sequence } = context;
const root = () => Random.fromSeed(3);

/** What the observer learns, said anew. */
const curveOf = (profile: "fast" | "standard" | "deep", blocks: number, of = sequence) =>
  learningCurve(of, observerMembers(profile), root().fork("learning-curve"), blocks);

describe("the curve of a sequence", () => {
  it.each([
    ["fast", 1],
    ["standard", 24],
  ] as const)("%s: with %i held-out blocks or more", (profile, blocks) => {
    expect(context.get(learningCurveOf(profile))).toEqual(curveOf(profile, blocks));
    expect(learnCurve(sequence, profile, context)).toEqual(curveOf(profile, blocks));
  });

  it("holds out more blocks where it is not to be fast", () => {
    const [fast, standard] = [context.get(learningCurveOf("fast")), context.get(learningCurveOf("standard"))];
    expect(standard!.blocks / fast!.blocks).toBe(3);
  });

  it("is none of one block", () => {
    expect(contextOfSymbols([1, 2], 4).get(learningCurveOf("fast"))).toBeUndefined();
  });

  it("is told apart by its profile", () => {
    expect([learningCurveOf("fast").name, learningCurveOf("deep").name]).toEqual([
      "learning-curve-fast",
      "learning-curve-deep",
    ]);
  });
});

describe("the curve of a shuffle", () => {
  it.each([0, 1])("has the same blocks of the same symbols in another order, %i", (index) => {
    const random = root().fork("learning-curve-shuffle").fork(String(index));
    const order = shuffled(sequence.symbols, (bound) => random.below(bound));
    const curve = context.get(shuffledCurveOf("fast", index));
    expect(curve).toEqual(curveOf("fast", 1, { ...sequence, symbols: order }));
    expect(curve).not.toEqual(context.get(learningCurveOf("fast")));
    expect(curve!.paired.blockLengths).toEqual(context.get(learningCurveOf("fast"))!.paired.blockLengths);
  });

  it("is told apart by its number", () => {
    expect([shuffledCurveOf("fast", 0).name, shuffledCurveOf("deep", 1).name]).toEqual([
      "learning-curve-fast-shuffle-0",
      "learning-curve-deep-shuffle-1",
    ]);
  });
});
