import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { longestMaximalRepeats } from "../../../src/words/maximal-repeats.ts";

interface Segmented {
  readonly symbols: Uint8Array;
  readonly segmentEnds: readonly number[];
}

const textOf = (...segments: readonly string[]): Segmented => {
  const ends: number[] = [];
  for (const segment of segments) ends.push((ends.at(-1) ?? 0) + segment.length);
  return { symbols: new Uint8Array(Buffer.from(segments.join(""))), segmentEnds: ends };
};

/** Symbols up to the end of the segment, and after them the end, smaller than any symbol. */
function suffixAt({ symbols, segmentEnds }: Segmented, place: number): number[] {
  const segment = segmentEnds.findIndex((end) => end > place);
  return [...symbols.subarray(place, segmentEnds[segment]), -1 - segment];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((x, i) => x !== b[i]);
  return at < 0 ? 0 : a[at]! - (b[at] ?? 0);
}

/** Suffixes in order, and by position what each shares with the one before it. */
function sorted(text: Segmented) {
  const suffixes = Int32Array.from(text.symbols.keys()).sort((i, j) =>
    compare(suffixAt(text, i), suffixAt(text, j)),
  );
  const prefixes = new Int32Array(suffixes.length);
  for (let r = 1; r < suffixes.length; r++) {
    const [a, b] = [suffixAt(text, suffixes[r - 1]!), suffixAt(text, suffixes[r]!)];
    prefixes[suffixes[r]!] = a.findIndex((x, i) => x !== b[i]);
  }
  return { suffixes, prefixes };
}

function repeatsOf(text: Segmented, most: number) {
  const { suffixes, prefixes } = sorted(text);
  const found = longestMaximalRepeats(text.symbols, text.segmentEnds, suffixes, prefixes, most);
  return found.map(({ length, places }) => ({ length, places: [...places] }));
}

/** By the definition: words of two places or more, before and behind which not all have the same symbol. */
function byDefinition(text: Segmented) {
  const { symbols, segmentEnds } = text;
  const starts = new Set([0, ...segmentEnds]);
  const places = new Map<string, number[]>();
  for (let at = 0; at < symbols.length; at++) {
    const suffix = suffixAt(text, at);
    for (let length = 1; length < suffix.length; length++) {
      const word = suffix.slice(0, length).join();
      places.set(word, [...(places.get(word) ?? []), at]);
    }
  }
  const repeats = [...places].map(([word, where]) => ({ word: word.split(",").map(Number), where }));
  return repeats
    .filter(({ word, where }) => {
      if (where.length < 2) return false;
      const before = where.map((at) => (starts.has(at) ? `start ${at}` : symbols[at - 1]));
      const behind = where.map((at) => suffixAt(text, at)[word.length]);
      return new Set(before).size > 1 && new Set(behind).size > 1;
    })
    .sort((a, b) => b.word.length - a.word.length || compare(a.word, b.word))
    .map(({ word, where }) => ({ length: word.length, places: where }));
}

describe("by hand", () => {
  it("banana: ana, and a; every n is before an a", () => {
    expect(repeatsOf(textOf("banana"), 9)).toEqual([
      { length: 3, places: [1, 3] },
      { length: 1, places: [1, 3, 5] },
    ]);
    expect(repeatsOf(textOf("banana"), 1)).toEqual([{ length: 3, places: [1, 3] }]);
  });

  it("of equally long ones that of smaller symbols first", () => {
    // xy, ab and pq, each twice between letters that occur once.
    const text = textOf("1xy2ab3pq4ab5xy6pq7");
    expect(repeatsOf(text, 2)).toEqual([
      { length: 2, places: [4, 10] },
      { length: 2, places: [7, 16] },
    ]);
    expect(repeatsOf(text, 5)).toEqual([
      { length: 2, places: [4, 10] },
      { length: 2, places: [7, 16] },
      { length: 2, places: [1, 13] },
    ]);
  });

  it("segments begin and end anew", () => {
    expect(repeatsOf(textOf("abc", "abc"), 9)).toEqual([{ length: 3, places: [0, 3] }]);
    expect(repeatsOf(textOf("ab", "", "cab"), 9)).toEqual([{ length: 2, places: [0, 3] }]);
    expect(repeatsOf(textOf("xab", "xab"), 9)).toEqual([{ length: 3, places: [0, 3] }]);
  });

  it.each([[""], ["a"], ["abc"]])("nothing occurs twice in '%s'", (text) => {
    expect(repeatsOf(textOf(text), 5)).toEqual([]);
  });

  it("one symbol n times: 1 to n - 1 of it", () => {
    expect(repeatsOf(textOf("aaaaa"), 9)).toEqual(
      [4, 3, 2, 1].map((length) => ({ length, places: Array.from({ length: 6 - length }, (_, at) => at) })),
    );
  });
});

const anyText = fc
  .tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.array(fc.nat(11), { maxLength: 40 }),
    fc.array(fc.nat(40), { maxLength: 3 }),
  )
  .map(([alphabetSize, list, cuts]): Segmented => {
    const ends = [...cuts.map((cut) => Math.min(cut, list.length)), list.length].sort((a, b) => a - b);
    return { symbols: Uint8Array.from(list, (x) => x % alphabetSize), segmentEnds: ends };
  });

it("by the definition, as many as are asked for", () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 12 }), (text, most) => {
      const all = byDefinition(text);
      expect(repeatsOf(text, most)).toEqual(all.slice(0, most));
      expect(repeatsOf(text, 1000)).toEqual(all);
    }),
    { numRuns: 150, seed: 1 },
  );
});
