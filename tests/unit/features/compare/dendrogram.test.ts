import { expect, test } from "vitest";
import { dendrogram } from "../../../../src/features/compare/tree.ts";

const tree = {
  distance: "jsd" as const,
  linkage: "average" as const,
  order: [0, 2, 1, 3],
  merges: [
    { left: 0, right: 2, height: 2, size: 2 },
    { left: 1, right: 3, height: 5, size: 2 },
    { left: 4, right: 5, height: 10, size: 4 },
  ],
};

test("joins are drawn at their heights", () => {
  expect(dendrogram(tree, 4, 11, false)).toEqual(["──┐", "──┴───────┐", "─────┐    │", "─────┴────┘"]);
  expect(dendrogram(tree, 4, 11, true)).toEqual(["--+", "--+-------+", "-----+    |", "-----+----+"]);
});

test("every join has a column of its own, also at one height", () => {
  const flat = { ...tree, merges: tree.merges.map((merge) => ({ ...merge, height: 0 })) };
  expect(dendrogram(flat, 4, 11, false)).toEqual(["─┐", "─┴┐", "─┐│", "─┴┘"]);
});
