import { expect, test } from "vitest";
import { layoutFor } from "../../../../src/report/kit/layout.ts";
import { lineChart } from "../../../../src/report/terminal/line-chart.ts";
import { view } from "../hand-made.ts";

const size = { rows: 3, columns: 3, top: 2 };
const plain = layoutFor({ ...view, color: false });
const ascii = layoutFor({ ...view, color: false, ascii: true });
const level = [0, 0.5, 1].map((x) => ({ x, value: 1, interval: x === 0.5 ? { lower: 0, upper: 2 } : null }));

test("a level line in the middle, and every other dot of an interval from bottom to top", () => {
  expect(lineChart(level, size, plain)).toEqual(["  2.0┤ ⢐", "     │⠐⠒⠒", "    0┤ ⠐"]);
  expect(lineChart(level, size, ascii)).toEqual(["  2.0+ :", "     |***", "    0+ :"]);
});

test("values outside are drawn at the edge; an empty chart is empty", () => {
  const outside = [{ x: 0, value: 9, interval: { lower: -3, upper: 99 } }];
  expect(lineChart(outside, size, plain)).toEqual(["  2.0┤⠐", "     │⢐", "    0┤⠐"]);
  expect(lineChart([], size, plain)).toEqual(["  2.0┤", "     │", "    0┤"]);
});
