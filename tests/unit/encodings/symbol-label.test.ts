import { expect, test } from "vitest";
import { byteLabel, codePointLabel, textLabel } from "../../../src/encodings/symbol-table.ts";

test.each([
  [0, "\\x00"],
  [9, "\\t"],
  [10, "\\n"],
  [13, "\\r"],
  [27, "\\x1b"],
  [32, " "],
  [65, "A"],
  [92, "\\\\"],
  [127, "\\x7f"],
  [255, "\\xff"],
])("byte %i is written %s", (byte, label) => {
  expect(byteLabel(byte)).toBe(label);
});

test("no two bytes share a label", () => {
  expect(new Set(Array.from({ length: 256 }, (_, byte) => byteLabel(byte))).size).toBe(256);
});

test.each([
  [0x0a, "\\n"],
  [0x1b, "\\u{1b}"],
  [0x20, " "],
  [0xa0, "\\u{a0}"],
  [0xe9, "é"],
  [0x200b, "\\u{200b}"],
  [0x202e, "\\u{202e}"],
  [0x2028, "\\u{2028}"],
  [0xd800, "\\u{d800}"],
  [0x1f600, "😀"],
])("code point %i is written %s", (codePoint, label) => {
  expect(codePointLabel(codePoint)).toBe(label);
});

test("a text is escaped code point by code point", () => {
  expect(textLabel("a\u0007😀\\")).toBe("a\\u{7}😀\\\\");
});
