import { describe, expect, it } from "vitest";
import { closedClasses, stationaryLaw } from "../../../src/machines/stationary-law.ts";

const moves = (states: number, list: readonly (readonly [number, number, number])[]) => ({
  states,
  from: Uint32Array.from(list, ([from]) => from),
  to: Uint32Array.from(list, ([, to]) => to),
  probability: Float64Array.from(list, ([, , probability]) => probability),
});

/** 0 and 3 are transient; {1, 2} and {4} are closed. */
const split = moves(5, [
  [0, 1, 0.5],
  [0, 3, 0.5],
  [1, 2, 1],
  [2, 1, 1],
  [3, 0, 0.5],
  [3, 4, 0.5],
  [4, 4, 1],
]);

describe("closedClasses", () => {
  it("finds the sets that are never left", () => {
    expect(closedClasses(split)).toEqual([[1, 2], [4]]);
  });

  it("keeps to what can be reached from the start", () => {
    expect(closedClasses(split, Float64Array.of(0, 0, 1, 0, 0))).toEqual([[1, 2]]);
    expect(closedClasses(split, Float64Array.of(0, 0, 0, 1, 0))).toEqual([[1, 2], [4]]);
  });
});

describe("stationaryLaw", () => {
  it("is exact for a two-state chain, however lopsided", () => {
    for (const [p, q] of [
      [0.3, 0.2],
      [1e-12, 1],
      [1e-300, 0.5],
    ] as const) {
      const law = stationaryLaw(
        moves(2, [
          [0, 0, 1 - p],
          [0, 1, p],
          [1, 0, q],
          [1, 1, 1 - q],
        ]),
      ) as Float64Array;
      expect((law[0] as number) / (q / (p + q))).toBeCloseTo(1, 13);
      expect((law[1] as number) / (p / (p + q))).toBeCloseTo(1, 13);
    }
  });

  it("solves a birth-death chain in closed form", () => {
    const n = 40;
    const list: [number, number, number][] = [];
    for (let i = 0; i < n; i++) {
      list.push([i, Math.min(n - 1, i + 1), 0.25], [i, Math.max(0, i - 1), 0.75]);
    }
    const law = stationaryLaw(moves(n, list)) as Float64Array;
    // pi(i) is proportional to (1/3)^i.
    let total = 0;
    for (let i = 0, mass = 1; i < n; i++, mass /= 3) total += mass;
    for (let i = 0, mass = 1; i < n; i++, mass /= 3) {
      expect((law[i] as number) / (mass / total)).toBeCloseTo(1, 12);
    }
  });

  it("gives transient states nothing, and several closed classes no law", () => {
    expect(stationaryLaw(split)).toBeUndefined();
    expect(stationaryLaw(split, Float64Array.of(0, 1, 0, 0, 0))).toEqual(Float64Array.of(0, 0.5, 0.5, 0, 0));
  });
});
