import { describe, expect, test } from "vitest";
import { bytes } from "../../src/encodings/bytes.ts";
import { characters } from "../../src/encodings/characters.ts";
import { cl100kBase, gpt2, o200kBase } from "../references/encodings/tokens.ts";
import { words } from "../references/encodings/words.ts";

const encodings = [bytes, characters, words, gpt2, cl100kBase, o200kBase];

const inputs: [string, Uint8Array[]][] = [
  ["no segments", []],
  ["an empty segment", [new Uint8Array(0)]],
  ["one byte", [Uint8Array.of(0x61)]],
  ["NUL", [new Uint8Array(9)]],
  ["CRLF", [new TextEncoder().encode("a\r\nb\r\n")]],
  ["every byte", [Uint8Array.from({ length: 256 }, (_, i) => i)]],
  ["a byte order mark", [Uint8Array.of(0xef, 0xbb, 0xbf)]],
  ["half a UTF-16 mark", [Uint8Array.of(0xff)]],
  ["a character cut by a segment's end", [Uint8Array.of(0x61, 0xe2, 0x82), Uint8Array.of(0xac, 0x61)]],
  [
    "several segments",
    [new TextEncoder().encode("one two"), new Uint8Array(0), new TextEncoder().encode("two")],
  ],
];

describe.each(encodings.map((encoding) => [encoding.id, encoding] as const))("%s", (_, encoding) => {
  test.each(inputs)("%s: dense symbols, consistent ends, the same every time", (_name, segments) => {
    const sequence = encoding.encode(segments);
    expect(sequence.encoding).toBe(encoding.id);
    expect(sequence.segmentEnds.at(-1) ?? 0).toBe(sequence.symbols.length);
    expect([...sequence.segmentEnds]).toEqual([...new Set(sequence.segmentEnds)].sort((a, b) => a - b));
    for (const symbol of sequence.symbols) expect(symbol).toBeLessThan(sequence.alphabetSize);
    const { invalidCount, firstInvalidOffset } = sequence.decoding;
    expect(firstInvalidOffset === null).toBe(invalidCount === 0);
    const labels = Array.from({ length: sequence.alphabetSize }, (_unused, symbol) => sequence.label(symbol));
    expect(new Set(labels).size).toBe(labels.length);
    expect(encoding.encode(segments)).toMatchObject({
      symbols: sequence.symbols,
      segmentEnds: sequence.segmentEnds,
      decoding: sequence.decoding,
    });
  });
});
