import fc from "fast-check";
import { expect, test } from "vitest";
import type { EncodedSequence } from "../../../src/core/encoding.ts";
import { textLabel } from "../../../src/encodings/symbol-table.ts";
import { words } from "../../references/encodings/words.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const labels = (sequence: EncodedSequence) =>
  Array.from(sequence.symbols, (symbol) => sequence.label(symbol));
const segmenter = new Intl.Segmenter("en", { granularity: "word" });
const oracle = (text: string) =>
  [...segmenter.segment(text)].filter((part) => part.isWordLike).map((part) => part.segment);

test("words keep their case, ids go by first appearance", () => {
  const sequence = words.encode([utf8("The cat, the dog: the cat's 3.14!\r\n")]);
  expect(labels(sequence)).toEqual(["The", "cat", "the", "dog", "the", "cat's", "3.14"]);
  expect([...sequence.symbols]).toEqual([0, 1, 2, 3, 2, 4, 5]);
  expect(sequence).toMatchObject({ alphabetSize: 6, byteLength: 35, segmentEnds: [7], encoding: "words" });
});

test("scripts without spaces are segmented too", () => {
  expect(labels(words.encode([utf8("我们在北京大学学习。")])).length).toBeGreaterThan(3);
});

test("nothing, spaces and punctuation hold no words", () => {
  for (const text of ["", " \n\t", "... --- !?"]) {
    expect(words.encode([utf8(text)])).toMatchObject({ alphabetSize: 0, segmentEnds: [] });
  }
});

test("a word never spans two segments", () => {
  const sequence = words.encode([utf8("ab"), utf8("..."), utf8("cd ab")]);
  expect(labels(sequence)).toEqual(["ab", "cd", "ab"]);
  expect(sequence.segmentEnds).toEqual([1, 3]);
});

test("cutting at white space changes nothing: the words are those of the whole text", () => {
  const piece = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 8 }),
    fc.constantFrom(
      "don't",
      "3,14",
      "a_b",
      "ภาษาไทย",
      "日本語です",
      "e\u0301",
      "\u00ad",
      "\u200d",
      "\u0301",
      "a:b",
    ),
    fc.constantFrom(" ", "  ", "\n", "\r\n", "\t", " \u0301", " \u00ad"),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join("").replace(/^\ufeff/, "");
      const sequence = words.encode([utf8(text)]);
      // Labels write out what is unprintable, which a word may hold: a soft hyphen, a joiner, a narrow space.
      expect(labels(sequence)).toEqual(oracle(text).map(textLabel));
    }),
    { numRuns: 200, examples: [[["\u{10280}\u202f"]]] },
  );
});

test("a line without spaces is cut at 4 096 units, everything in it is read", () => {
  const sequence = words.encode([utf8("a".repeat(10_000))]);
  expect(labels(sequence).map((word) => word.length)).toEqual([4096, 4096, 1808]);
});
