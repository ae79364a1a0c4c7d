import { describe, expect, it } from "vitest";
import { explainProfile } from "../../../../src/features/explain/profile.ts";

const block = (offset: number, length: number) => ({ length, offsetAt: (symbol: number) => offset + symbol });

describe("explainProfile", () => {
  const n = 1000;
  const losses = Float64Array.from({ length: n }, (_, i) => i / 1000);

  it("cuts forty stretches, none across two blocks, at the places of the input", () => {
    const blocks = [block(500, 600), block(9000, 400)];
    const stretches = explainProfile(losses, blocks);
    expect(stretches).toHaveLength(40);
    expect(stretches.slice(0, 2).map(({ start, end, symbols }) => [start, end, symbols])).toEqual([
      [500, 525, 25],
      [525, 550, 25],
    ]);
    expect(stretches[23]!.end).toBe(1100);
    expect(stretches[24]).toMatchObject({ start: 9000, end: 9025 });
    expect(stretches.at(-1)!.end).toBe(9400);
    // The mean of the losses 600 to 624, in thousandths.
    expect(stretches[24]!.rate.value).toBeCloseTo(0.612, 12);
    expect(stretches[24]!.rate).toMatchObject({ unit: "bit/symbol", interval: null });
  });

  it("holds every symbol once, in blocks of any length", () => {
    const stretches = explainProfile(losses, [block(0, 3), block(3, 997)]);
    expect(stretches.reduce((sum, { symbols }) => sum + symbols, 0)).toBe(n);
    const bits = stretches.reduce((sum, { rate, symbols }) => sum + rate.value * symbols, 0);
    expect(bits).toBeCloseTo(499.5, 9);
  });

  it("has no more stretches than symbols", () => {
    expect(explainProfile(Float64Array.of(1, 1), [block(0, 2)])).toHaveLength(2);
  });
});
