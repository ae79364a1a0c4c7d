import { expect, test } from "vitest";
import { scrambled } from "../../../src/core/hash.ts";

test("words are scrambled as MurmurHash3 ends: its published values", () => {
  const of = [0, 1, 2, 0x12345678, 0xffffffff, -1].map(scrambled);
  // fmix32 of the reference implementation.
  expect(of).toEqual([0, 0x514e28b7, 0x30f4c306, 0xe37cd1bc, 0x81f16f39, 0x81f16f39]);
});
