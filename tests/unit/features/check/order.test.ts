import { expect, test } from "vitest";
import type { RowOrder } from "../../../../src/command/row-order.ts";
import { check } from "../../../../src/features/check/feature.ts";
import { checkReport, checks } from "./hand-made.ts";

const report = { ...checkReport, checks: [...checks] };
const { order } = check as unknown as { readonly order: RowOrder<{ readonly report: typeof report }> };
/** Checks in an order, each by where it stood. */
const ordered = (sort: string) =>
  order.arrange({ report }, { sort }).report.checks.map((one) => checks.indexOf(one));

test("checks can be sorted by what a user looks for first", () => {
  expect(order.keys).toEqual(["input", "name", "status", "quantity"]);
  expect(ordered("input")).toEqual([0, 1, 2, 3, 4]);
  expect(ordered("name")).toEqual([3, 4, 0, 1, 2]);
  expect(ordered("status")).toEqual([0, 4, 1, 3, 2]);
  expect(ordered("quantity")).toEqual([2, 0, 4, 3, 1]);
  expect(() => ordered("line")).toThrow('--sort takes input, name, status, quantity, not "line"');
});
