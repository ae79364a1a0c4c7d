import { expect, test } from "vitest";
import { renderCheckTable } from "../../../../src/features/check/show.ts";
import { view } from "../../report/hand-made.ts";
import { checkReport, checks } from "./hand-made.ts";

/** The line that counts, in colour. */
const firstLine = (failed: number) =>
  renderCheckTable(
    {
      ...checkReport,
      notes: [],
      errors: [],
      checks: [checks[2]!],
      counts: { ...checkReport.counts, failed },
    },
    { ...view, color: true },
  ).split("\n")[0]!;

test("the line that counts is in the colour of failures where there are some", () => {
  expect(firstLine(0).startsWith("2 inputs, 5 checks: ")).toBe(true);
  expect(firstLine(1)).toMatch(/^\u001b\[[\d;]+m2 inputs/);
});
