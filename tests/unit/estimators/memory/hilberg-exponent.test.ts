import { expect, it } from "vitest";
import { hilbergExponent } from "../../../../src/estimators/memory/hilberg-exponent.ts";
import { learningCurveOf } from "../../../../src/estimators/statistics/learning-curves.ts";
import { pairsGiven } from "../context-given.ts";
import { numberFrom, reasonFrom } from "../context-of.ts";

/** Two blocks of 3 and 5 symbols and what they cost at each size: 3 and 5 times so many bits a symbol, 1 more and 1 less. */
const evenly = (rates: readonly number[]) => rates.map((rate) => Float64Array.of(3 * rate + 1, 5 * rate - 1));

function given(sizes: readonly number[], blockBits: readonly Float64Array[], profile = "standard") {
  const curve = { sizes, paired: { blockLengths: [3, 5], blockBits } };
  return pairsGiven(4000, [learningCurveOf(profile as "standard"), curve]);
}

/** Bits a symbol that fall by s(m)/m at the doubling of m = 1, 2, 4, ... */
function ratesFrom(shared: readonly number[]): number[] {
  const rates = [9];
  for (const [j, value] of shared.entries()) rates.push(rates[j]! - value / 2 ** j);
  return rates;
}

const powers = (count: number) => Array.from({ length: count }, (_, j) => 2 ** j);

it.each([0.25, 0.5, 0.8, -0.5])("what is shared grows as m^%d", async (beta) => {
  const shared = powers(6).map((m) => 0.3 * Math.exp(beta * Math.log(m)));
  expect(await numberFrom(hilbergExponent, given(powers(7), evenly(ratesFrom(shared))))).toBeCloseTo(
    beta,
    11,
  );
});

// Slope of four points ln 2 apart: (3 (y4 - y1) + y3 - y2)/(10 ln 2), here with y in units of ln 2.
it("least squares of the last four doublings, whatever was before them", async () => {
  const shared = [-7, 64, 2, 1, 8, 4];
  const slope = (3 * (2 - 1) + 3 - 0) / 10;
  expect(await numberFrom(hilbergExponent, given(powers(7), evenly(ratesFrom(shared))))).toBeCloseTo(
    slope,
    11,
  );
});

it("a last size that is no doubling does not count", async () => {
  const blockBits = evenly([...ratesFrom([2, 1, 8, 4]), 1e-3]);
  expect(await numberFrom(hilbergExponent, given([...powers(5), 24], blockBits))).toBeCloseTo(0.6, 11);
});

it("blocks that were asked at both sizes are compared", async () => {
  const blockBits = evenly(ratesFrom([2, 1, 8, 4]));
  // The second block was not asked at the two smallest sizes: all that is gained there is gained by the first.
  blockBits[0] = Float64Array.of(70);
  blockBits[1] = Float64Array.of(70 - 3 * 4);
  blockBits[2] = Float64Array.of(70 - 3 * 4 - 3 * 1, 1000);
  blockBits[3] = Float64Array.of(70 - 3 * 4 - 3 * 1 - 2, 1000 - 6);
  blockBits[4] = Float64Array.of(70 - 3 * 4 - 3 * 1 - 4, 1000 - 7);
  // 1 * 12/3, 2 * 3/3, 4 * 8/8, 8 * 3/8
  const [a, b, c, d] = [4, 2, 4, 3].map((value) => Math.log2(value)) as [number, number, number, number];
  expect(await numberFrom(hilbergExponent, given(powers(5), blockBits))).toBeCloseTo(
    (3 * (d - a) + c - b) / 10,
    11,
  );
});

it("of the curve of the profile asked for", async () => {
  const context = given(powers(5), evenly(ratesFrom([1, 2, 4, 8])), "fast");
  expect(await numberFrom(hilbergExponent, context, { profile: "fast" })).toBeCloseTo(1, 11);
  expect(hilbergExponent.params.parse({})).toEqual({ profile: "standard" });
});

it("says why there is none", async () => {
  expect(await reasonFrom(hilbergExponent, given(powers(4), evenly(ratesFrom([1, 1, 1]))))).toBe(
    "fewer than 4 doublings were learned",
  );
  for (const shared of [
    [1, 1, 1, 1, 0],
    [9, 1, -1, 1, 1],
    [9, -1, 1, 1, 1],
  ])
    expect(await reasonFrom(hilbergExponent, given(powers(6), evenly(ratesFrom(shared))))).toBe(
      "the rate does not fall at each of the last 4 doublings",
    );
  expect(await reasonFrom(hilbergExponent, pairsGiven(3999))).toBe("3999 symbols, needs 4000");
});

it("says what it gives", () => {
  expect(hilbergExponent).toMatchObject({
    id: "hilberg-exponent",
    quantity: "hilbergExponent",
    title: "Hilberg exponent",
    summary: expect.stringContaining("neighbouring blocks share"),
    formula: expect.stringContaining("slope of log m (l(m) - l(2m))"),
    convention: expect.stringContaining("paired blocks"),
    validity: expect.stringContaining("where l falls"),
    cost: expect.stringContaining("learning-curve"),
    reference: expect.stringContaining("Hilberg 1990"),
  });
});
