import { expect, test } from "vitest";
import { scalingOf } from "../../../../src/features/forecast/exponents.ts";

/** A decay of an exponent, left out of it piece by piece. */
const decay = (
  value: number,
  lower95 = value / 2,
  without = new Float64Array(32).fill(value),
  lawError = 0,
) => ({
  outcome: { status: "ok" as const, value, lower95, upper95: 2 * value, from: 2, to: 64 },
  ...{ without, lawError },
});
const none = {
  outcome: { status: "undefined" as const, reason: "x" },
  without: new Float64Array(),
  lawError: 0,
};
const level = (value: number) => decay(value, 0);

test.each([
  ["there is no beta", none, decay(1)],
  ["there is no beta", none, level(1)],
  ["there is no gamma", decay(1), none],
  ["there is no gamma", level(1), none],
  ["there is no beta and no gamma", none, none],
  ["beta may be 0", level(1), decay(1)],
  ["gamma may be 0", decay(1), level(1)],
  ["beta and gamma may be 0", level(1), level(1)],
])("no exponent of a loss: %s", (reason, beta, gamma) => {
  expect(scalingOf(beta, gamma)).toEqual({ status: "undefined", reason });
});

/** 97.5 % of the law of Student with 31 degrees of freedom. */
const quantile = 2.039513;

test("the exponent of a loss is gamma / (2 beta), over what both hold for", () => {
  const beta = { ...decay(0.5), outcome: { ...decay(0.5).outcome, from: 3, to: 48 } };
  const gamma = { ...decay(0.4), outcome: { ...decay(0.4).outcome, from: 1, to: 96 } };
  const near = expect.closeTo(0.4, 9);
  const exact = { status: "ok", value: 0.4, lower95: near, upper95: near, from: 3, to: 48 };
  expect(scalingOf(beta, gamma)).toEqual(exact);
  expect(scalingOf(decay(0.5), decay(0.4))).toMatchObject({ from: 2, to: 64 });
});

test.each([
  ["the law of beta", decay(0.5, 0.1, undefined, 0.05), decay(0.4), 0.1],
  ["the law of gamma", decay(0.5), decay(0.4, 0.1, undefined, 0.02), 0.05],
  ["both laws", decay(0.5, 0.1, undefined, 0.05), decay(0.4, 0.1, undefined, 0.02), Math.hypot(0.1, 0.05)],
])("its interval is of ratios, as wide as %s leaves it", (_, beta, gamma, error) => {
  const found = scalingOf(beta, gamma);
  if (found.status !== "ok") throw new Error(found.reason);
  expect(Math.log(found.upper95 / found.value)).toBeCloseTo(quantile * error, 5);
  expect(Math.log(found.value / found.lower95)).toBeCloseTo(quantile * error, 5);
});

test("what pieces change in both alike changes nothing, and what they change in one widens the interval", () => {
  const swaying = Float64Array.from(
    { length: 32 },
    (_, piece) => 0.5 * Math.exp(piece % 2 === 0 ? 0.01 : -0.01),
  );
  const alike = scalingOf(
    decay(0.5, 0.1, swaying),
    decay(
      0.4,
      0.1,
      swaying.map((value) => 0.8 * value),
    ),
  );
  expect(alike).toMatchObject({ lower95: expect.closeTo(0.4, 9), upper95: expect.closeTo(0.4, 9) });
  for (const found of [
    scalingOf(decay(0.5, 0.1, swaying), decay(0.4)),
    scalingOf(decay(0.5), decay(0.4, 0.1, swaying)),
  ]) {
    if (found.status !== "ok") throw new Error(found.reason);
    // The jackknife: sqrt(31 / 32 * 32 * .01^2).
    expect(Math.log(found.upper95 / found.value)).toBeCloseTo(quantile * Math.sqrt(31) * 0.01, 5);
  }
});
