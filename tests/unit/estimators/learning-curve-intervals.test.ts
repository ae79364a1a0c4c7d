import { expect, test } from "vitest";
import { learningCurve } from "../../../src/estimators/learning/learning-curve.ts";
import { learningCurveOf } from "../../../src/estimators/memo/learning-curves.ts";
import { halfWidth } from "../../../src/observer/curves/structural-information.ts";
import { contextOfSymbols, generate, seriesFrom } from "./context-of.ts";

test("small sizes ask few blocks, and their intervals are as wide as few blocks make them", async () => {
  const context = contextOfSymbols(
    generate(20_000, (random) => Math.floor(random.uniform() * random.uniform() * 8)),
    8,
  );
  const points = await seriesFrom(learningCurve, context, { profile: "fast" });
  const curve = context.get(learningCurveOf("fast"))!;
  const asked = curve.paired.blockBits.map((bits) => bits.length);
  expect([asked[0], asked.at(-1)]).toEqual([2, curve.blocks]);
  for (const [j, { interval, value }] of points.entries()) {
    expect(interval!.upper - value).toBeCloseTo(halfWidth(curve.rates[j]!, asked[j]!, 0.95)!, 12);
  }
});
