import { describe, expect, it, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { leastSquaresLine, solveLinear, spectralRadius } from "../../../src/math/linear-algebra.ts";

describe("solveLinear", () => {
  it.each([1, 2, 5, 30])("gives back the x of A x for a random A of size %i", (n) => {
    const random = Random.fromSeed(n);
    const matrix = Float64Array.from({ length: n * n }, () => random.uniform() - 0.5);
    const x = Float64Array.from({ length: 2 * n }, () => random.uniform());
    const right = new Float64Array(2 * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        for (let c = 0; c < 2; c++)
          right[2 * i + c] =
            (right[2 * i + c] as number) + (matrix[i * n + j] as number) * (x[2 * j + c] as number);
    const solved = solveLinear(matrix, right, n) as Float64Array;
    x.forEach((value, i) => {
      expect(solved[i]).toBeCloseTo(value, 9);
    });
  });

  it("swaps rows where it must, and knows a singular matrix", () => {
    expect([...(solveLinear(Float64Array.of(0, 1, 1, 0), Float64Array.of(3, 4), 2) as Float64Array)]).toEqual(
      [4, 3],
    );
    expect(solveLinear(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 1), 2)).toBeUndefined();
    expect(solveLinear(new Float64Array(0), new Float64Array(0), 0)).toEqual(new Float64Array(0));
  });
});

describe("spectralRadius", () => {
  it.each([
    ["one", [0.7], 0.7],
    ["zero", [0], 0],
    ["golden mean", [1, 1, 1, 0], (1 + Math.sqrt(5)) / 2],
    ["period 2", [0, 4, 1, 0], 2],
    ["nilpotent", [0, 5, 0, 0], 0],
    ["reducible", [0.5, 100, 0, 0.9], 0.9],
    ["Jordan block", [0.5, 1, 0, 0.5], 0.5],
    ["period 3", [0, 1, 0, 0, 0, 1, 0.001, 0, 0], 0.1],
    ["tiny", [1e-200, 0, 0, 1e-220], 1e-200],
  ])("%s", (_, matrix, radius) => {
    const found = spectralRadius(Float64Array.from(matrix), Math.sqrt(matrix.length));
    expect(Math.abs(found - radius)).toBeLessThanOrEqual(1e-12 * radius);
  });
});

describe("least squares line", () => {
  test("(1, 3), (2, 5), (4, 4), (8, 12), by the normal equations", () => {
    // n = 4, sums 15, 24, 85, 125: slope (4 125 - 15 24)/(4 85 - 225) = 140/115.
    const { slope, intercept } = leastSquaresLine(Float64Array.of(1, 2, 4, 8), Float64Array.of(3, 5, 4, 12));
    expect(slope).toBeCloseTo(140 / 115, 14);
    expect(intercept).toBeCloseTo((24 - (15 * 140) / 115) / 4, 14);
  });

  test("points on a line far from the origin", () => {
    const x = Float64Array.from({ length: 9 }, (_, i) => 1e6 + i * i);
    const { slope, intercept } = leastSquaresLine(
      x,
      x.map((value) => 7 - 0.25 * value),
    );
    expect(slope).toBeCloseTo(-0.25, 9);
    expect(intercept).toBeCloseTo(7, 3);
  });
});
