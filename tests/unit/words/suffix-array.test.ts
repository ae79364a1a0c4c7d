import { describe, expect, test } from "vitest";
import { longestCommonPrefixes } from "../../../src/words/longest-common-prefixes.ts";
import { longestPreviousFactors } from "../../../src/words/longest-previous-factors.ts";
import { suffixArray } from "../../../src/words/suffix-array.ts";
import { goldenMean, periodic, type Sample, samples, thueMorse, uniformIntegers } from "./inputs.ts";

/** Common prefix of two suffixes, each ended by its segment. */
function commonPrefix(sample: Sample, endOf: number[], i: number, j: number): number {
  let length = 0;
  while (
    i + length < endOf[i]! &&
    j + length < endOf[j]! &&
    sample.symbols[i + length] === sample.symbols[j + length]
  )
    length++;
  return length;
}

function ends(sample: Sample): number[] {
  return Array.from(sample.symbols, (_, i) => sample.segmentEnds.find((end) => end > i)!);
}

function naiveSuffixArray(sample: Sample): number[] {
  const endOf = ends(sample);
  return endOf
    .map((_, i) => i)
    .sort((i, j) => {
      const length = commonPrefix(sample, endOf, i, j);
      const [iEnds, jEnds] = [i + length === endOf[i], j + length === endOf[j]];
      if (iEnds && jEnds) return endOf[j]! - endOf[i]!;
      if (iEnds !== jEnds) return iEnds ? -1 : 1;
      return sample.symbols[i + length]! - sample.symbols[j + length]!;
    });
}

function randomSamples(): Sample[] {
  const uniform = uniformIntegers(77);
  return Array.from({ length: 1500 }, () => {
    const n = uniform(40);
    const alphabetSize = 1 + uniform(4);
    const symbols = Uint8Array.from({ length: n }, () => uniform(alphabetSize));
    const segmentEnds = Array.from({ length: n === 0 ? 0 : uniform(4) }, () => uniform(n + 1));
    if (n > 0) segmentEnds.push(n);
    return { name: "random", symbols, segmentEnds: segmentEnds.sort((a, b) => a - b), alphabetSize };
  });
}

function check(sample: Sample): void {
  const { symbols, segmentEnds, alphabetSize } = sample;
  const suffixes = suffixArray(symbols, segmentEnds, alphabetSize);
  const expected = naiveSuffixArray(sample);
  expect([...suffixes]).toEqual(expected);
  const endOf = ends(sample);
  const lcp = longestCommonPrefixes(symbols, segmentEnds, suffixes);
  expect([...lcp]).toEqual(
    expected.map((i, r) => (r === 0 ? 0 : commonPrefix(sample, endOf, expected[r - 1]!, i))),
  );
  const factors = longestPreviousFactors(suffixes, lcp);
  expect(factors.length).toBe(symbols.length);
  for (let i = 0; i < symbols.length; i++) {
    let longest = 0;
    for (let j = 0; j < i; j++) longest = Math.max(longest, commonPrefix(sample, endOf, i, j));
    if (factors[i] !== longest) expect([i, factors[i]]).toEqual([i, longest]);
  }
}

describe("suffix array, common prefixes and previous factors equal the naive ones", () => {
  test.each(samples())("$name", check);
  test("1 500 random sequences of up to 39 symbols in up to 4 segments", () =>
    randomSamples().forEach(check));
});

test("mississippi", () => {
  const symbols = new Uint8Array(Buffer.from("mississippi"));
  const suffixes = suffixArray(symbols, [11], 256);
  expect([...suffixes]).toEqual([10, 7, 4, 1, 0, 9, 8, 6, 3, 5, 2]);
  const lcp = longestCommonPrefixes(symbols, [11], suffixes);
  expect([...lcp]).toEqual([0, 1, 1, 4, 0, 0, 1, 0, 2, 1, 3]);
  expect([...longestPreviousFactors(suffixes, lcp)]).toEqual([0, 0, 0, 1, 4, 3, 2, 1, 0, 1, 1]);
});

test("an array is the caller's: the next one does not change it", () => {
  const first = suffixArray(Uint8Array.of(1, 0, 1), [3], 2);
  suffixArray(Uint8Array.of(0, 0, 0), [3], 2);
  expect([...first]).toEqual([1, 2, 0]);
});

describe("a million symbols", () => {
  const n = 1_000_000;
  test("period 7: previous factors reach to the end", () => {
    const symbols = periodic("0010111", n);
    const suffixes = suffixArray(symbols, [n], 2);
    const lcp = longestCommonPrefixes(symbols, [n], suffixes);
    const factors = longestPreviousFactors(suffixes, lcp);
    for (let i = 7; i < n; i++) if (factors[i] !== n - i) throw new Error(`factor at ${i}`);
    expect([...factors.subarray(0, 7)]).toEqual([0, 1, 0, 2, 1, 2, 2]);
  });

  test("constant: suffixes by length", () => {
    const suffixes = suffixArray(new Uint8Array(n), [n], 1);
    for (let r = 0; r < n; r++) if (suffixes[r] !== n - 1 - r) throw new Error(`rank ${r}`);
  });

  test("Thue-Morse, golden mean, period: neighbours are in order and every suffix is there once", () => {
    for (const symbols of [thueMorse(n), goldenMean(n, 5), periodic("0010111", n)]) {
      const suffixes = suffixArray(symbols, [n], 2);
      const lcp = longestCommonPrefixes(symbols, [n], suffixes);
      const seen = new Uint8Array(n);
      for (let r = 0; r < n; r++) {
        seen[suffixes[r]!] = 1;
        if (r === 0) continue;
        const [i, j] = [suffixes[r - 1]! + lcp[r]!, suffixes[r]! + lcp[r]!];
        if (!(i === n || symbols[i]! < symbols[j]!)) throw new Error(`rank ${r}`);
      }
      expect(seen.indexOf(0)).toBe(-1);
    }
  });
});

test("65 536 symbols and 20 000 segments", () => {
  const uniform = uniformIntegers(3);
  const symbols = Uint16Array.from({ length: 60_000 }, () => (uniform(2) === 0 ? uniform(65_536) : 65_535));
  const segmentEnds = Array.from({ length: 20_000 }, (_, s) => 3 * (s + 1));
  const suffixes = suffixArray(symbols, segmentEnds, 65_536);
  const words = Array.from(suffixes, (i) => [
    ...symbols.subarray(i, 3 * Math.floor(i / 3) + 3).map((x) => x),
    -i,
  ]);
  for (let r = 1; r < words.length; r++) {
    const [a, b] = [words[r - 1]!, words[r]!];
    let at = 0;
    while (a[at] === b[at]) at++;
    if (!(a[at]! < b[at]!)) throw new Error(`rank ${r}`);
  }
});
