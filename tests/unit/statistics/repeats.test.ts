import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { longestPreviousDisjointFactors } from "../../../src/statistics/match-lengths.ts";
import {
  copiedShare,
  copiedWindow,
  longestMaximalRepeats,
  repeatLengths,
  symbolsInRepeats,
  windowLength,
} from "../../../src/statistics/repeats.ts";
import { SuffixStructures } from "../../../src/statistics/suffixes.ts";
import { goldenMean, periodic, type Sample, samples, thueMorse } from "./inputs.ts";

describe("copied windows", () => {
  const draws = Random.fromSeed(3);
  const drawn = (length: number) => Uint8Array.from({ length }, () => draws.below(4));
  const whole = (symbols: Uint8Array) => [{ symbols, start: 0, end: symbols.length }];

  test("their share is that of the windows that a comparison of strings finds, whatever comes twice", () => {
    const [own, other] = [drawn(500), drawn(400)];
    own.copyWithin(300, 100, 140);
    other.set(own.subarray(90, 150), 33);
    const k = 4;
    const stretches = [
      { symbols: own, start: 0, end: 200 },
      { symbols: own, start: 200, end: 500 },
    ];
    const windows = stretches.flatMap(({ start, end }) =>
      Array.from({ length: end - start - k + 1 }, (_, i) => own.subarray(start + i, start + i + k).join()),
    );
    const others = other.join();
    const expected = windows.filter((window) => others.includes(window)).length / windows.length;
    expect(copiedShare(stretches, whole(other), k)).toBeCloseTo(expected, 12);
  });

  test("all of a copy is copied, nothing of other draws, and no window crosses an end", () => {
    const own = drawn(2000);
    const k = windowLength(copiedWindow, 4);
    expect(k).toBe(48);
    expect(windowLength(copiedWindow, 256)).toBe(32);
    expect(copiedShare(whole(own), whole(own.slice()), k)).toBe(1);
    expect(copiedShare(whole(own), whole(drawn(2000)), k)).toBe(0);
    const halves = [0, k - 1].map((start) => ({ symbols: own, start, end: start + k - 1 }));
    expect(copiedShare(whole(own), halves, k)).toBe(0);
    expect(copiedShare(halves, whole(own), k)).toBe(0);
  });
});

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

it("by the definition, as many as requested", () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 12 }), (text, most) => {
      const all = byDefinition(text);
      expect(repeatsOf(text, most)).toEqual(all.slice(0, most));
      expect(repeatsOf(text, 1000)).toEqual(all);
    }),
    { numRuns: 150, seed: 1 },
  );
});

describe("repeats", () => {
  // @module-tag thorough

  function arrays({ symbols, segmentEnds, alphabetSize }: Sample): {
    suffixes: Int32Array;
    prefixes: Int32Array;
  } {
    const structures = new SuffixStructures(symbols, segmentEnds, alphabetSize, { orders: 1 });
    return { suffixes: structures.suffixes().slice(), prefixes: structures.prefixes().slice() };
  }

  /** Longest match at each place that starts at one of the earlier places and satisfies a condition, by the definition. */
  function naive(sample: Sample, allowed: (from: number, at: number, length: number) => boolean): number[] {
    const ends = Array.from(sample.symbols, (_, i) => sample.segmentEnds.find((end) => end > i)!);
    return ends.map((end, i) => {
      let longest = 0;
      for (let j = 0; j < ends.length; j++) {
        if (j === i) continue;
        let length = 0;
        while (
          i + length < end &&
          j + length < ends[j]! &&
          sample.symbols[i + length] === sample.symbols[j + length] &&
          allowed(j, i, length + 1)
        )
          length++;
        longest = Math.max(longest, length);
      }
      return longest;
    });
  }

  /** A sequence over few symbols, in segments. */
  const anySample = fc
    .tuple(fc.array(fc.nat(2), { minLength: 1, maxLength: 60 }), fc.array(fc.nat(60), { maxLength: 3 }))
    .map(([symbols, cuts]): Sample => {
      const n = symbols.length;
      const segmentEnds = [...cuts.map((cut) => Math.min(cut, n)), n].sort((a, b) => a - b);
      return { name: "any", symbols: Uint8Array.from(symbols), segmentEnds, alphabetSize: 3 };
    });

  const small = samples().map(({ symbols, segmentEnds, ...rest }) => {
    const kept = symbols.subarray(0, 300);
    const ends = [
      ...segmentEnds.filter((end) => end < kept.length),
      ...(kept.length > 0 ? [kept.length] : []),
    ];
    return { ...rest, symbols: kept, segmentEnds: ends };
  });

  function check(sample: Sample): void {
    const { suffixes, prefixes } = arrays(sample);
    const before = (from: number, at: number, length: number): boolean => from + length <= at;
    expect([...longestPreviousDisjointFactors(suffixes, prefixes)]).toEqual(naive(sample, before));
    expect([...repeatLengths(suffixes, prefixes)]).toEqual(naive(sample, () => true));
  }

  test.each(small)("matches of $name by the definition", check);
  test("matches of any sequence by the definition", () => {
    fc.assert(fc.property(anySample, check), { numRuns: 250 });
  });

  test("matches that may not overlap, 10^5 symbols: half the past at most, and all of the period", {
    tags: ["slow"],
  }, () => {
    const n = 100_000;
    for (const symbols of [thueMorse(n), goldenMean(n, 3), periodic("0010111", n), new Uint8Array(n)]) {
      const { suffixes, prefixes } = arrays({ name: "", symbols, segmentEnds: [n], alphabetSize: 2 });
      const factors = longestPreviousDisjointFactors(suffixes, prefixes);
      for (let i = 1; i < n; i++)
        if (factors[i]! > Math.min(i, n - i) || factors[i]! < factors[i - 1]! - 1)
          throw new Error(`factor at ${i}`);
    }
    const { suffixes, prefixes } = arrays({
      name: "",
      symbols: periodic("0010111", n),
      segmentEnds: [n],
      alphabetSize: 2,
    });
    const factors = longestPreviousDisjointFactors(suffixes, prefixes);
    for (let i = 7; i < n; i++)
      if (factors[i] !== Math.min(n - i, i - (i % 7))) throw new Error(`factor ${factors[i]} at ${i}`);
  });

  test("a million symbols of a run take no longer than others", { timeout: 20_000 }, () => {
    const n = 1_000_000;
    const symbols = new Uint8Array(n);
    symbols[0] = 1;
    const { suffixes, prefixes } = arrays({ name: "", symbols, segmentEnds: [n], alphabetSize: 2 });
    const factors = longestPreviousDisjointFactors(suffixes, prefixes);
    // The run begins at 1.
    for (let i = 1; i < n; i++)
      if (factors[i] !== Math.min(i - 1, n - i)) throw new Error(`factor ${factors[i]} at ${i}`);
  });

  test("symbols in repeats", () => {
    // abcab: ab repeats, c does not.
    expect([1, 2, 3].map((least) => symbolsInRepeats([2, 1, 0, 2, 1], least))).toEqual([4, 4, 0]);
  });
});
