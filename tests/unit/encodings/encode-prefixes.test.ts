import { expect, test } from "vitest";
import { encodePrefixes } from "../../../src/encodings/encode-prefixes.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const texts = (blocks: readonly (readonly Uint8Array[])[]) =>
  blocks.map((segments) => segments.map((segment) => Buffer.from(segment).toString()));

test.each([
  ["bytes", [3, 2], [["abc"], ["de"]], [3, 2]],
  ["characters", [4, 9], [["abcd"], ["déf", "g"]], [4, 4]],
  ["words", [1, 9], [["abcd"], ["déf", "g"]], [1, 2]],
] as const)("%s: limits hold block by block, across segments", (encoding, limits, expected, counts) => {
  const blocks = [[utf8("abcd, efg")], [utf8(encoding === "bytes" ? "def" : "déf"), utf8("g")]];
  const prefixes = encodePrefixes(encoding, "utf-8", blocks, limits);
  expect(texts(prefixes.blocks)).toEqual(expected);
  expect(prefixes.counts).toEqual(counts);
  expect(prefixes.sequence.symbols.length).toBe(counts[0] + counts[1]);
});

test("a word that fills the block ends it, inside a piece without spaces too", () => {
  const prefixes = encodePrefixes("words", "utf-8", [[utf8("  (one—two) 😀three four")]], [2]);
  expect(texts(prefixes.blocks)).toEqual([["  (one—two"]]);
  expect(prefixes.sequence.alphabetSize).toBe(2);
  const next = encodePrefixes("words", "utf-8", [[utf8("😀 a😀b c")], [utf8("a b")]], [2, 2]);
  expect(texts(next.blocks)).toEqual([["😀 a😀b"], ["a b"]]);
  expect([...next.sequence.symbols]).toEqual([0, 1, 0, 1]);
});

test("invalid bytes behind the limit are not counted", () => {
  const block = Uint8Array.of(0x61, 0xff, 0x20, 0x62, 0xff);
  for (const encoding of ["characters", "words"] as const) {
    const limit = encoding === "words" ? 2 : 4;
    const { sequence } = encodePrefixes(encoding, "utf-8", [[block]], [limit]);
    expect(sequence.decoding).toMatchObject({ invalidCount: 1, firstInvalidOffset: 1 });
    expect(sequence.byteLength).toBe(4);
  }
});

test("a limit of 0 takes nothing", () => {
  for (const encoding of ["bytes", "characters", "words"] as const) {
    const prefixes = encodePrefixes(encoding, "utf-8", [[utf8("a b")]], [0]);
    expect(prefixes.counts).toEqual([0]);
    expect(prefixes.sequence.symbols.length).toBe(0);
  }
});
