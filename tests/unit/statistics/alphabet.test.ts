import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { compactAlphabet, countSymbols } from "../../../src/statistics/alphabet.ts";

describe("compact alphabet", () => {
  test("symbols that occur are renamed in their order", () => {
    const { symbols, alphabetSize, originals } = compactAlphabet(Uint8Array.of(200, 7, 7, 90, 200), 256);
    expect([[...symbols], alphabetSize, [...originals]]).toEqual([[2, 0, 0, 1, 2], 3, [7, 90, 200]]);
  });

  test("a full alphabet is returned unchanged", () => {
    const given = Uint8Array.of(1, 0, 2);
    expect(compactAlphabet(given, 3)).toEqual({
      symbols: given,
      alphabetSize: 3,
      originals: Uint32Array.of(0, 1, 2),
    });
    expect(compactAlphabet(given, 3).symbols).toBe(given);
  });

  test("nothing stays nothing", () => {
    expect(compactAlphabet(new Uint8Array(0), 256)).toMatchObject({
      symbols: new Uint8Array(0),
      alphabetSize: 0,
    });
  });

  test("few symbols of a large alphabet take one byte each; the given ones are left alone", () => {
    const given = Uint32Array.of(1_000_000, 5, 1_000_000);
    const { symbols } = compactAlphabet(given, 1_000_001);
    expect(symbols).toEqual(Uint8Array.of(1, 0, 1));
    expect([...given]).toEqual([1_000_000, 5, 1_000_000]);
  });

  test("any sequence: dense, order-preserving, one to one", () => {
    fc.assert(
      fc.property(fc.uint16Array({ maxLength: 200, max: 999 }), (given) => {
        const { symbols, alphabetSize } = compactAlphabet(given, 1000);
        const present = [...new Set(given)].sort((a, b) => a - b);
        expect(alphabetSize).toBe(present.length);
        expect([...symbols]).toEqual([...given].map((symbol) => present.indexOf(symbol)));
      }),
      { seed: 1 },
    );
  });

  test("a long sequence of bytes, with and without its counts", () => {
    const given = Uint8Array.from({ length: 300_000 }, (_, i) => 3 * ((i * i) % 83) + 1);
    const present = [...new Set(given)].sort((a, b) => a - b);
    const counts = Array.from({ length: 256 }, (_, byte) => (present.includes(byte) ? 5 : 0));
    for (const known of [undefined, counts]) {
      const { symbols, originals } = compactAlphabet(given, 256, known);
      expect([...originals]).toEqual(present);
      expect(symbols.findIndex((symbol, i) => present[symbol] !== given[i])).toBe(-1);
    }
  });
});

describe("count symbols", () => {
  test("every symbol is counted, however long the sequence and wide its symbols", () => {
    const random = Random.fromSeed(3);
    for (const Kind of [Uint8Array, Uint16Array, Uint32Array]) {
      for (const n of [0, 10, 200_000]) {
        const symbols = Kind.from(Array.from({ length: n }, () => Math.floor(random.uniform() ** 2 * 90)));
        const counts = new Float64Array(100);
        for (const symbol of symbols) counts[symbol]!++;
        expect(countSymbols(symbols, 100)).toEqual(counts);
      }
    }
  });
});
