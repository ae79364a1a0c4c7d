import { describe, expect, it } from "vitest";
import type { BestRoute } from "../../../../src/observer/curves/best-route.ts";
import { twinRate, twinStructure } from "../../../../src/observer/curves/twin-estimates.ts";
import { handMadeCurve } from "./hand-made-curve.ts";

const blockRates = Array.from({ length: 16 }, (_, b) => 1 + (b % 4));
const best = (
  rate: number,
  structure: number,
  halfWidth: number,
  route: BestRoute["route"] = "blocks",
): BestRoute => ({
  route,
  rate: { value: rate, halfWidth },
  structure: { value: structure, halfWidth },
});

describe("l(M) of a twin", () => {
  const curve = handMadeCurve(blockRates, 0, [0, 0, 0]);

  it("differs by no more than it does in every block", () => {
    const twin = handMadeCurve(
      blockRates.map((rate) => rate + 0.5),
      0,
      [0, 0],
    );
    const { ofTwin, difference } = twinRate(twin, curve, best(2.5, 0, 9));
    expect(ofTwin.value).toBe(3);
    expect(ofTwin.halfWidth).toBeGreaterThan(0.5);
    expect(difference.value).toBeCloseTo(0.5, 12);
    expect(difference.halfWidth).toBeCloseTo(0, 12);
  });

  it("has the errors of both if the sequence is measured in file order", () => {
    const { ofTwin, difference } = twinRate(curve, curve, best(0.1, 0, 0.3, "in-order"));
    expect(difference.value).toBeCloseTo(2.4, 12);
    expect(difference.halfWidth).toBeCloseTo(Math.hypot(ofTwin.halfWidth, 0.3), 12);
  });

  it("has the errors of the orders on both sides, those of the twin from all that were read", () => {
    // Of 1 600 symbols: .1 bit a symbol.
    const spread = handMadeCurve(blockRates, 0, [-160, 0, 160]);
    const twin = handMadeCurve(blockRates, 0, [-160, 160]);
    const { halfWidth } = twinRate(twin, spread, best(2.5, 0, 9)).difference;
    // Squares .02 of three orders and .02 of two, three degrees of freedom, t = 3.1824; two orders were read.
    const ofTwin = 3.1824 * Math.sqrt(0.04 / 3 / 2);
    const own = (4.3027 * 0.1) / Math.sqrt(3);
    expect(halfWidth).toBeCloseTo(Math.hypot(ofTwin, own), 3);
  });
});

describe("S of a twin", () => {
  const flat = Array<number>(16).fill(2);

  it("varies between orders as that of the sequence does, in proportion", () => {
    const curve = handMadeCurve(flat, 1000, [-100, 0, 100]);
    const { ofTwin, difference } = twinStructure(handMadeCurve(flat, 100, [0, 0]), curve, best(2, 1000, 9));
    // A tenth of s: squares 200 of three orders and 0 of two, three degrees of freedom.
    const ofOrders = 3.1824 * Math.sqrt(200 / 3 / 2);
    // What 1 600 symbols happen to teach: 2 S / log2 1 600 parameters, each half a chi square, twice.
    const luck = (structure: number) => 2.2281 * Math.LOG2E * Math.sqrt((2 * structure) / Math.log2(1600));
    expect(ofTwin).toEqual({ value: 100, halfWidth: expect.closeTo(Math.hypot(ofOrders, luck(100)), 1) });
    expect(difference.value).toBe(-900);
    const own = (4.3027 * 100) / Math.sqrt(3);
    expect(difference.halfWidth).toBeCloseTo(Math.hypot(ofOrders, own, luck(100), luck(1000)), 0);
  });

  it("is known to 3 bits at best, and never below minus its own error", () => {
    const { ofTwin } = twinStructure(
      handMadeCurve(flat, -40, [0, 0]),
      handMadeCurve(flat, 10, [0, 0]),
      best(2, 10, 3),
    );
    expect(ofTwin.halfWidth).toBeCloseTo(40, 9);
    const nothing = handMadeCurve(flat, 0, [0, 0]);
    expect(twinStructure(nothing, nothing, best(2, 0, 3)).difference.halfWidth).toBe(3);
  });
});
