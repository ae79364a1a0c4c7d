import { expect, test } from "vitest";
import { digamma } from "../../../src/math/digamma.ts";
import { scaledExponentialIntegral } from "../../../src/math/exponential-integral.ts";
import { logRisingFactorial } from "../../../src/math/log-rising-factorial.ts";
import { trigamma } from "../../../src/math/trigamma.ts";
import references from "../../vectors/special-functions.json" with { type: "json" };

// References: mpmath with 30 digits.
test.each([
  [0.25, -4.2274535333762655],
  [0.5, -1.9635100260214235],
  [1, -0.5772156649015329],
  [3.7, 1.1671535393615113],
  [11.999, 2.442574774329119],
  [12, 2.442661679975812],
  [1000, 6.907255195648812],
])("digamma(%d)", (x, expected) =>
  expect(Math.abs(digamma(x) - expected)).toBeLessThan(2e-15 * Math.max(1, Math.abs(expected))),
);

test.each([
  [0.01, 4.078511443456426],
  [0.5, 0.9229106324837305],
  [1, 0.5963473623231941],
  [1.0000001, 0.5963473219579333],
  [2, 0.3613286168882226],
  [5, 0.1704221762847322],
  [20, 0.04771854549596084],
  [500, 0.001996015904760411],
])("e^x E1(x) at %d", (x, expected) =>
  expect(Math.abs(scaledExponentialIntegral(x) / expected - 1)).toBeLessThan(3e-15),
);

/** Relative error, or absolute where the function itself is small. */
const error = (value: number, expected: number): number =>
  Math.abs(value - expected) / Math.max(Math.abs(expected), Number.MIN_VALUE);

test.each(references.digamma)("digamma(%d), 60-digit reference", (x, expected) =>
  expect(error(digamma(x!), expected!)).toBeLessThan(1e-14),
);
test.each(references.trigamma)("trigamma(%d)", (x, expected) =>
  expect(error(trigamma(x!), expected!)).toBeLessThan(1e-14),
);
test.each(references.logRisingFactorial)("ln Gamma(%d + %d) - ln Gamma of the first", (x, m, expected) => {
  // ln(m!) vanishes for x = m = 1: there the error is absolute.
  const scale = Math.max(1, Math.abs(expected!));
  expect(Math.abs(logRisingFactorial(x!, m!) - expected!) / scale).toBeLessThan(1e-14);
});
