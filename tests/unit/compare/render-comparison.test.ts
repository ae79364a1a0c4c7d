import { expect, test } from "vitest";
import { renderComparison } from "../../../src/compare/render-comparison.ts";
import { textWidth } from "../../../src/report/kit/text-width.ts";
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

test("signs of pairs are told below them", () => {
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
