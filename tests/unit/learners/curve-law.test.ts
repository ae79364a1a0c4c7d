import { describe, expect, test } from "vitest";
import { type CurveEnd, curveEnd, curveExamples, curveForm } from "../../../src/learners/curve-law.ts";
import { type BankData, networkBank, tooFew } from "../../../src/learners/network-examples.ts";
import { learnNetworkLaw, type NetworkExample } from "../../../src/learners/network-law.ts";

const sizes = [25_000, 50_000, 100_000, 200_000, 400_000];
/** A bank of curves that are powers of the size, of thirty packages. */
const powers: BankData = {
  cells: 0,
  samples: Array.from({ length: 30 }, (_, i) => ({
    ...{ corpus: `c${i}`, group: `g${i}`, kind: "corpora" as const, n: 25_000, features: {} as never },
  })),
  trained: Array.from({ length: 30 }, (_, i) =>
    sizes.map((n) => ({
      ...{ corpus: `c${i}`, learner: "gpt-tiny", seed: 1, n, bits: 3 * n ** (-0.02 - i / 200) },
    })),
  ).flat(),
};

test("a curve ends with what it pays and by how much that fell, by doubling", () => {
  const { rate, fall, error } = curveEnd(
    [
      [1000, 4],
      [4000, 2],
    ],
    0.1,
  );
  expect([rate, fall, error]).toEqual([2, 0.5, 0.1]);
});

test("examples are ends of curves that are known to go on so far, of other packages", () => {
  const all = curveExamples(powers, 4, null);
  expect(all).toHaveLength(30 * 2);
  expect(all[0]!.features.fall).toBeCloseTo(0.02, 9);
  expect(curveExamples(powers, 4, "g0")).toHaveLength(29 * 2);
  expect(tooFew(curveExamples(powers, 40, null))).toContain("are needed");
});

describe("the law of curves", () => {
  test("forecasts powers to within what it bends them", () => {
    const examples = curveExamples(powers, 4, null);
    const law = learnNetworkLaw(examples, curveForm);
    expect(law.medianError).toBeLessThan(0.02);
    for (const { features, bits } of examples) {
      const { value, lower95, upper95 } = law.expect(features);
      expect(Math.abs(value / bits - 1)).toBeLessThan(0.04);
      expect([lower95 <= value, value <= upper95]).toEqual([true, true]);
    }
  });
  test("leaves flat what is flat, and is the surer of it, but for which blocks were asked", () => {
    const law = learnNetworkLaw(curveExamples(powers, 4, null), curveForm);
    const width = (end: CurveEnd) => {
      const { upper95, lower95 } = law.expect(end);
      return Math.log2(upper95 / lower95);
    };
    expect(law.expect({ rate: 8, fall: 0, error: 0 }).value).toBeCloseTo(8, 3);
    expect(width({ rate: 8, fall: 0, error: 0 })).toBeLessThan(width({ rate: 8, fall: 0.2, error: 0 }) / 2);
    expect(width({ rate: 8, fall: 0, error: 0.05 })).toBeGreaterThan(0.19);
    expect(law.expect({ rate: 8, fall: 0.2, error: 0 }, 7.9).lower95).toBe(7.9);
  });
  test.each([
    [2, 0.025, 0.08],
    [4, 0.05, 0.14],
    [10, 0.08, 0.2],
  ])("is off by little for networks of the bank after %d times as much", async (factor, median, most) => {
    const examples = curveExamples(await networkBank(), factor, null);
    const groups = [...new Set(examples.map(({ group }) => group))];
    const graded = groups.flatMap((name) => {
      const of = (own: boolean) => examples.filter(({ group }) => (group === name) === own);
      const law = learnNetworkLaw(of(false), curveForm);
      return of(true).map(({ features, bits }: NetworkExample<CurveEnd>) => {
        const { value, lower95, upper95 } = law.expect(features);
        return { error: Math.abs(value / bits - 1), inside: lower95 <= bits && bits <= upper95 };
      });
    });
    const errors = graded.map(({ error }) => error).sort((a, b) => a - b);
    expect(errors[errors.length >> 1]).toBeLessThan(median);
    expect(errors[Math.floor(errors.length * 0.9)]).toBeLessThan(most);
    expect(graded.filter(({ inside }) => inside).length / graded.length).toBeGreaterThan(0.9);
  });
});
