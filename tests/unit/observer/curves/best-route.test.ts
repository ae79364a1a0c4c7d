import { expect, test } from "vitest";
import { bestRoute } from "../../../../src/observer/curves/best-route.ts";
import { handMadeCurve } from "./hand-made-curve.ts";

/** A curve whose 16 blocks of 100 symbols cost about so many bits a symbol at the end. */
const curveAt = (rate: number, structure = 0) =>
  handMadeCurve(
    Array.from({ length: 16 }, (_, b) => rate * (1 + (b % 2 === 0 ? 0.01 : -0.01))),
    structure,
    [0, 0, 0, 0, 0],
  );

const lengths = Array.from({ length: 16 }, () => 100);
/** Losses that fall from the first half to the second. */
const losses = (first: number, second: number) =>
  Float64Array.from({ length: 1600 }, (_, i) => (i < 800 ? first : second * (1 + (i % 2 ? 0.01 : -0.01))));

test("what blocks show is taken where the order of the sequence adds little", () => {
  const { rate, route } = bestRoute(curveAt(2), lengths, losses(3, 1.95), 8);
  expect([route, rate.value]).toEqual(["blocks", 2]);
  expect(rate.halfWidth).toBeGreaterThan(0);
});

test("file order is chosen if its second half is clearly cheaper", () => {
  const { rate, route } = bestRoute(curveAt(2), lengths, losses(3, 0.1), 8);
  expect(route).toBe("in-order");
  expect(rate.value).toBeCloseTo(0.1, 9);
});

test("S is then no more than what the sequence cost as it stood, beyond that price", () => {
  const curve = curveAt(2, 9000);
  const { structure } = bestRoute(curve, lengths, losses(3, 0.1), 8);
  expect(structure.value).toBeCloseTo(800 * (3 - 0.1), 6);
  expect(bestRoute(curve, lengths, losses(3, 1.95), 8).structure.value).toBe(9000);
});

test("nothing costs more than log2 A, and nothing less than 0", () => {
  expect(bestRoute(curveAt(7), lengths, losses(7, 7), 3)).toMatchObject({
    route: "uniform",
    rate: { value: 3 },
  });
  expect(bestRoute(curveAt(-0.01), lengths, losses(0, 0), 3).rate.value).toBe(0);
});
