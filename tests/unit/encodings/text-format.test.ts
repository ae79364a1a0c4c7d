import { expect, test } from "vitest";
import { byteOrderMarkLength, sniffTextFormat } from "../../../src/encodings/text-format.ts";

const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();

const utf32 = (text: string, little: boolean) => {
  const bytes = Buffer.alloc(4 * [...text].length);
  for (const [i, character] of [...text].entries())
    if (little) bytes.writeUInt32LE(character.codePointAt(0)!, 4 * i);
    else bytes.writeUInt32BE(character.codePointAt(0)!, 4 * i);
  return bytes;
};

test.each([
  ["a UTF-32LE mark", utf32("\ufeffa", true), "utf-32le", true],
  ["a UTF-32LE mark alone", utf32("\ufeff", true), "utf-32le", true],
  ["a UTF-32BE mark", utf32("\ufeffa", false), "utf-32be", true],
  ["the mark of UTF-16LE alone", Buffer.from("\ufeff", "utf16le"), "utf-16le", true],
  ["nothing", Buffer.alloc(0), "utf-8", false],
  ["one byte", Buffer.from("a"), "utf-8", false],
  ["ASCII", Buffer.from("plain text"), "utf-8", false],
  ["a UTF-8 mark", Buffer.from("\ufeffa"), "utf-8", true],
  ["a UTF-16LE mark", Buffer.from("\ufeffa", "utf16le"), "utf-16le", true],
  ["a UTF-16BE mark", utf16be("\ufeffa"), "utf-16be", true],
  ["UTF-16LE without a mark", Buffer.from("plain text", "utf16le"), "utf-16le", false],
  ["UTF-16BE without a mark", utf16be("plain text"), "utf-16be", false],
  ["NUL bytes alone", Buffer.alloc(64), "utf-8", false],
  [
    "Latin-1, which cannot be told from damaged UTF-8",
    Buffer.from("d\xe9j\xe0 vu", "latin1"),
    "utf-8",
    false,
  ],
  ["a zero byte here and there", Buffer.from("ab\0cdefghijkl\0mnopqrstuv"), "utf-8", false],
] as const)("%s", (_, head, charset, byteOrderMark) => {
  expect(sniffTextFormat(head)).toEqual({ charset, byteOrderMark });
});

test("length of a byte order mark", () => {
  expect(byteOrderMarkLength({ charset: "utf-8", byteOrderMark: true })).toBe(3);
  expect(byteOrderMarkLength({ charset: "utf-32le", byteOrderMark: true })).toBe(4);
  expect(byteOrderMarkLength({ charset: "utf-16be", byteOrderMark: true })).toBe(2);
  expect(byteOrderMarkLength({ charset: "utf-8", byteOrderMark: false })).toBe(0);
});
