import { describe, expect, it } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { leastOf, uniformityTests } from "../../../src/statistics/uniformity.ts";
import { distanceFromUniform } from "./distance-from-uniform.ts";

const uniform = (n: number, seed: number) => {
  const random = Random.fromSeed(seed);
  return Float64Array.from({ length: n }, () => random.uniform());
};
const ties = () => Random.fromSeed(9);
const pOf = (values: Float64Array, id: string) =>
  uniformityTests(values, ties()).find((test) => test.id === id)!.pValue;

describe("uniformityTests", () => {
  it("gives uniform p-values to uniform numbers, each test and their least", () => {
    const runs = Array.from({ length: 200 }, (_, run) =>
      uniformityTests(uniform(4096, 1000 + run), Random.fromSeed(run)),
    );
    for (let test = 0; test < runs[0]!.length; test++)
      expect(distanceFromUniform(runs.map((tests) => tests[test]!.pValue))).toBeLessThan(0.115);
    expect(distanceFromUniform(runs.map((tests) => leastOf(tests.map(({ pValue }) => pValue))))).toBeLessThan(
      0.115,
    );
  });

  it("finds what each test is for", () => {
    const values = uniform(20_000, 1);
    expect(
      pOf(
        values.map((value) => value * value),
        "frequencies",
      ),
    ).toBeLessThan(1e-10);
    expect(
      pOf(
        values.map((value, i) => (i % 2 === 0 ? value : values[i - 1]!)),
        "pairs",
      ),
    ).toBeLessThan(1e-10);
    const drifting = values.map((value, i) => (value + (values[i - 1] ?? 0)) / 2);
    expect(pOf(drifting, "serial-correlation")).toBeLessThan(1e-10);
    const waves = values.map((value, i) => (i % 100 < 50 ? value * 0.8 : 0.2 + value * 0.8));
    expect(pOf(waves, "serial-correlation")).toBeLessThan(0.01);
    const state = [1, 0, 0, 1, 0, 1, 1];
    const register = values.map(() => {
      const next = state[0]! ^ state[6]!;
      state.push(next);
      return state.shift()! / 2 + 0.25;
    });
    expect(pOf(register, "linear-complexity")).toBeLessThan(1e-10);
  });
});

describe("leastOf", () => {
  it("is the chance that one of them is as small", () => {
    expect(leastOf([0.5])).toBeCloseTo(0.5, 12);
    expect(leastOf([0.01, 0.9])).toBeCloseTo(1 - 0.99 ** 2, 12);
    expect(leastOf([0, 1])).toBe(0);
    expect(leastOf([1e-20, 1])).toBeCloseTo(2e-20, 30);
    expect(leastOf([1, 1, 1])).toBeLessThanOrEqual(1);
  });
});
