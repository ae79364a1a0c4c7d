import { expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import {
  forecastExperience,
  learnLaw,
  textsInOrder,
  wholeTexts,
  widenLaw,
} from "../../../../src/features/forecast/law.ts";
import {
  doublingGain,
  expectationsOf,
  expectLosses,
  lossLimit,
} from "../../../../src/features/forecast/losses.ts";
import { makeForecast } from "../../../../src/features/forecast/make-forecast.ts";
import type { LearnedSample } from "../../../../src/features/forecast/sample.ts";
import type { SampleTraits } from "../../../../src/features/forecast/traits.ts";

const blocks = 32;
const traits: SampleTraits = {
  ...{
    n: 64_000,
    blocks,
    codeLength: 140_000,
    rate: 2,
    slope: -0.1,
    exponent: 0.9,
    bend: 0.01,
    fillIn: 0.05,
  },
  ...{ duplicated: 1 / 6, recurrence: 0.1, recurrenceError: 0.1, variation: 0.2 },
  f1: { limit: 0.5, amplitude: 0.5, exponent: 0.5 },
};
const places = Array.from({ length: blocks }, (_, b) => b);
/** Blocks stood in the opposite order of that in which they were drawn. */
const starts = places.map((b) => 2000 * (blocks - b));
const curveOf = (bits: readonly number[]) => ({
  ...{ lengths: places.map(() => 2000), orders: [{ blocks: places, bits }], parts: [] },
});
const usualCurve = curveOf(places.map((b) => 4000 + ((b * 7919) % 1000)));
const jump = { symbols: 1, drop: 1, step: -0.4, bits: 1, expert: "x", pValue: 0.001 };
const text = forecastExperience[0]!.package;
const chosen = { inOrder: false, without: null };

function forecast(
  change: Partial<LearnedSample> = {},
  experienced: Parameters<typeof makeForecast>[3] = chosen,
) {
  const learned = {
    status: "ok",
    curve: usualCurve,
    traits,
    observer: { members: ["a", "b"] },
    jump: null,
    ...change,
  };
  const drawn = { symbols: new Uint8Array(0), alphabetSize: 256, segmentEnds: [], starts };
  return makeForecast(learned as unknown as LearnedSample, drawn, [2, 5], experienced, Random.fromSeed(1));
}
const lawWithout = (name: string | null, inOrder = false) =>
  learnLaw(
    forecastExperience.filter((row) => row.inOrder === inOrder && row.package !== name),
    inOrder ? textsInOrder : wholeTexts,
  );
const law = lawWithout(null);
const usual = forecast();

test("a forecast is of the traits of the sample, by the law of texts of its kind", () => {
  const { value, halfWidth } = doublingGain(traits, law);
  const made = usual;
  expect(made).toMatchObject({
    ...{ status: "ok", codeLength: 140_000, rate: 2, members: ["a", "b"], orders: 1, jump: null },
    loss: expectLosses(traits, law, 1).loss,
    law: { fillIn: 0.05, variation: 0.2, texts: law.texts, packages: law.packages },
    doubling: { value, lower95: value - halfWidth, upper95: value + halfWidth },
    limit: lossLimit(traits),
  });
  // By doublings, not by powers of e.
  expect([made.law.slope, made.law.bend]).toEqual([-0.1 / Math.LN2, 0.01 / Math.LN2]);
  expect(made.expectations).toEqual(expectationsOf({ curve: usualCurve, traits }, law, [2, 5], 8));
  expect("parts" in made).toBe(false);
});

test("what teaches is of the order of the sample, and of no package that is its own", () => {
  for (const [inOrder, without] of [
    [false, text],
    [true, null],
  ] as const) {
    const own = lawWithout(without, inOrder);
    const { law: found, expectations } = forecast({}, { inOrder, without });
    expect(found).toMatchObject({ texts: own.texts, packages: own.packages });
    expect(expectations).toEqual(expectationsOf({ curve: usualCurve, traits }, own, [2, 5], 8));
    expect(expectations).not.toEqual(usual.expectations);
  }
});

test("a jump makes it less sure, and nothing else", () => {
  const made = forecast({ jump });
  expect(made.jump).toEqual(jump);
  expect(made.loss).toEqual(expectLosses(traits, widenLaw(law, -0.4), 1).loss);
  const width = ({ expectations }: typeof made) =>
    expectations[1]!.loss.upper95 - expectations[1]!.loss.lower95;
  expect(width(made)).toBeGreaterThan(1.05 * width(usual));
});

test("near-duplicates are flagged from more than a sixth of windows on", () => {
  expect(usual.duplicates).toEqual({ share: 1 / 6, flagged: false });
  expect(forecast({ traits: { ...traits, duplicated: 0.17 } }).duplicates).toEqual({
    share: 0.17,
    flagged: true,
  });
});

test("drift is of blocks where they stood, and named where chance seldom does as much", () => {
  const rising = forecast({ curve: curveOf(starts.map((start) => 4000 + start / 50)) });
  expect(rising.drift).toMatchObject({ named: true, pValue: 0.001 });
  expect(rising.drift.correlation).toBeGreaterThan(0.8);
  // Of blocks in the order in which they were drawn neighbours would be alike, too; where they stood they take turns.
  const turns = places.map((b) => ((5 * b) % blocks) + 1);
  const shuffled = turns.map((turn) => 2000 * turn);
  const drawn = { symbols: new Uint8Array(0), alphabetSize: 256, segmentEnds: [], starts: shuffled };
  const learned = {
    curve: curveOf(places.map((b) => 4000 + 10 * b)),
    traits,
    observer: { members: [] },
    jump: null,
  };
  const { drift } = makeForecast(learned as unknown as LearnedSample, drawn, [2], chosen, Random.fromSeed(1));
  expect(drift.named).toBe(false);
  expect(drift.correlation).toBeLessThan(0.5);
});
