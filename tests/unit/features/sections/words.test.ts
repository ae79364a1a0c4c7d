import { expect, test } from "vitest";
import type { FoundSection } from "../../../../src/features/sections/schema.ts";
import { sentenceOf } from "../../../../src/features/sections/words.ts";

const section = (what: string, size: number, symbolEntropy: number) =>
  ({ what, size, symbolEntropy }) as FoundSection;

test.each<[string, string | null, FoundSection[]]>([
  ["1 section: text.", null, [section("text", 100, 4)]],
  [
    "PNG, a compressed format. 2 sections. 90 % of it is noise; 10 % is text.",
    "PNG",
    [section("noise", 90, 8), section("text", 10, 4)],
  ],
  [
    "3 sections, all text, of 1.9 to 5.2 bits a byte by their counts.",
    null,
    [section("text", 30, 4), section("text", 50, 1.94), section("text", 20, 5.21)],
  ],
  [
    "2 sections, all text, of 4.0 bits a byte by their counts.",
    null,
    [section("text", 50, 4), section("text", 50, 4.01)],
  ],
  ["empty", null, []],
])("%s", (sentence, format, sections) => {
  const size = sections.reduce((sum, one) => sum + one.size, 0);
  expect(sentenceOf(size, format, sections)).toBe(sentence);
});
