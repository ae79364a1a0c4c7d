import { describe, expect, test } from "vitest";
import { denseWordCounts } from "../../../src/words/dense-word-counts.ts";
import { naiveWordCounts, samples } from "./inputs.ts";

describe.each(samples().filter((sample) => sample.alphabetSize <= 70_000))("$name", (sample) => {
  const { symbols, segmentEnds, alphabetSize } = sample;
  const orders = [1, 2, 3, 4, 5].filter((order) => alphabetSize ** order <= 70_000);
  test.each(orders)("counts words of up to %i symbols as the definition does", (longest) => {
    const counts = denseWordCounts(symbols, segmentEnds, alphabetSize, longest);
    expect(counts.length).toBe(longest);
    for (const [i, of] of counts.entries()) {
      const named = new Map<string, number>();
      for (const [word, count] of of.entries()) {
        if (count > 0) named.set(digitsOf(word, alphabetSize, i + 1).join(" "), count);
      }
      expect(of.length).toBe(alphabetSize ** (i + 1));
      expect(named).toEqual(naiveWordCounts(sample, i + 1));
    }
  });
});

test("segments shorter than a word have none", () => {
  const counts = denseWordCounts(Uint8Array.of(1, 0, 1, 1, 0), [1, 1, 3, 5], 2, 3);
  expect(counts.map((of) => [...of])).toEqual([
    [2, 3],
    [0, 1, 1, 0],
    [0, 0, 0, 0, 0, 0, 0, 0],
  ]);
});

function digitsOf(word: number, alphabetSize: number, order: number): number[] {
  const digits: number[] = [];
  for (let rest = word, k = 0; k < order; k++, rest = Math.floor(rest / alphabetSize))
    digits.unshift(rest % alphabetSize);
  return digits;
}

test("pairs of segments that are long enough for the kernel, beside short ones", () => {
  const symbols = Uint8Array.from({ length: 600_000 }, (_, i) => Math.floor(5 * ((i * 0.754877666) % 1)));
  const expected = new Int32Array(25);
  for (let i = 1; i < symbols.length; i++)
    if (i !== 300_000 && i !== 300_100) expected[5 * symbols[i - 1]! + symbols[i]!]!++;
  expect(denseWordCounts(symbols, [300_000, 300_100, 600_000], 5, 2)[1]).toEqual(expected);
});
