import { describe, expect, it } from "vitest";
import { explainProfile, kindOf } from "../../../../src/features/explain/profile.ts";

describe("kindOf", () => {
  const text = { rate: 2.4, without: 2.5, own: 6, collision: 3.9, ceiling: 6.3 };
  it.each([
    ["text", text, "plain"],
    ["text that comes again", { ...text, rate: 0.1 }, "repeated"],
    ["text that half comes again", { ...text, rate: 1.26 }, "plain"],
    ["noise", { rate: 8.1, without: 8.1, own: 8, collision: 7.9, ceiling: 8 }, "noise"],
    ["noise that comes again", { rate: 0.02, without: 8, own: 8, collision: 7.9, ceiling: 8 }, "repeated"],
    ["a biased coin", { rate: 0.5, without: 0.5, own: 1, collision: 0.3, ceiling: 1 }, "plain"],
    ["a text that has just begun", { ...text, rate: 7, without: 7 }, "plain"],
    ["one symbol only", { rate: 0.001, without: 0.002, own: 0, collision: 0, ceiling: 8 }, "order"],
    ["a period that orders know", { rate: 0.01, without: 0.03, own: 3, collision: 3, ceiling: 8 }, "order"],
    [
      "a period that only pointers know",
      { rate: 0.01, without: 1, own: 3, collision: 3, ceiling: 8 },
      "repeated",
    ],
    [
      "digits of no law in a text",
      { rate: 3.35, without: 3.35, own: 3.32, collision: 3.3, ceiling: 6 },
      "noise",
    ],
  ] as const)("tells %s", (_, cost, kind) => {
    expect(kindOf(cost)).toBe(kind);
  });
});

const block = (offset: number, length: number) => ({ length, offsetAt: (symbol: number) => offset + symbol });

describe("explainProfile", () => {
  const n = 1000;
  const sample = {
    symbols: Uint8Array.from({ length: n }, (_, i) => i % 4),
    alphabetSize: 4,
    losses: Float64Array.from({ length: n }, (_, i) => i / 1000),
    lossesWithoutPointers: Float64Array.from({ length: n }, (_, i) => i / 1000),
  };

  it("cuts forty stretches, none across two blocks, at the places of the input", () => {
    const blocks = [block(500, 600), block(9000, 400)];
    const stretches = explainProfile(sample, blocks);
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
    const stretches = explainProfile(sample, [block(0, 3), block(3, 997)]);
    expect(stretches.reduce((sum, { symbols }) => sum + symbols, 0)).toBe(n);
    const bits = stretches.reduce((sum, { rate, symbols }) => sum + rate.value * symbols, 0);
    expect(bits).toBeCloseTo(499.5, 9);
  });

  it("has no more stretches than symbols", () => {
    const few = { ...sample, symbols: Uint8Array.of(0, 1), losses: Float64Array.of(1, 1) };
    expect(explainProfile(few, [block(0, 2)])).toHaveLength(2);
  });
});
