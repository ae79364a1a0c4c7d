import { expect, test } from "vitest";
import { columnText } from "../../../../src/page/browser/numbers.ts";
import { errorOf } from "../../../../src/report/kit/figures.ts";

test("an uneven interval is shown by its farther end: with the nearer one 2.4 would be clear of 1", () => {
  expect(errorOf({ value: 2.5, interval: { lower: 1, upper: 3.25 } })).toBe(1.5);
  expect(errorOf({ value: 2.5, interval: { lower: 2, upper: 3.25 } })).toBe(0.75);
  expect(errorOf({ value: 2.5, interval: null })).toBeNull();
  expect(columnText({ value: 2.5, ends: [1, 3.25] }, 1)).toBe("2.5 ± 1.5");
});
