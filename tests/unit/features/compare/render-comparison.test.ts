import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { renderComparison } from "../../../../src/features/compare/show.ts";
import { textWidth } from "../../../../src/report/kit/text-width.ts";
import { comparisonOf } from "./hand-made-comparison.ts";

const names = ["one", "other", "third"].map((name) => `a/folder/of/some/depth/${name}-document.txt`);

test.each(["differ", "as-halves", "within-error"] as const)("long names leave room for %s", (verdict) => {
  const comparison = comparisonOf(names, [
    [0, 1, 0.1, verdict],
    [0, 2, 0.2, "differ"],
    [1, 2, 0.3, "differ"],
  ]);
  for (const width of [80, 100]) {
    const lines = renderComparison(comparison, {
      width,
      color: false,
      ascii: false,
      map: false,
      hints: false,
      whole: false,
    }).split("\n");
    expect(lines.filter((line) => textWidth(line) > width)).toEqual([]);
  }
});

const kinds = {
  short: ["a", "b", "c"],
  long: names,
  wide: ["漢字".repeat(12), "ひらがな".repeat(9), "한국어".repeat(10)],
  hostile: ["\u001b[2J".repeat(9), "\u202e".repeat(30), "e\u0301".repeat(40)],
};
const cases = Object.entries(kinds).flatMap(([kind, own]) =>
  [-12.345, -0.5, 0, 0.25, 12.3].flatMap((distance) =>
    [1, 3].map((pairs) => [kind, distance, pairs, own] as const),
  ),
);
test.each(cases)(
  "nothing is wider than the terminal: %s names at %d, %i pairs",
  (_, distance, pairs, own) => {
    const all = [
      [0, 1, distance, "as-halves"],
      [0, 2, 0.2, "within-error"],
      [1, 2, distance, "differ"],
    ] as const;
    const comparison = comparisonOf(own, all.slice(0, pairs));
    for (const width of [60, 80, 120])
      for (const ascii of [false, true]) {
        const view = { width, color: true, ascii, map: false, hints: false, whole: false };
        const lines = stripVTControlCharacters(renderComparison(comparison, view)).split("\n");
        expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
      }
  },
);

test("signs of pairs are explained below them", () => {
  const short = names.map((name) => name.slice(23, 28));
  const comparison = comparisonOf(short, [
    [0, 1, 0.1, "as-halves"],
    [0, 2, 0.2, "within-error"],
    [1, 2, 0.3, "differ"],
  ]);
  expect(
    renderComparison(comparison, {
      width: 80,
      color: false,
      ascii: true,
      map: false,
      hints: false,
      whole: false,
    })
      .split("\n")
      .slice(-7),
  ).toEqual([
    "                  divergence      p",
    "one-d  other  0.100 +- 0.050  0.002  ~",
    "one-d  third  0.200 +- 0.050  0.002  .",
    "other  third  0.300 +- 0.050  0.002  differ",
    "~ differ, perhaps no more than halves do",
    ". differ by less than the error",
    "",
  ]);
});
