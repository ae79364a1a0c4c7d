import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { curveInterval } from "../../../src/estimators/learning/curve-estimates.ts";
import { growthExponent, learningCoefficient } from "../../../src/estimators/learning/growth.ts";
import { learnedBlocksOf } from "../../../src/estimators/memo/learning-curves.ts";
import { growthOf } from "../../../src/observer/curves/growth.ts";
import { contextOfSymbols } from "./context-of.ts";

const params = { profile: "fast" } as const;

/** Words of a vocabulary of 600, a space after each: some hundred bits in the last doubling. */
function wordy(n: number) {
  const random = Random.fromSeed(1);
  const words = Array.from({ length: 600 }, () => Array.from({ length: 5 }, () => 1 + random.below(26)));
  const symbols = new Uint8Array(n);
  for (let at = 0; at < n; at += 6) symbols.set(words[random.below(600)]!.slice(0, n - at), at);
  return contextOfSymbols(symbols, 27);
}

test("G and b are those of the learning curve, with its intervals", async () => {
  const context = wordy(12_000);
  const growth = growthOf(context.get(learnedBlocksOf("fast"))!.curve)!;
  for (const [estimator, name] of [
    [learningCoefficient, "coefficient"],
    [growthExponent, "exponent"],
  ] as const) {
    expect(await estimator.measure(context, params)).toMatchObject({
      value: growth[name].value,
      interval: curveInterval(growth[name]),
    });
  }
});

test("of what teaches less than the observer spends on itself there is G, and no b", async () => {
  const random = Random.fromSeed(2);
  const context = contextOfSymbols(
    Uint8Array.from({ length: 8000 }, () => random.below(4)),
    4,
  );
  expect(await learningCoefficient.measure(context, params)).toMatchObject({ shape: "scalar" });
  expect(await growthExponent.measure(context, params)).toMatchObject({
    status: "undefined",
    reason: "the last doubling taught less than 250 bits",
  });
});
