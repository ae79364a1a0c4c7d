import { expect, test } from "vitest";
import { EqualContents } from "../../../src/report/equal-contents.ts";
import { layoutFor } from "../../../src/report/kit/layout.ts";
import type { View } from "../../../src/report/kit/renderer.ts";
import type { Sample } from "../../../src/results/report.ts";

const layout = layoutFor({ width: 80, ascii: false, color: false } as unknown as View);

function said(hashes: readonly (string | null)[], size = 9): string | null {
  const equal = new EqualContents();
  for (const [i, sha256] of hashes.entries())
    equal.add({ name: `${i}.txt`, sha256, size } as unknown as Sample);
  return equal.sentence(layout);
}

test.each<[string | null, readonly (string | null)[]]>([
  [null, []],
  [null, ["a", "b", "c"]],
  // What was read in part may differ elsewhere.
  [null, [null, null]],
  ["2 of 3 samples have equal contents: 0.txt and 2.txt.", ["a", "b", "a"]],
  ["5 of 5 samples have equal contents: 0.txt, 2.txt and 3.txt; 1.txt and 4.txt.", ["a", "b", "a", "a", "b"]],
  ["6 of 6 samples have equal contents: 0.txt, 1.txt, 2.txt, 3.txt and 2 more.", [..."aaaaaa"]],
  [
    "8 of 8 samples have equal contents: 0.txt and 1.txt; 2.txt and 3.txt; 4.txt and 5.txt; and 1 more group.",
    [..."aabbccdd"],
  ],
])("%s", (sentence, hashes) => {
  expect(said(hashes)).toBe(sentence);
});

test("empty inputs are not said to be equal", () => {
  expect(said(["a", "a"], 0)).toBeNull();
});
