import fc from "fast-check";
import { expect, test } from "vitest";
import { alignToCharacters, excerptOf } from "../../../src/input/align-text.ts";

const encoders = {
  "utf-8": (text: string) => Buffer.from(text),
  "utf-16le": (text: string) => Buffer.from(text, "utf16le"),
  "utf-16be": (text: string) => Buffer.from(text, "utf16le").swap16(),
  "utf-32le": (text: string) => utf32(text, "writeUInt32LE"),
  "utf-32be": (text: string) => utf32(text, "writeUInt32BE"),
} as const;

function utf32(text: string, write: "writeUInt32LE" | "writeUInt32BE"): Buffer {
  const codePoints = Array.from(text, (character) => character.codePointAt(0)!);
  const bytes = Buffer.alloc(4 * codePoints.length);
  for (const [i, codePoint] of codePoints.entries()) bytes[write](codePoint, 4 * i);
  return bytes;
}

test.each(["utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be"] as const)(
  "%s: any stretch keeps exactly the characters that lie in it whole",
  (charset) => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), fc.nat(), fc.nat(), (text, from, to) => {
        const bytes = encoders[charset](text);
        const start = from % (bytes.length + 1);
        const end = start + (to % (bytes.length - start + 1));
        let at = 0;
        let inside = "";
        for (const character of text) {
          const length = encoders[charset](character).length;
          if (at >= start && at + length <= end) inside += character;
          at += length;
        }
        const cut = { offset: start, reachesEnd: end === bytes.length };
        const aligned = alignToCharacters(bytes.subarray(start, end), charset, cut);
        // A stretch shorter than one character may hold no edge to align to.
        if (end - start >= 4) expect(Buffer.from(aligned)).toEqual(encoders[charset](inside));
      }),
      { numRuns: 150 },
    );
  },
);

test("Latin-1 has no characters to cut", () => {
  const bytes = Uint8Array.of(0x80, 0xe2);
  expect(alignToCharacters(bytes, "latin-1", { offset: 1, reachesEnd: false })).toEqual(bytes);
});

test("an incomplete character at the document's own end stays: it is the document's fault", () => {
  const bytes = Uint8Array.of(0x61, 0xe2, 0x82);
  expect(alignToCharacters(bytes, "utf-8", { offset: 0, reachesEnd: true })).toEqual(bytes);
  expect(alignToCharacters(bytes, "utf-8", { offset: 0, reachesEnd: false })).toEqual(bytes.subarray(0, 1));
});

test("bytes that cannot be text are no reason to drop more than three", () => {
  const bytes = new Uint8Array(9).fill(0x80);
  expect(alignToCharacters(bytes, "utf-8", { offset: 5, reachesEnd: false }).length).toBe(6);
});

test("an excerpt has whole characters alone, wherever it begins and ends", () => {
  const text = "a\u00e4\u20ac\u{1f600}b\u2802\u2812c".repeat(3);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at++)
    for (let length = 0; length <= bytes.length - at + 3; length++) {
      const excerpt = excerptOf(bytes, at, length);
      expect(text).toContain(excerpt);
      expect(excerpt).not.toContain("\ufffd");
      // At most three bytes are lost at each end.
      expect(Buffer.byteLength(excerpt)).toBeGreaterThanOrEqual(Math.min(length, bytes.length - at) - 6);
    }
  expect(excerptOf(bytes, 0, bytes.length)).toBe(text);
});
