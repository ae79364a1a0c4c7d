import { expect, test } from "vitest";
import { distanceMatrixOf } from "../../../../src/features/compare/matrix.ts";
import { distanceStops, rampColor, wantsDarkType } from "../../../../src/report/charts/colour-ramp.ts";
import { distanceHeatMapOption, scaleOf } from "../../../../src/report/charts/distance-heat-map.ts";
import { darkTheme, lightTheme } from "../../../../src/report/charts/theme.ts";
import { comparisonOf } from "../../features/compare/hand-made-comparison.ts";

const three = comparisonOf(
  ["a", "b", "c"],
  [
    [0, 1, 0.5, "differ"],
    [0, 2, 0.1, "within-error"],
    [1, 2, 0.7, "as-halves"],
  ],
);

test("distances lie in the order of the tree, on both sides of the diagonal", () => {
  const matrix = distanceMatrixOf(three);
  expect(matrix.names).toEqual(["a", "c", "b"]);
  expect(matrix.values).toEqual([
    [0, 0.1, 0.5],
    [0.1, 0, 0.7],
    [0.5, 0.7, 0],
  ]);
  expect(matrix.verdicts[0]).toEqual(["within-error", "within-error", "differ"]);
  expect(matrix.verdicts[2]![1]).toBe("as-halves");
  expect(scaleOf(matrix)).toEqual([0.1, 0.7]);
});

test("branches join halfway between what they join, at the height of the merge", () => {
  const { tree } = distanceMatrixOf(three);
  expect(tree).toEqual({
    highest: 0.6,
    joins: [
      { height: 0.1, rows: [0, 1], from: [0, 0] },
      { height: 0.6, rows: [0.5, 2], from: [0.1, 0] },
    ],
  });
});

test("without pairs there is an empty square, with one colour for equal distances", () => {
  const none = distanceMatrixOf(comparisonOf(["a"], []));
  expect([none.values, none.tree, scaleOf(none)]).toEqual([[], null, [0, 1]]);
  expect(scaleOf(distanceMatrixOf(comparisonOf(["a", "b"], [[0, 1, 0.25, "differ"]])))).toEqual([0, 0.25]);
  const option = distanceHeatMapOption(none, "bit", { left: 0, top: 0, side: 100, tree: 50 }, lightTheme);
  expect((option as { series: { name: string }[] }).series.map(({ name }) => name)).toEqual(["distances"]);
});

test("colours run from stop to stop; near stands out from the paper, far does not", () => {
  expect(rampColor(0, ["#000000", "#ff8040"])).toBe("#000000");
  expect(rampColor(0.5, ["#000000", "#ff8040"])).toBe("#804020");
  expect([rampColor(-1, ["#000000", "#ffffff"]), rampColor(2, ["#000000", "#ffffff"])]).toEqual([
    "#000000",
    "#ffffff",
  ]);
  expect([wantsDarkType("#ffffff"), wantsDarkType("#08306b")]).toEqual([true, false]);
  for (const theme of [lightTheme, darkTheme]) {
    const stops = distanceStops(theme);
    const away = (color: string) =>
      [1, 3, 5].reduce((sum, at) => {
        const part = (of: string) => Number.parseInt(of.slice(at, at + 2), 16);
        return sum + Math.abs(part(color) - part(theme.paper));
      }, 0);
    // Every step goes nearer to the paper.
    const distances = stops.map(away);
    expect([...distances].sort((a, b) => b - a)).toEqual(distances);
  }
});
