import { expect, test } from "vitest";
import { looksBinary } from "../../../src/input/looks-binary.ts";

test("a NUL makes a file binary, unless it is marked as UTF-16", () => {
  expect(looksBinary(Buffer.from("text\0"))).toBe(true);
  expect(looksBinary(Buffer.from("text"))).toBe(false);
  expect(looksBinary(new Uint8Array(0))).toBe(false);
  expect(looksBinary(Buffer.from("\ufefftext", "utf16le"))).toBe(false);
  expect(looksBinary(Buffer.from("\ufefftext", "utf16le").swap16())).toBe(false);
});
