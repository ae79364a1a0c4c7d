import fc from "fast-check";
import { expect, test } from "vitest";
import type { EncodedSequence } from "../../../src/core/encoding.ts";
import { characters, charactersIn } from "../../../src/encodings/characters.ts";

const written = (sequence: EncodedSequence) =>
  Array.from(sequence.symbols, (symbol) => sequence.label(symbol)).join("");
const utf8 = (text: string) => new TextEncoder().encode(text);

test("ids are dense and ascend with the code points", () => {
  const sequence = characters.encode([utf8("bañab😀")]);
  expect(sequence).toMatchObject({ alphabetSize: 4, byteLength: 10, segmentEnds: [6] });
  expect([...sequence.symbols]).toEqual([1, 0, 2, 0, 1, 3]);
  expect(sequence.symbols).toBeInstanceOf(Uint8Array);
  expect(written(sequence)).toBe("bañab😀");
});

test("more than 256 characters need two bytes a symbol", () => {
  const text = String.fromCodePoint(...Array.from({ length: 300 }, (_, i) => 0x4e00 + i));
  const sequence = characters.encode([utf8(text)]);
  expect(sequence.alphabetSize).toBe(300);
  expect(sequence.symbols).toBeInstanceOf(Uint16Array);
  expect(written(sequence)).toBe(text);
});

test("a byte order mark is recorded and is no character", () => {
  for (const [input, charset, byteLength] of [
    [utf8("\ufeffab"), "utf-8", 2],
    [Buffer.from("\ufeffab", "utf16le"), "utf-16le", 4],
    [Buffer.from("\ufeffab", "utf16le").swap16(), "utf-16be", 4],
  ] as const) {
    const sequence = characters.encode([input]);
    expect(written(sequence)).toBe("ab");
    expect(sequence.byteLength).toBe(byteLength);
    expect(sequence.decoding).toMatchObject({ charset, byteOrderMark: true, invalidCount: 0 });
  }
});

test("a byte order mark alone is an empty text", () => {
  expect(characters.encode([utf8("\ufeff")])).toMatchObject({
    alphabetSize: 0,
    segmentEnds: [],
    byteLength: 0,
  });
});

test("only the first segment can begin with a mark", () => {
  const sequence = characters.encode([utf8("a"), utf8("\ufeffb")]);
  expect(written(sequence)).toBe("a\\u{feff}b");
});

test("invalid bytes are counted, located and replaced by U+FFFD, never dropped", () => {
  const sequence = characters.encode([utf8("\ufeffab"), Uint8Array.of(0x63, 0xff, 0xe2, 0x82)]);
  expect(sequence.decoding).toEqual({
    charset: "utf-8",
    byteOrderMark: true,
    invalidCount: 2,
    firstInvalidOffset: 6,
  });
  expect(written(sequence)).toBe("abc\ufffd\ufffd");
  expect(sequence.segmentEnds).toEqual([2, 5]);
});

test("NUL, CRLF and the rest of the controls are characters; nothing is normalised", () => {
  const sequence = characters.encode([utf8("a\0\r\ne\u0301")]);
  expect(sequence.symbols.length).toBe(6);
  expect(sequence.label(0)).toBe("\\u{0}");
});

test("Latin-1 only on request", () => {
  const input = Buffer.from("déjà", "latin1");
  expect(characters.encode([input]).decoding.invalidCount).toBe(2);
  const told = charactersIn({ charset: "latin-1", byteOrderMark: false }).encode([input]);
  expect(written(told)).toBe("déjà");
  expect(told.decoding).toMatchObject({ charset: "latin-1", invalidCount: 0 });
});

test("any text is given back by its labels' code points", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const sequence = charactersIn({ charset: "utf-8", byteOrderMark: false }).encode([utf8(text)]);
      const points = [...text].map((character) => character.codePointAt(0) ?? 0);
      const alphabet = [...new Set(points)].sort((a, b) => a - b);
      expect(sequence.alphabetSize).toBe(alphabet.length);
      expect(Array.from(sequence.symbols, (symbol) => alphabet[symbol])).toEqual(points);
    }),
  );
});
