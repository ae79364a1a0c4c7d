// @module-tag thorough
import fc from "fast-check";
import { expect, test } from "vitest";
import { longestPreviousDisjointFactors } from "../../../src/words/disjoint-factors.ts";
import { longestMaximalRepeats } from "../../../src/words/maximal-repeats.ts";
import { repeatLengths, symbolsInRepeats } from "../../../src/words/repeat-lengths.ts";
import { SuffixStructures } from "../../../src/words/suffix-structures.ts";
import { goldenMean, periodic, type Sample, samples, thueMorse } from "./inputs.ts";

function arrays({ symbols, segmentEnds, alphabetSize }: Sample): {
  suffixes: Int32Array;
  prefixes: Int32Array;
} {
  const structures = new SuffixStructures(symbols, segmentEnds, alphabetSize, { orders: 1 });
  return { suffixes: structures.suffixes().slice(), prefixes: structures.prefixes().slice() };
}

/** Segments as strings of one code unit a symbol, joined by separators that occur once. */
function texts({ symbols, segmentEnds }: Sample): string[] {
  return segmentEnds.map((end, s) => String.fromCharCode(...symbols.subarray(segmentEnds[s - 1] ?? 0, end)));
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
  const ends = [...segmentEnds.filter((end) => end < kept.length), ...(kept.length > 0 ? [kept.length] : [])];
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
  fc.assert(fc.property(anySample, check), { numRuns: 500 });
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

/** Words with two occurrences or more that no symbol extends everywhere, by the definition. */
function naiveRepeats(sample: Sample): { length: number; places: number[] }[] {
  const words = new Map<string, { at: number; left: string; right: string }[]>();
  let offset = 0;
  texts(sample).forEach((text, s) => {
    for (let i = 0; i < text.length; i++)
      for (let j = i + 1; j <= text.length; j++) {
        const word = text.slice(i, j);
        const left = i > 0 ? text[i - 1]! : `start ${s}`;
        const right = j < text.length ? text[j]! : `end ${s}`;
        words.set(word, [...(words.get(word) ?? []), { at: offset + i, left, right }]);
      }
    offset += text.length;
  });
  const several = (sides: string[]): boolean => new Set(sides).size > 1;
  return [...words]
    .filter(
      ([, places]) => several(places.map(({ left }) => left)) && several(places.map(({ right }) => right)),
    )
    .map(([word, places]) => ({ word, length: word.length, places: places.map(({ at }) => at) }))
    .sort((a, b) => b.length - a.length || (a.word < b.word ? -1 : 1))
    .map(({ length, places }) => ({ length, places }));
}

test("the longest maximal repeats by the definition", () => {
  fc.assert(
    fc.property(anySample, fc.integer({ min: 1, max: 20 }), (sample, most) => {
      const { suffixes, prefixes } = arrays(sample);
      const found = longestMaximalRepeats(sample.symbols, sample.segmentEnds, suffixes, prefixes, most);
      expect(found.map(({ length, places }) => ({ length, places: [...places] }))).toEqual(
        naiveRepeats(sample).slice(0, most),
      );
    }),
    { numRuns: 500 },
  );
});
