// @module-tag thorough
import { expect, it } from "vitest";
import { sharedBlocksOf } from "../../../../src/estimators/memo/shared-blocks.ts";
import { hilbergExponent } from "../../../../src/estimators/memory/hilberg-exponent.ts";
import { realise } from "../../observer/observer-known-sources.ts";
import { pairsGiven } from "../context-given.ts";
import { contextOfSymbols, numberFrom, reasonFrom } from "../context-of.ts";

const sizes = [128, 256, 512, 1024, 2048];
const rowsOf = (shared: (m: number) => number) =>
  sizes.map((size) => ({ size, bits: new Float64Array(8).fill(shared(size)) }));

function given(
  shared: (m: number) => number,
  profile: "fast" | "standard" = "standard",
  lengths = sizes.length,
) {
  return pairsGiven(16_384, [sharedBlocksOf(profile), rowsOf(shared).slice(0, lengths)]);
}

it.each([0.25, 0.5, 0.8])("what is shared grows as m^%d", async (beta) => {
  expect(
    await numberFrom(
      hilbergExponent,
      given((m) => 3 * m ** beta),
    ),
  ).toBeCloseTo(beta, 6);
});

it("an upper bound with the interval of a jackknife over pieces", async () => {
  // Pieces are alike: half a power of log m, m = 512 in the middle, and Student's quantile of 7 degrees of freedom.
  const half = (2.364624251592784 * 0.5) / Math.log(512);
  const measured = await hilbergExponent.measure(given((m) => Math.sqrt(m)));
  if (measured.status !== "ok" || measured.shape !== "scalar") throw new Error("no number");
  expect(measured.bound).toBe("upper");
  expect(measured.interval).toMatchObject({ level: 0.95, method: "block-jackknife" });
  expect(measured.interval!.lower).toBeCloseTo(0.5 - half, 6);
  expect(measured.interval!.upper).toBeCloseTo(0.5 + half, 6);
});

it("of the blocks of the profile asked for", async () => {
  const context = given((m) => m ** 0.7, "fast");
  expect(await numberFrom(hilbergExponent, context, { profile: "fast" })).toBeCloseTo(0.7, 6);
  expect(hilbergExponent.params!.parse({})).toEqual({ profile: "standard" });
});

it("says why there is none", async () => {
  expect(await reasonFrom(hilbergExponent, given(Math.sqrt, "standard", 3))).toBe(
    "blocks of fewer than 4 lengths fit",
  );
  expect(await reasonFrom(hilbergExponent, pairsGiven(16_383))).toBe("16383 symbols, needs 16384");
});

it("says what it gives", () => {
  expect(hilbergExponent).toMatchObject({
    id: "hilberg-exponent",
    quantity: "hilbergExponent",
    title: "Hilberg exponent",
    summary: expect.stringContaining("neighbouring blocks share"),
    formula: expect.stringContaining("C(a) + C(b) - C(ab)"),
    convention: expect.stringContaining("leaving out a part"),
    validity: expect.stringContaining("power law"),
    cost: expect.stringContaining("260 000 symbols"),
    reference: expect.stringContaining("Hilberg 1990"),
  });
});

// The growth of H(n) - n h of a Santa Fe process with infinitely many facts is known exactly; memoryless digits have none.
it.each([
  ["santa-fe(beta=0.3)", 0.3],
  ["santa-fe(beta=0.5)", 0.5],
  ["santa-fe(beta=0.7)", 0.7],
  ["uniform(alphabet=10)", 0],
  ["coin(p=0.3)", 0],
] as const)("the interval holds the exponent of %s", { tags: ["slow"] }, async (recipe, known) => {
  const { symbols, alphabetSize } = await realise(recipe, 20_000);
  const measured = await hilbergExponent.measure(contextOfSymbols(symbols, alphabetSize));
  if (measured.status !== "ok" || measured.shape !== "scalar") throw new Error("no number");
  const { lower, upper } = measured.interval!;
  expect([lower <= known, known <= upper]).toEqual([true, true]);
});
