import { expect, test } from "vitest";
import { layoutFor } from "../../../../src/report/kit/layout.ts";
import { namedTable, tableWidth } from "../../../../src/report/kit/named-table.ts";

/** Names of 20 columns beside a table of 5 + 2 + 4. */
const table = {
  head: ["value", "unit"],
  right: [0],
  blocks: ["a".repeat(20), `${"b".repeat(19)}c`].map((name) => ({ name, rows: [["1", "bit"]] })),
};
const linesAt = (width: number, mostName = 40) =>
  namedTable(
    table,
    () => table,
    mostName,
    layoutFor({ width, color: false, ascii: true, map: false, hints: false, whole: false }),
  ).split("\n");

test("the width of a table is that of its widest cells and two columns between them", () => {
  expect(tableWidth(table)).toBe(5 + 2 + 4);
});

test("names stand beside their rows where 16 of their columns have room, and above them where not", () => {
  expect(linesAt(33)).toEqual([
    "sample                value  unit",
    "aaaaaaaaaaaaaaaaaaaa      1  bit",
    "bbbbbbbbbbbbbbbbbbbc      1  bit",
  ]);
  expect(linesAt(29).slice(1)).toEqual(["aaaaa~aaaaaaaaaa      1  bit", "bbbbb~bbbbbbbbbc      1  bit"]);
  expect(linesAt(28)[1]).toBe("a".repeat(20));
  expect(linesAt(80, 18)[1]).toHaveLength(18 + 2 + 5 + 2 + 3);
});
