import { describe, expect, it } from "vitest";
import { truthFromBounds, truthOfDifference } from "../../../src/machines/truth-from-bounds.ts";

const route = "by hand";

describe("truthFromBounds", () => {
  // Digits: those of the whole part of log10(value / half the width).
  it.each<[string, number, number, number, number]>([
    ["half-width 6e-8 of 2", 2 - 6e-8, 2 + 6e-8, 2, 7],
    ["5e-7 of 1, the fewest digits", 1 - 5e-7, 1 + 5e-7, 1, 6],
    ["2e-11 of 0.1", 0.1 - 2e-11, 0.1 + 2e-11, 0.1, 9],
    ["no more than 12", 3 - 1e-14, 3 + 1e-14, 3, 12],
    ["no width at all", 0.7, 0.7, 0.7, 12],
    ["1e-9 is not nothing", 1e-9, 1e-9, 1e-9, 12],
  ])("%s", (_, lower, upper, value, digits) => {
    const truth = truthFromBounds({ lower, upper }, route);
    expect(truth).toEqual({ status: "exact", value: expect.closeTo(value, 15), digits, route });
  });

  it("leaves bounds that make no six digits", () => {
    expect(truthFromBounds({ lower: 1 - 2e-6, upper: 1 + 2e-6 }, route)).toEqual({
      status: "bounds",
      lower: 1 - 2e-6,
      upper: 1 + 2e-6,
      route,
    });
    expect(truthFromBounds({ lower: 0, upper: 1 }, route)).toEqual({
      status: "bounds",
      lower: 0,
      upper: 1,
      route,
    });
  });

  it("is 0 to nine decimals below a billionth", () => {
    for (const upper of [0, 5e-10, 9.99e-10])
      expect(truthFromBounds({ lower: 0, upper }, route)).toEqual({
        status: "exact",
        value: 0,
        digits: 9,
        route,
      });
  });
});

describe("truthOfDifference", () => {
  it("is a closed form where nothing is left", () => {
    expect(truthOfDifference(1.5, 1.5, route)).toEqual({ status: "exact", value: 0, digits: 12, route });
  });

  // Rounding is (larger + smaller) 1e-15: 2e-15 of 2^-17 = 7.6e-6 is a share of 2.6e-10.
  it("keeps the digits that cancellation leaves", () => {
    expect(truthOfDifference(1 + 2 ** -17, 1, route)).toEqual({
      status: "exact",
      value: expect.closeTo(2 ** -17, 18),
      digits: 9,
      route,
    });
  });

  // A share of 2e-15 / 2^-29 = 1.07e-6.
  it("states bounds when too few are left", () => {
    expect(truthOfDifference(1 + 2 ** -29, 1, route)).toEqual({
      status: "bounds",
      lower: expect.closeTo(2 ** -29 - 2e-15, 18),
      upper: expect.closeTo(2 ** -29 + 2e-15, 18),
      route,
    });
  });

  it("never states less than nothing", () => {
    expect(truthOfDifference(1e6 + 2 ** -30, 1e6, route)).toEqual({
      status: "bounds",
      lower: 0,
      upper: expect.closeTo(2 ** -30 + 2e-9, 17),
      route,
    });
  });
});
