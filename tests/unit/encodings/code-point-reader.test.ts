import fc from "fast-check";
import { expect, test } from "vitest";
import { CodePointReader } from "../../../src/encodings/code-point-reader.ts";
import type { Charset } from "../../../src/encodings/text-format.ts";

function decode(bytes: Uint8Array, charset: Charset, room = 4) {
  const reader = new CodePointReader(bytes, charset);
  const target = new Uint32Array(room);
  const codePoints: number[] = [];
  for (let count = reader.read(target); count > 0; count = reader.read(target)) {
    codePoints.push(...target.subarray(0, count));
  }
  return { codePoints, invalidCount: reader.invalidCount, firstInvalidOffset: reader.firstInvalidOffset };
}

const oracle = (bytes: Uint8Array, label: string) =>
  [...new TextDecoder(label, { ignoreBOM: true }).decode(bytes)].map((character) => character.codePointAt(0));

// Bytes that make up, cut and spoil multi-byte sequences far more often than chance would.
const hostileByte = fc.constantFrom(
  ...[0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed],
  ...[0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff, 0xd8, 0xdb, 0xdc],
);
const hostile = fc.array(hostileByte, { maxLength: 24 }).map((list) => Uint8Array.from(list));

test("UTF-8 agrees with the platform's decoder on any bytes, whatever the room", () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.uint8Array()), fc.integer({ min: 1, max: 9 }), (bytes, room) => {
      expect(decode(bytes, "utf-8", room).codePoints).toEqual(oracle(bytes, "utf-8"));
    }),
    { numRuns: 700 },
  );
});

test.each(["utf-16le", "utf-16be"] as const)(
  "%s agrees with the platform's decoder on any bytes",
  (charset) => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.uint8Array()), fc.integer({ min: 1, max: 9 }), (bytes, room) => {
        expect(decode(bytes, charset, room).codePoints).toEqual(oracle(bytes, charset));
      }),
      { numRuns: 400 },
    );
  },
);

test("every text survives every Unicode format", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const codePoints = [...text].map((character) => character.codePointAt(0));
      const littleEndian = Buffer.from(text, "utf16le");
      const clean = { codePoints, invalidCount: 0, firstInvalidOffset: null };
      expect(decode(Buffer.from(text), "utf-8")).toEqual(clean);
      expect(decode(littleEndian, "utf-16le")).toEqual(clean);
      expect(decode(Buffer.from(littleEndian).swap16(), "utf-16be")).toEqual(clean);
    }),
  );
});

test("Latin-1 takes every byte as its code point", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  expect(decode(bytes, "latin-1")).toEqual({
    codePoints: [...bytes],
    invalidCount: 0,
    firstInvalidOffset: null,
  });
});

test.each([
  ["a cut sequence is one", [0x61, 0xe2, 0x82], 1, 1],
  ["an overlong form is one a byte", [0xc0, 0x80], 2, 0],
  ["a surrogate is one a byte", [0xed, 0xa0, 0x80], 3, 0],
  ["a good byte after a cut sequence stays good", [0xf0, 0x9f, 0x61], 1, 0],
  ["above U+10FFFF", [0xf4, 0x90, 0x80, 0x80], 4, 0],
])("invalid UTF-8 is counted by maximal subparts: %s", (_, bytes, invalidCount, firstInvalidOffset) => {
  expect(decode(Uint8Array.from(bytes), "utf-8")).toMatchObject({ invalidCount, firstInvalidOffset });
});

test.each([
  ["utf-32le", "writeUInt32LE"],
  ["utf-32be", "writeUInt32BE"],
] as const)("%s: code points as they are, what is none counted", (charset, write) => {
  const units = fc.array(
    fc.oneof(
      fc.integer({ min: 0, max: 0x10ffff }),
      fc.constantFrom(0xd800, 0xdfff, 0x11_0000, 0xffff_ffff, 0xfeff, 0xfffe_0000),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(units, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 5 }), (list, rest, room) => {
      const bytes = Buffer.alloc(4 * list.length + rest);
      for (const [i, unit] of list.entries()) bytes[write](unit, 4 * i);
      const isText = (unit: number) => unit <= 0x10ffff && !(unit >= 0xd800 && unit <= 0xdfff);
      const invalid = list.flatMap((unit, i) => (isText(unit) ? [] : [4 * i]));
      if (rest > 0) invalid.push(4 * list.length);
      expect(decode(bytes, charset, room)).toEqual({
        codePoints: [...list.map((unit) => (isText(unit) ? unit : 0xfffd)), ...(rest > 0 ? [0xfffd] : [])],
        invalidCount: invalid.length,
        firstInvalidOffset: invalid[0] ?? null,
      });
    }),
  );
});
