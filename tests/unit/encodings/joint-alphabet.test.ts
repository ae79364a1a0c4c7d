import { expect, test } from "vitest";
import { bytes } from "../../../src/encodings/bytes.ts";
import { characters } from "../../../src/encodings/characters.ts";
import { jointAlphabet } from "../../../src/encodings/joint-alphabet.ts";
import { words } from "../../references/encodings/words.ts";

const encoded = (encoding: typeof bytes, ...texts: string[]) =>
  jointAlphabet(texts.map((text) => encoding.encode([Buffer.from(text)])));

test("bytes have one number in all sequences, in their order", () => {
  const [a, b] = encoded(bytes, "cab", "dad");
  expect([a!.alphabetSize, [...a!.symbols], [...b!.symbols]]).toEqual([4, [2, 0, 1], [3, 0, 3]]);
  expect([...Uint32Array.from(a!.codes!)]).toEqual([97, 98, 99, 100]);
});

test("characters have one number in texts of different alphabets", () => {
  const [a, b] = encoded(characters, "aß", "ßж");
  expect([[...a!.symbols], [...b!.symbols], a!.alphabetSize]).toEqual([[0, 1], [1, 2], 3]);
  expect([...Uint32Array.from(b!.codes!)]).toEqual([0x61, 0xdf, 0x436]);
});

test("words have one number by their letters, and no codes", () => {
  const [a, b] = encoded(words, "sea and ship", "ship and crew and ship");
  expect(a!.codes).toBeUndefined();
  expect([...b!.symbols]).toEqual([
    a!.symbols[2],
    a!.symbols[1],
    b!.symbols[2],
    a!.symbols[1],
    a!.symbols[2],
  ]);
  expect(new Set([...a!.symbols, ...b!.symbols]).size).toBe(4);
});

test("segments stay", () => {
  const sequence = bytes.encode([Buffer.from("ab"), Buffer.from("cde")]);
  expect(jointAlphabet([sequence])[0]!.segmentEnds).toEqual([2, 5]);
});
