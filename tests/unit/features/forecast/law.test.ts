import { expect, test } from "vitest";
import { z } from "zod";
import data from "../../../../data/forecast-errors.json" with { type: "json" };
import { excessOf, gradeForecast } from "../../../../src/features/forecast/grade.ts";
import {
  type LearnedSample,
  learnedCurve,
  leastDoubt,
  makeForecast,
  type Order,
  predict,
} from "../../../../src/features/forecast/law.ts";
import type { SettledObserver } from "../../../../src/observer/settled-observer.ts";

/** A curve whose m-th symbol makes C(m) what it is told to be. */
function curveOf(codeLength: (m: number) => number) {
  const blocks = Array.from({ length: 1024 }, (_, b) => b);
  const bits = blocks.map((m) => codeLength(m + 1) - codeLength(m));
  return learnedCurve({ lengths: blocks.map(() => 1), orders: [{ blocks, bits }] });
}
const power = (m: number) => 3 * Math.sqrt(m);
const limited = (m: number) => 1.5 * m + 2 * Math.sqrt(m);

test("each law is exact on the curve it is made for", () => {
  const ofPower = curveOf(power);
  expect(ofPower).toMatchObject({ n: 1024, exponent: expect.closeTo(0.5, 12) });
  expect(predict(ofPower, "power-law", 4).excess).toBeCloseTo(power(4096) - power(1024), 9);
  expect(predict(ofPower, "power-law", 4).loss).toBeCloseTo(1.5 / 64, 12);
  const rate = (power(1024) - power(512)) / 512;
  expect(predict(ofPower, "last-marginal-rate", 4)).toEqual({
    excess: expect.closeTo(3072 * rate, 9),
    loss: expect.closeTo(rate, 12),
  });
  const ofLimit = curveOf(limited);
  const { excess, loss } = predict(ofLimit, "f1", 10);
  expect(excess / (limited(10_240) - limited(1024))).toBeCloseTo(1, 3);
  expect(loss).toBeCloseTo(1.5 + 1 / Math.sqrt(10_240), 3);
  expect(ofLimit.f1.limit).toBeCloseTo(1.5, 2);
});

test("no law predicts that more costs nothing", () => {
  const curve = { ...curveOf(power), f1: { limit: 0, amplitude: 5, exponent: 0 } };
  expect(predict(curve, "f1", 10)).toEqual({
    excess: expect.closeTo((9 * 1024 * curve.rate) / 1000, 9),
    loss: expect.closeTo(curve.rate / 1000, 12),
  });
});

function forecast(order: Order, factors: readonly number[], duplicated = 0, alphabetSize = 2 ** 32) {
  const observer = { members: ["a", "b"] };
  const learned = { status: "ok", curve: curveOf(limited), orders: 8, duplicated, observer };
  return makeForecast(learned as unknown as LearnedSample, alphabetSize, factors, order);
}

test.each<[Order, "power-law" | "f1"]>([
  ["drawn", "power-law"],
  ["in-order", "f1"],
])("%s: the forecast is the %s, with intervals of its graded errors", (order, law) => {
  const made = forecast(order, [2, 10], 0.25);
  expect(made).toMatchObject({
    ...{ status: "ok", orders: 8, members: ["a", "b"] },
    law: { id: law, texts: data.texts, duplicated: 0.25 },
  });
  for (const { factor, excess, loss, codeLength, symbols, baselines } of made.expectations) {
    const expected = predict(curveOf(limited), law, factor);
    const place = data.factors.indexOf(factor);
    const doubt = leastDoubt + 0.25;
    for (const [range, of] of [
      [excess, "excess"],
      [loss, "loss"],
    ] as const) {
      const graded = data.quantiles[order][of];
      expect(range.value).toBe(expected[of]);
      expect(range.upper95 / range.value).toBeCloseTo(Math.exp(doubt * graded["95"][place]!), 9);
      expect(range.value / range.lower80).toBeCloseTo(Math.exp(doubt * graded["80"][place]!), 9);
    }
    expect(symbols).toBe(1024 * factor);
    expect(codeLength.lower95).toBeCloseTo(limited(1024) + excess.lower95, 6);
    expect(baselines.find(({ id }) => id === law)!.excess).toBe(excess.value);
  }
  expect(made.loss.value).toBe(predict(curveOf(limited), law, 1).loss);
});

test("between graded multiples the width is between theirs; beyond the last it never shrinks", () => {
  for (const order of ["drawn", "in-order"] as const) {
    const widths = forecast(order, [3, 4, 5, 10, 40, 100]).expectations.map(({ excess, graded }) => ({
      width: Math.log(excess.upper95 / excess.value),
      graded,
    }));
    const [three, four, five, ten, forty, hundred] = widths.map(({ width }) => width) as [
      ...[number, number, number, number, number, number],
    ];
    expect(four).toBeGreaterThanOrEqual(Math.min(three, five) - 1e-12);
    expect(four).toBeLessThanOrEqual(Math.max(three, five) + 1e-12);
    expect(forty).toBeGreaterThanOrEqual(ten - 1e-12);
    expect(hundred).toBeGreaterThanOrEqual(forty - 1e-12);
    expect(widths.map(({ graded }) => graded)).toEqual([true, true, true, true, false, false]);
  }
});

test("no interval reaches beyond what symbols can cost, nor below the value", () => {
  const [free] = forecast("in-order", [10]).expectations;
  const [least] = forecast("in-order", [10], 0, 3).expectations;
  expect(free!.loss.upper95).toBeGreaterThan(Math.log2(3));
  expect(least!.loss).toEqual({ ...free!.loss, upper80: least!.loss.upper80, upper95: Math.log2(3) });
  expect(least!.excess.upper95).toBeCloseTo(9 * 1024 * Math.log2(3), 6);
  const [none] = forecast("in-order", [10], 0, 2).expectations;
  expect(none!.loss.upper95).toBe(none!.loss.value);
});

/** Pays 1 bit a symbol up to 1500, then 3. */
const observer = {
  segmentBits: (_: Uint8Array, ends: readonly number[]) =>
    ends.map((end, s) => {
      const bits = (at: number) => at + 2 * Math.max(0, at - 1500);
      return bits(end) - bits(ends[s - 1] ?? 0);
    }),
} as unknown as SettledObserver;
const whole = { symbols: new Uint8Array(4000), alphabetSize: 2, segmentEnds: [1500, 2500, 4000] };

test("the actual cost beyond a sample, also of one that ends within a block", () => {
  const excess = excessOf(whole, 1000, observer);
  expect([1000, 1250, 1500, 2000, 4000].map(excess)).toEqual([0, 250, 500, 2000, 8000]);
  expect(excessOf(whole, 1500, observer)(2500)).toBe(3000);
});

test("grades: errors of the excess, hits, and errors of simple laws", () => {
  const excess = { value: 2200, lower80: 2100, upper80: 2300, lower95: 1900, upper95: 2500 };
  const expectations = [2, 5].map((factor) => ({
    ...{ factor, symbols: 1000 * factor, codeLength: excess, excess, loss: excess, graded: true },
    baselines: [{ id: "f1" as const, excess: 2800 }],
  }));
  const { n, points } = gradeForecast({ expectations }, 1000, whole, observer);
  expect(n).toBe(4000);
  expect(points).toEqual([
    {
      ...{ factor: 2, status: "ok", excess: 2000, error: expect.closeTo(0.1, 12) },
      ...{ within80: false, within95: true, baselines: [{ id: "f1", error: expect.closeTo(0.4, 12) }] },
    },
    { factor: 5, status: "undefined", reason: "not reached: the input has 4000 of 5000 symbols" },
  ]);
});

test("quantiles of graded errors are positive, and wider for 95 %", () => {
  const list = z.array(z.number().positive()).length(data.factors.length);
  for (const { excess, loss } of Object.values(data.quantiles))
    for (const graded of [excess, loss]) {
      expect(list.safeParse(graded["80"]).success && list.safeParse(graded["95"]).success).toBe(true);
      for (const [f, narrow] of graded["80"].entries()) expect(graded["95"][f]).toBeGreaterThan(narrow);
    }
});
