import { describe, expect, it } from "vitest";
import { registerBits } from "../../../../src/estimators/deception/register-bits.ts";
import {
  bitConvention,
  bitSymbols,
  longestSegment,
  serialBitsOf,
} from "../../../../src/estimators/memo/bit-sequences.ts";
import { contextOf, contextOfSymbols } from "../context-of.ts";

const bitsOf = (symbols: readonly number[], alphabetSize: number, most = 1000) =>
  [...contextOfSymbols(symbols, alphabetSize).get(serialBitsOf(most))].join("");

describe("bits of symbols", () => {
  it("one a symbol where two occur, whatever they are: the larger is 1", () => {
    expect(bitsOf([7, 200, 200, 7, 200], 256)).toBe("01101");
    expect(bitsOf([200, 7, 7], 256)).toBe("100");
    expect(bitsOf([3, 3, 3], 256)).toBe("000");
  });

  // 5, 0, 3, 6 of 7: three bits; 16 symbols have four, 17 have five.
  it.each([
    [[5, 0, 3, 6], 7, "101000011110"],
    [[5, 0, 3, 6], 8, "101000011110"],
    [[5, 0, 3, 6], 9, "0101000000110110"],
    [[15, 1, 8], 16, "111100011000"],
    [[15, 1, 8], 17, "011110000101000"],
    [[255, 1, 128], 256, "111111110000000110000000"],
    [[0, 1, 2], 3, "000110"],
  ])("%j of an alphabet of %i", (symbols, alphabetSize, bits) => {
    expect(bitsOf(symbols, alphabetSize)).toBe(bits);
  });

  it("no more than are asked for", () => {
    expect(bitsOf([5, 0, 3, 6], 8, 7)).toBe("1010000");
    expect(bitsOf([5, 0, 3, 6], 8, 1)).toBe("1");
  });

  it("of the longest block", () => {
    const context = contextOf(["ab", "abba", "bb"]);
    expect(context.get(bitSymbols)).toEqual({ symbols: expect.objectContaining({ length: 4 }), width: 1 });
    expect([...context.get(serialBitsOf(9))].join("")).toBe("0110");
    expect(contextOf(["ab", "abca", "bb"]).get(bitSymbols).symbols).toHaveLength(4);
  });

  it("as many as were asked for are told apart", () => {
    expect([serialBitsOf(3).name, serialBitsOf(4).name]).toEqual(["serial-bits-3", "serial-bits-4"]);
    expect(bitSymbols.name).toBe("bit-symbols");
  });

  it("say what they are", () => {
    expect(bitConvention).toMatch(/most significant first/);
  });
});

it.each<[number[], number[]]>([
  [
    [1, 4, 8],
    [4, 5, 6, 7],
  ],
  [[8], [0, 1, 2, 3, 4, 5, 6, 7]],
  [
    [3, 6, 8],
    [0, 1, 2],
  ],
  [
    [2, 6, 8],
    [2, 3, 4, 5],
  ],
  [
    [2, 5, 8],
    [2, 3, 4],
  ],
  [
    [2, 4, 8],
    [4, 5, 6, 7],
  ],
  [
    [0, 1, 8],
    [1, 2, 3, 4, 5, 6, 7],
  ],
  [[], []],
])("the first of the longest segments that end at %j", (segmentEnds, longest) => {
  const symbols = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7);
  expect([...longestSegment({ symbols, segmentEnds, alphabetSize: 8 })]).toEqual(longest);
});

it("registers read 64 to a million bits, 32 768 unless told otherwise", () => {
  const schema = registerBits();
  expect(schema.parse(undefined)).toBe(32_768);
  const takes = (bits: number) => schema.safeParse(bits).success;
  expect([63, 64, 1_000_000, 1_000_001, 64.5].map(takes)).toEqual([false, true, true, false, false]);
  expect(schema.description).toMatch(/^most bits read/);
});
