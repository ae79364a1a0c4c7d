import { expect, test } from "vitest";
import { copiesSentence } from "../../../src/report/copies-sentence.ts";
import { layoutFor } from "../../../src/report/kit/layout.ts";
import type { View } from "../../../src/report/kit/renderer.ts";

const layout = layoutFor({ width: 80, ascii: false, color: false } as unknown as View);

test.each<[string | null, string]>([
  [null, ""],
  ["2 of 9 files are copies: a and c.", "ac"],
  ["5 of 9 files are copies: a, c and d; b and e.", "acd be"],
  ["6 of 9 files are copies: a, b, c, d and 2 more.", "abcdef"],
  ["8 of 9 files are copies: a and b; c and d; e and f; and 1 more group.", "ab cd ef gh"],
])("%s", (sentence, groups) => {
  const names = groups
    .split(" ")
    .filter((group) => group !== "")
    .map((group) => [...group]);
  expect(copiesSentence(names, 9, "are copies", layout)).toBe(sentence);
});
