import { describe, expect, test } from "vitest";
import committed from "../../../data/mixture-arc.json" with { type: "json" };
import {
  type ArcLevel,
  type ArcPoint,
  type ArcTable,
  arcHalfWidth,
  arcLevel,
  arcPoints,
  beyondArc,
} from "../../../src/spectrum/mixture-arc.ts";
import { structureCoordinate } from "../../../src/spectrum/structure-scale.ts";

const mixtureArcTable = committed as unknown as ArcTable;

const roof = (height: number, error = 0): readonly (readonly ArcPoint[])[] => [
  [[0, 0, 0], [0.5, height, error], [1, 0, 0]],
  [[0.2, 1, 0.125], [0.4, 1, 0.375]],
]; // biome-ignore format: short

/** Height 4 at A = 2 and n = 1 000, 8 at n = 4 000; one more at A = 8. */
const table: ArcTable = {
  lengths: [1000, 4000],
  alphabets: [2, 8],
  words: 5,
  families: [
    [roof(4, 0.25), roof(8, 0.5)],
    [roof(5, 0.75), roof(9, 1)],
  ],
};

describe("mixture arc", () => {
  test.each<[string, number, number, number, ArcLevel]>([
    ["a corner", 0.5, 1000, 2, { value: 4, error: 0.25, carried: 0 }],
    ["between corners", 0.25, 1000, 2, { value: 2, error: 0.125, carried: 0 }],
    ["where another family is higher", 0.2, 1000, 2, { value: 1.6, error: 0.1, carried: 0 }],
    ["the other family alone", 0.1, 1000, 2, { value: 0.8, error: 0.05, carried: 0 }],
    ["the ends", 1, 1000, 2, { value: 0, error: 0, carried: 0 }],
    ["between lengths, by logarithms", 0.5, 2000, 2, { value: 6, error: 0.375, carried: 0 }],
    // A cell beyond: 8 and 4 more, errors -1 times the one and 2 times the other.
    ["beyond the longest", 0.5, 16_000, 2, { value: 12, error: 1.25, carried: 4 }],
    ["below the shortest, as the shortest", 0.5, 10, 2, { value: 4, error: 0.25, carried: 0 }],
    ["between alphabets, by logarithms", 0.5, 1000, 4, { value: 4.5, error: 0.5, carried: 0 }],
    ["beyond the largest alphabet", 0.5, 1000, 32, { value: 6, error: 1.75, carried: 1 }],
    // Carried 1 at either length, and both go on; then 4 from the one length to the other.
    ["beyond both", 0.5, 16_000, 32, { value: 14, error: 6.75, carried: 7 }],
  ])("%s", (_, x, n, alphabetSize, level) => {
    expect(arcLevel(x, n, alphabetSize, table)).toEqual({
      value: expect.closeTo(level.value, 12),
      error: expect.closeTo(level.error, 12),
      carried: expect.closeTo(level.carried, 12),
    });
  });

  test("knows where nothing was measured", () => {
    expect([beyondArc(4000, 8, table), beyondArc(4001, 8, table), beyondArc(4000, 9, table)]).toEqual([
      false,
      true,
      true,
    ]);
  });

  test("has the error of the family that is the largest", () => {
    // At .25 the roof of 2 is 1 high, as the other family; at .3 it is 1.2.
    const families = [
      [roof(2, 0.5), roof(2, 0.5)],
      [roof(2, 0.5), roof(2, 0.5)],
    ];
    const errors = [0.22, 0.3].map((x) => arcLevel(x, 1000, 2, { ...table, families }).error);
    expect(errors).toEqual([expect.closeTo(0.15, 12), expect.closeTo(0.3, 12)]);
  });

  test("its interval is Student's t of its words, and what it was carried on", () => {
    // 97.5 % of t with 4 degrees of freedom lie below 2.776445.
    const level = { value: 3, error: 0.5, carried: 0.25 };
    expect(arcHalfWidth(level, 0.95, table)).toBeCloseTo(2.776445 * 0.5 + 0.25, 6);
  });

  test("the larger family wins where both say something", () => {
    const low: ArcTable = {
      ...table,
      families: [
        [roof(1), roof(1)],
        [roof(1), roof(1)],
      ],
    };
    expect([0.1, 0.2, 0.3, 0.45].map((x) => arcLevel(x, 1000, 2, low).value)).toEqual([
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
    const middle = arcLevel(0.5, 100_000, 64);
    expect(points[50]!.y).toBe(middle.value);
    const { lower, upper } = points[50]!.interval!;
    expect((lower + upper) / 2).toBeCloseTo(middle.value, 12);
    expect((upper - lower) / 2).toBeCloseTo(arcHalfWidth(middle, 0.95), 12);
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
          for (const [, , error] of points) expect(error).toBeGreaterThanOrEqual(0);
        }
        for (const points of [polylines[0]!, polylines[2]!]) expect(points.at(-1)![1]).toBeLessThan(0.6);
      }
    }
  });
});

test("structure in doublings: 64 bits make the first", () => {
  expect([-1000, 0, 64, 192, 64 * 1023].map(structureCoordinate)).toEqual([0, 0, 1, 2, 10]);
});
