import { describe, expect, it } from "vitest";
import { nameWords } from "../../../src/words/name-words.ts";
import { randomSymbols } from "./random-symbols.ts";

describe("nameWords", () => {
  it.each([0, 1, 2, 3, 5, 7, 8, 31, 63, 64])("names words of %i symbols as they first appear", (length) => {
    for (const alphabet of [1, 2, 5]) {
      for (const n of [length, length + 1, length + 200]) {
        const period = randomSymbols(17, alphabet, n);
        const text = Uint8Array.from({ length: n }, (_, i) => period[(i + (i >> 6)) % 17]!);
        const known = new Map<string, number>();
        const expected = Array.from({ length: n - length + 1 }, (_, i) => {
          const word = text.subarray(i, i + length).join();
          if (!known.has(word)) known.set(word, known.size);
          return known.get(word);
        });
        const { names, distinct } = nameWords(text, length);
        expect([...names]).toEqual(expected);
        expect(distinct).toBe(known.size);
      }
    }
  });
});
