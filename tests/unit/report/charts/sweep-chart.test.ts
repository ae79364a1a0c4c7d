import { expect, test } from "vitest";
import { sweepPanelsOf } from "../../../../src/features/experiments/sweep-panels.ts";
import { lineColor, sweepAxes, sweepSeries } from "../../../../src/report/charts/sweep-chart.ts";
import { lightTheme } from "../../../../src/report/charts/theme.ts";
import { curveAt, sweepOf } from "../../features/experiments/hand-made-sweep.ts";

interface Series {
  readonly id?: string;
  readonly name?: string;
  readonly data: readonly (readonly number[])[];
}

const open = { convergence: { verdict: "not-converged" as const, because: "the truth is outside" } };
const bounds = { truth: { against: "entropyRate", value: null, lower: 0.4, upper: 0.7 } };

test("a panel an estimator and combination of the shorter parameters; a line a size", () => {
  const sweep = sweepOf(
    [
      { name: "q", values: ["a", "b"] },
      { name: "p", values: [".5", "0", ".25"] },
    ],
    ["a", "b"].flatMap((q) =>
      [".5", "0", ".25"].map((p) =>
        curveAt(
          { q, p },
          [
            [Number(p), 0.1],
            [Number(p) + 0.01, 0.01],
          ],
          p === ".5" ? open : {},
        ),
      ),
    ),
  );
  const panels = sweepPanelsOf(sweep);
  expect(panels.map(({ fixed, title, unit }) => [title, fixed, unit])).toEqual([
    ["block-gain: entropy rate h", "q=a", "bit/symbol"],
    ["block-gain: entropy rate h", "q=b", "bit/symbol"],
  ]);
  const [first, second] = panels;
  expect(first!.axis).toEqual({ name: "p", places: [0, 0.25, 0.5], labels: ["0", ".25", ".5"] });
  expect(first!.lines.map(({ name, rank }) => [name, rank])).toEqual([
    ["n = 1 k", 0],
    ["n = 10 k", 1],
  ]);
  expect(first!.lines[1]!.marks.map(({ x, mean, convergence }) => [x, mean, convergence?.verdict])).toEqual([
    [0, 0.01, "settled"],
    [0.25, 0.26, "settled"],
    [0.5, 0.51, "not-converged"],
  ]);
  // Only at the largest size it is said.
  expect(first!.lines[0]!.marks.every(({ convergence }) => convergence === null)).toBe(true);
  // Every place has a number, in the order of panel, value and size.
  expect(
    [first, second].map((panel) => panel!.lines.map(({ marks }) => marks.map(({ row }) => row))),
  ).toEqual([
    [
      [0, 2, 4],
      [1, 3, 5],
    ],
    [
      [6, 8, 10],
      [7, 9, 11],
    ],
  ]);
  expect(second!.recipes).toEqual(["coin(q=b, p=0)", "coin(q=b, p=.25)", "coin(q=b, p=.5)"]);
});

test("places are logarithmic over wide ratios, and in the order they were written where they are no numbers", () => {
  const along = (values: string[]) =>
    sweepPanelsOf(
      sweepOf(
        [{ name: "p", values }],
        values.map((p) => curveAt({ p }, [[0.5, 0.1], null])),
      ),
    )[0]!;
  expect(along([".01", "1", ".1"]).axis).toEqual({
    name: "p",
    places: [-2, -1, 0],
    labels: [".01", ".1", "1"],
  });
  expect(along(["0", ".01", "1"]).axis.places).toEqual([0, 0.01, 1]);
  expect(along(["ab", "2", "c"]).axis).toEqual({ name: "p", places: [0, 1, 2], labels: ["ab", "2", "c"] });
  // What gave no number is not drawn.
  expect(along(["1", "2"]).lines.map(({ marks }) => marks.length)).toEqual([2, 0]);
  expect(along(["1", "2"]).missing).toEqual([
    { row: 1, x: 1, n: 10_000, reason: "too short" },
    { row: 3, x: 2, n: 10_000, reason: "too short" },
  ]);
});

test("without a parameter the axis is the number of symbols", () => {
  const [panel] = sweepPanelsOf(
    sweepOf(
      [],
      [
        curveAt(
          {},
          [
            [0.6, 0.1],
            [0.55, 0.02],
          ],
          open,
        ),
      ],
    ),
  );
  expect(panel!.axis).toEqual({ name: "n, symbols", places: [3, 4], labels: ["1 k", "10 k"] });
  expect(panel!.lines).toHaveLength(1);
  expect(panel!.lines[0]!.marks.map(({ x, convergence }) => [x, convergence?.because])).toEqual([
    [3, undefined],
    [4, "the truth is outside"],
  ]);
  expect(panel!.truths.map(({ x, value }) => [x, value])).toEqual([
    [3, 0.5],
    [4, 0.5],
  ]);
});

test("bands are stacked from the lower end; truth is a line, bounds a band; what is open has a mark", () => {
  const values = ["0", "1"];
  const panelOf = (difference: object) =>
    sweepPanelsOf(
      sweepOf(
        [{ name: "p", values }],
        values.map((p) =>
          curveAt(
            { p },
            [
              [0.5, 0.25],
              [0.75, 0.125],
            ],
            difference,
          ),
        ),
      ),
    )[0]!;
  const series = sweepSeries(panelOf(open), lightTheme, 0) as readonly Series[];
  const by = (key: string) => series.find(({ id, name }) => id === key || name === key)!.data;
  expect([by("lower 0 0"), by("band 0 0")]).toEqual([
    [
      [0, 0.25],
      [1, 0.25],
    ],
    [
      [0, 0.5],
      [1, 0.5],
    ],
  ]);
  expect(by("exact")).toEqual([
    [0, 0.5],
    [1, 0.5],
  ]);
  expect(by("not converged")).toEqual([
    [0, 0.75, 1],
    [1, 0.75, 3],
  ]);
  const between = sweepSeries(panelOf(bounds), lightTheme, 0) as readonly Series[];
  expect(between.find(({ name }) => name === "exact")!.data).toEqual([]);
  expect(
    between.find(({ name }) => name === "between exact bounds")!.data.map(([x, y]) => [x, y?.toFixed(6)]),
  ).toEqual([
    [0, "0.300000"],
    [1, "0.300000"],
  ]);
  const { yAxis } = sweepAxes(panelOf(open), lightTheme, 0);
  expect([yAxis.min, yAxis.max]).toEqual([
    expect.closeTo(0.25 - 0.0375, 12),
    expect.closeTo(0.875 + 0.0375, 12),
  ]);
});

test("larger sizes are stronger", () => {
  const curves = ["0", "1"].map((p) =>
    curveAt({ p }, [
      [0.5, 0.1],
      [0.6, 0.1],
    ]),
  );
  const [panel] = sweepPanelsOf(sweepOf([{ name: "p", values: ["0", "1"] }], curves));
  expect(panel!.lines.map((line) => lineColor(line, lightTheme))).toEqual(["#a6cee4", "#0072b2"]);
});
