import { expect, it } from "vitest";
import { parseSize } from "../../../src/core/size.ts";

it.each([
  ["0", 0],
  ["4096", 4096],
  ["100kB", 100_000],
  ["1.5MB", 1_500_000],
  ["1MiB", 1_048_576],
  ["2GiB", 2_147_483_648],
  ["10k", 10_000],
  ["1e6", 1_000_000],
  ["1.1kB", 1100],
  ["0.0000001e7", 1],
  ["1.5", null],
  ["1.0005kB", null],
  ["10XB", null],
  ["-1", null],
  ["kB", null],
  ["", null],
  ["1 kB", null],
  ["0x10", null],
  ["1__proto__", null],
  ["1constructor", null],
  ["99999999999999999999", null],
])("%s is %j", (text, size) => {
  expect(parseSize(text)).toBe(size);
});
