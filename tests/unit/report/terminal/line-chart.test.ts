import { expect, test } from "vitest";
import { paletteFor } from "../../../../src/report/kit/palette.ts";
import { lineChart } from "../../../../src/report/terminal/line-chart.ts";
import { view } from "../hand-made.ts";

const size = { rows: 3, columns: 3, top: 2 };
const plain = paletteFor(false);
const level = [0, 0.5, 1].map((x) => ({ x, value: 1, interval: x === 0.5 ? { lower: 0, upper: 2 } : null }));

test("a level line in the middle, and every other dot of an interval from bottom to top", () => {
  expect(lineChart(level, size, view, plain)).toEqual(["  2.0┤ ⢐", "     │⠐⠒⠒", "    0┤ ⠐"]);
  expect(lineChart(level, size, { ...view, ascii: true }, plain)).toEqual([
    "  2.0+ :",
    "     |***",
    "    0+ :",
  ]);
});

test("what lies outside is drawn at the edge; nothing is nothing", () => {
  const outside = [{ x: 0, value: 9, interval: { lower: -3, upper: 99 } }];
  expect(lineChart(outside, size, view, plain)).toEqual(["  2.0┤⠐", "     │⢐", "    0┤⠐"]);
  expect(lineChart([], size, view, plain)).toEqual(["  2.0┤", "     │", "    0┤"]);
});
