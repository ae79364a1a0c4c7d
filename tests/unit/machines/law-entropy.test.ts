import { describe, expect, it } from "vitest";
import { binaryEntropy, complementEntropy, lawEntropy } from "../../../src/machines/law-entropy.ts";

/** -(1 - q) ln(1 - q) = q - q^2/2 - q^3/6 - ... - q^n/(n (n - 1)), in bits. */
function bySeries(q: number): number {
  let sum = 0;
  for (let n = 40; n >= 2; n--) sum += q ** n / (n * (n - 1));
  return (q - sum) / Math.LN2;
}

const relativeError = (value: number, truth: number): number => Math.abs(value / truth - 1);

describe("lawEntropy", () => {
  it.each<[number[], number]>([
    [[0.5, 0.25, 0.125, 0.125], 1.75],
    [[0.25, 0, 0.75], 2 - 0.75 * Math.log2(3)],
    [Array.from({ length: 1024 }, () => 2 ** -10), 10],
    [[0, 1, 0], 0],
    [[], 0],
  ])("of %j", (law, truth) => {
    const entropy = lawEntropy(law);
    expect(entropy).toBeCloseTo(truth, 14);
    expect(Object.is(entropy, -0)).toBe(false);
  });
});

describe("binaryEntropy", () => {
  it.each([
    [0, 0],
    [1, 0],
    [0.5, 1],
    [0.25, 2 - 0.75 * Math.log2(3)],
    [0.75, 2 - 0.75 * Math.log2(3)],
  ])("of a coin of %f", (p, truth) => {
    expect(binaryEntropy(p)).toBeCloseTo(truth, 15);
  });

  it.each([1e-2, 1e-3, 9e-4, 1e-5, 1e-10, 3e-17, 1e-300])("keeps its digits at %f", (p) => {
    const truth = bySeries(p) - p * Math.log2(p);
    expect(relativeError(binaryEntropy(p), truth)).toBeLessThan(1e-15);
  });

  it("has one side like the other, where 1 - p is exact", () => {
    for (const p of [2 ** -3, 2 ** -12, 2 ** -50]) expect(binaryEntropy(1 - p)).toBe(binaryEntropy(p));
  });
});

describe("complementEntropy", () => {
  it.each([0.3, 0.1, 1e-3, 1e-8, 1.3e-12, 4e-16, 1e-17, 1e-200])("keeps its digits at %f", (q) => {
    expect(relativeError(complementEntropy(q), bySeries(q))).toBeLessThan(1e-15);
  });

  it("is half a bit at a half, and 0 at 0", () => {
    expect(complementEntropy(0.5)).toBe(0.5);
    expect(complementEntropy(0)).toBe(0);
  });
});
