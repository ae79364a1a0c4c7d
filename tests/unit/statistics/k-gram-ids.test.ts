import { describe, expect, it, test } from "vitest";
import { denseKGramCounts, KGramIds, nameKGrams } from "../../../src/statistics/k-gram-ids.ts";
import { naiveWordCounts, samples, textLike, uniformIntegers } from "./inputs.ts";
import { randomSymbols } from "./random-symbols.ts";

describe.each(samples().filter((sample) => sample.alphabetSize <= 70_000))("$name", (sample) => {
  const { symbols, segmentEnds, alphabetSize } = sample;
  const orders = [1, 2, 3, 4, 5].filter((order) => alphabetSize ** order <= 70_000);
  test.each(orders)("counts words of up to %i symbols as the definition does", (longest) => {
    const counts = denseKGramCounts(symbols, segmentEnds, alphabetSize, longest);
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

function digitsOf(word: number, alphabetSize: number, order: number): number[] {
  const digits: number[] = [];
  for (let rest = word, k = 0; k < order; k++, rest = Math.floor(rest / alphabetSize))
    digits.unshift(rest % alphabetSize);
  return digits;
}

test("pairs of segments that are long enough for the kernel, next to short ones", () => {
  const symbols = Uint8Array.from({ length: 600_000 }, (_, i) => Math.floor(5 * ((i * 0.754877666) % 1)));
  const expected = new Int32Array(25);
  for (let i = 1; i < symbols.length; i++)
    if (i !== 300_000 && i !== 300_100) expected[5 * symbols[i - 1]! + symbols[i]!]!++;
  expect(denseKGramCounts(symbols, [300_000, 300_100, 600_000], 5, 2)[1]).toEqual(expected);
});

const sorted = (values: Iterable<number>): number[] => [...values].filter((c) => c > 0).sort((a, b) => a - b);

describe.each(samples())("$name", (sample) => {
  const { symbols, segmentEnds, alphabetSize } = sample;
  test("counts words as the definition does, at every order", () => {
    const words = KGramIds.start(symbols, segmentEnds, alphabetSize);
    for (let order = 1; order <= 16; order++, words.extend()) {
      const naive = naiveWordCounts(sample, order);
      expect(words.order).toBe(order);
      expect(words.distinct).toBe(naive.size);
      expect(sorted(words.counts)).toEqual(sorted(naive.values()));
      expect(words.total).toBe(sorted(naive.values()).reduce((a, b) => a + b, 0));
    }
  });

  test("a name means one word, and -1 that the segment ends first", () => {
    const words = KGramIds.start(symbols, segmentEnds, alphabetSize);
    words.extend();
    words.extend();
    const meaning = new Map<number, string>();
    const naive = naiveWordCounts(sample, 3);
    let begin = 0;
    for (const end of segmentEnds) {
      for (let i = begin; i < end; i++) {
        if (i + 3 > end) expect(words.ids[i]).toBe(-1);
        else {
          const word = symbols.subarray(i, i + 3).join(" ");
          expect(meaning.get(words.ids[i]!) ?? word).toBe(word);
          meaning.set(words.ids[i]!, word);
          expect(words.counts[words.ids[i]!]).toBe(naive.get(word));
        }
      }
      begin = end;
    }
  });
});

test("the change from dense to hashed names happens inside one run and changes nothing", () => {
  // 300^2 < 2^22 < 300^3.
  const uniform = uniformIntegers(9);
  const symbols = Uint16Array.from({ length: 4000 }, () => uniform(3) * 149);
  const sample = { name: "", symbols, segmentEnds: [1500, 4000], alphabetSize: 300 };
  const words = KGramIds.start(symbols, sample.segmentEnds, 300);
  for (let order = 1; order <= 6; order++, words.extend())
    expect(sorted(words.counts)).toEqual(sorted(naiveWordCounts(sample, order).values()));
});

test("bytes 1, 12 and 11, 2 are different words", () => {
  const words = KGramIds.start(Uint8Array.of(1, 12, 11, 2), [2, 4], 256);
  words.extend();
  expect(words.distinct).toBe(2);
});

test("tables grow: 60 000 distinct words of a long text-like sequence", () => {
  const symbols = textLike(60_000, 200, 1);
  const words = KGramIds.start(symbols, [60_000], 200);
  for (let order = 1; order < 12; order++) words.extend();
  const naive = naiveWordCounts({ name: "", symbols, segmentEnds: [60_000], alphabetSize: 200 }, 12);
  expect(words.distinct).toBe(naive.size);
});

describe("nameKGrams", () => {
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
        const { names, distinct } = nameKGrams(text, length);
        expect([...names]).toEqual(expected);
        expect(distinct).toBe(known.size);
      }
    }
  });
});
