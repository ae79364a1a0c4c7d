import { expect, test } from "vitest";
import { comparisonTree } from "../../../../src/features/compare/tree.ts";

test("average linkage, worked out by hand", () => {
  // 0 and 2 join at 1; 3 joins them at (4 + 6) / 2; 1 joins all at (8 + 9 + 10) / 3.
  const distances = [
    [0, 8, 1, 4],
    [8, 0, 9, 10],
    [1, 9, 0, 6],
    [4, 10, 6, 0],
  ];
  expect(comparisonTree("jsd", [0, 1, 2, 3], distances, 4)).toEqual({
    distance: "jsd",
    linkage: "average",
    order: [0, 2, 3, 1],
    merges: [
      { left: 0, right: 2, height: 1, size: 2 },
      { left: 4, right: 3, height: 5, size: 3 },
      { left: 5, right: 1, height: 9, size: 4 },
    ],
  });
});

test("places leave out samples that are not compared; distances below 0 are 0", () => {
  const { order, merges } = comparisonTree(
    "ncd",
    [1, 4, 5],
    [
      [0, -0.5, 3],
      [-0.5, 0, 5],
      [3, 5, 0],
    ],
    7,
  );
  expect(order).toEqual([1, 4, 5]);
  expect(merges).toEqual([
    { left: 1, right: 4, height: 0, size: 2 },
    { left: 7, right: 5, height: 4, size: 3 },
  ]);
});
