import { describe, expect, test } from "vitest";
import { WordIds } from "../../../src/words/word-ids.ts";
import { naiveWordCounts, samples, textLike, uniformIntegers } from "./inputs.ts";

const sorted = (values: Iterable<number>): number[] => [...values].filter((c) => c > 0).sort((a, b) => a - b);

describe.each(samples())("$name", (sample) => {
  const { symbols, segmentEnds, alphabetSize } = sample;
  test("counts words as the definition does, at every order", () => {
    const words = WordIds.start(symbols, segmentEnds, alphabetSize);
    for (let order = 1; order <= 16; order++, words.extend()) {
      const naive = naiveWordCounts(sample, order);
      expect(words.order).toBe(order);
      expect(words.distinct).toBe(naive.size);
      expect(sorted(words.counts)).toEqual(sorted(naive.values()));
      expect(words.words).toBe(sorted(naive.values()).reduce((a, b) => a + b, 0));
    }
  });

  test("a name means one word, and -1 that the segment ends first", () => {
    const words = WordIds.start(symbols, segmentEnds, alphabetSize);
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
  const words = WordIds.start(symbols, sample.segmentEnds, 300);
  for (let order = 1; order <= 6; order++, words.extend())
    expect(sorted(words.counts)).toEqual(sorted(naiveWordCounts(sample, order).values()));
});

test("bytes 1, 12 and 11, 2 are different words", () => {
  const words = WordIds.start(Uint8Array.of(1, 12, 11, 2), [2, 4], 256);
  words.extend();
  expect(words.distinct).toBe(2);
});

test("tables grow: 60 000 distinct words of a long text-like sequence", () => {
  const symbols = textLike(60_000, 200, 1);
  const words = WordIds.start(symbols, [60_000], 200);
  for (let order = 1; order < 12; order++) words.extend();
  const naive = naiveWordCounts({ name: "", symbols, segmentEnds: [60_000], alphabetSize: 200 }, 12);
  expect(words.distinct).toBe(naive.size);
});
