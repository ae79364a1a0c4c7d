import { describe, expect, test } from "vitest";
import { arcHeight, arcPoints } from "../../../src/spectrum/mixture-arc.ts";
import { type ArcTable, mixtureArcTable } from "../../../src/spectrum/mixture-arc-table.ts";
import { structureCoordinate } from "../../../src/spectrum/structure-scale.ts";

type Polyline = readonly (readonly [number, number])[];
const roof = (height: number): readonly Polyline[] => [
  [[0, 0], [0.5, height], [1, 0]],
  [[0.2, 1], [0.4, 1]],
]; // biome-ignore format: short

/** Height 4 at A = 2 and n = 1 000, 8 at n = 4 000; one more at A = 8. */
const table: ArcTable = {
  lengths: [1000, 4000],
  alphabets: [2, 8],
  families: [
    [roof(4), roof(8)],
    [roof(5), roof(9)],
  ],
};

describe("mixture arc", () => {
  test.each<[string, number, number, number, number]>([
    ["a corner", 0.5, 1000, 2, 4],
    ["between corners", 0.25, 1000, 2, 2],
    ["where another family is higher", 0.2, 1000, 2, 1.6],
    ["the other family alone", 0.1, 1000, 2, 0.8],
    ["the ends", 1, 1000, 2, 0],
    ["between lengths, by logarithms", 0.5, 2000, 2, 6],
    ["beyond the longest", 0.5, 16_000, 2, 12],
    ["below the shortest, as the shortest", 0.5, 10, 2, 4],
    ["between alphabets, by logarithms", 0.5, 1000, 4, 4.5],
    ["beyond the largest alphabet", 0.5, 1000, 1000, 5],
  ])("%s", (_, x, n, alphabetSize, height) => {
    expect(arcHeight(x, n, alphabetSize, table)).toBeCloseTo(height, 12);
  });

  test("the larger family wins where both say something", () => {
    const low: ArcTable = {
      ...table,
      families: [
        [roof(1), roof(1)],
        [roof(1), roof(1)],
      ],
    };
    expect([0.1, 0.2, 0.3, 0.45].map((x) => arcHeight(x, 1000, 2, low))).toEqual([
      expect.closeTo(0.2, 12),
      1,
      1,
      expect.closeTo(0.9, 12),
    ]);
  });

  test("as points, from order to noise", () => {
    const points = arcPoints(100_000, 64);
    expect(points).toHaveLength(101);
    expect([points[0]!.x, points[50]!.x, points[100]!.x]).toEqual([0, 0.5, 1]);
    expect(points[50]!.y).toBe(arcHeight(0.5, 100_000, 64));
  });

  test("the committed table has three families of ascending points everywhere, and no structure in noise", () => {
    expect(mixtureArcTable.families).toHaveLength(mixtureArcTable.alphabets.length);
    for (const byLength of mixtureArcTable.families) {
      expect(byLength).toHaveLength(mixtureArcTable.lengths.length);
      for (const polylines of byLength) {
        expect(polylines).toHaveLength(3);
        for (const points of polylines) {
          const xs = points.map(([x]) => x);
          expect(xs).toEqual([...xs].sort((a, b) => a - b));
          expect(Math.min(...xs)).toBeGreaterThanOrEqual(0);
          expect(Math.max(...xs)).toBeLessThanOrEqual(1);
        }
        for (const points of [polylines[0]!, polylines[2]!]) expect(points.at(-1)![1]).toBeLessThan(0.6);
      }
    }
  });
});

test("structure in doublings: 64 bits make the first", () => {
  expect([-1000, 0, 64, 192, 64 * 1023].map(structureCoordinate)).toEqual([0, 0, 1, 2, 10]);
});
