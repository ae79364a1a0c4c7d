import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { knownCurves } from "../../../src/features/forecast/learner.ts";
import {
  type CurveEnd,
  curveEnd,
  curveExamples,
  type KnownCurve,
  learnCurveLaw,
  paidAfter,
  tooFew,
} from "../../../src/learners/curve-law.ts";

const quantile = (sorted: readonly number[], share: number) =>
  sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1]!;
const median = (sorted: readonly number[]) =>
  (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;

const sizes = [25_000, 50_000, 100_000, 200_000, 400_000];
/** Curves that are powers of the size, of thirty packages. */
const powers: KnownCurve[] = Array.from({ length: 30 }, (_, i) => ({
  ...{ group: `g${i}`, learner: "gpt-tiny" },
  points: sizes.map((n) => [n, 3 * n ** (-0.02 - i / 200)] as const),
}));

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
  expect(all[0]!.end.fall).toBeCloseTo(0.02, 9);
  expect(curveExamples(powers, 4, "g0")).toHaveLength(29 * 2);
  expect(tooFew(curveExamples(powers, 40, null))).toContain("are needed");
});

test("between two sizes that are near a power is paid, and beyond them nothing is known", () => {
  const points = [200, 500, 2000].map((n) => [n, 4 * n ** -0.3] as const);
  expect(paidAfter(300, points)).toBeCloseTo(4 * 300 ** -0.3, 10);
  expect(paidAfter(500, points)).toBe(points[1]![1]);
  // Far apart, before the first and after the last.
  for (const n of [1000, 100, 3000]) expect(paidAfter(n, points)).toBeUndefined();
});

describe("the law of curves", () => {
  test("forecasts powers to within what it bends them", () => {
    const examples = curveExamples(powers, 4, null);
    const law = learnCurveLaw(examples);
    expect(law.medianError).toBeLessThan(0.02);
    for (const { end, bits } of examples) {
      const { value, lower95, upper95 } = law.expect(end);
      expect(Math.abs(value / bits - 1)).toBeLessThan(0.04);
      expect([lower95 <= value, value <= upper95]).toEqual([true, true]);
    }
  });
  test("leaves flat what is flat, and is the surer of it, but for which blocks were asked", () => {
    const law = learnCurveLaw(curveExamples(powers, 4, null));
    const width = (end: CurveEnd) => {
      const { upper95, lower95 } = law.expect(end);
      return Math.log2(upper95 / lower95);
    };
    expect(law.expect({ rate: 8, fall: 0, error: 0 }).value).toBeCloseTo(8, 3);
    expect(width({ rate: 8, fall: 0, error: 0 })).toBeLessThan(width({ rate: 8, fall: 0.2, error: 0 }) / 2);
    expect(width({ rate: 8, fall: 0, error: 0.05 })).toBeGreaterThan(0.19);
    expect(law.expect({ rate: 8, fall: 0.2, error: 0 }, 7.9).lower95).toBe(7.9);
  });
  test("needs two groups", () => {
    expect(() => learnCurveLaw(curveExamples(powers.slice(0, 1), 2, null))).toThrow(RangeError);
  });
  const table = readFileSync(new URL("../../../docs/learners.md", import.meta.url), "utf8");
  const rows = [...table.matchAll(/^\| (\d+) times as much +\|(.*)\|$/gm)];
  test.each(rows.map(([, factor, cells]) => [Number(factor), cells!] as const))(
    "is off by what the documents say for networks after %d times as much",
    async (factor, cells) => {
      const examples = curveExamples((await knownCurves()).curves, factor, null);
      const groups = [...new Set(examples.map(({ group }) => group))];
      const graded = groups.flatMap((name) => {
        const of = (own: boolean) => examples.filter(({ group }) => (group === name) === own);
        const law = learnCurveLaw(of(false));
        return of(true).map(({ end, bits }) => {
          const { value, ...ends } = law.expect(end);
          const power = end.rate * 2 ** (-end.fall * Math.log2(factor));
          return {
            ...{ error: Math.abs(value / bits - 1), errorOfPower: Math.abs(power / bits - 1) },
            inside80: ends.lower80 <= bits && bits <= ends.upper80,
            inside95: ends.lower95 <= bits && bits <= ends.upper95,
          };
        });
      });
      const sorted = (values: number[]) => values.sort((a, b) => a - b);
      const errors = sorted(graded.map(({ error }) => error));
      const powers = sorted(graded.map(({ errorOfPower }) => errorOfPower));
      const share = (of: (one: (typeof graded)[0]) => boolean) => graded.filter(of).length / graded.length;
      const found = [
        ...[median(errors), quantile(errors, 0.9)],
        ...[share(({ inside80 }) => inside80), share(({ inside95 }) => inside95), median(powers)],
      ];
      expect(cells.split("|").map((cell) => cell.trim())).toEqual(
        found.map((one) => `${(100 * one).toFixed(1)} %`),
      );
    },
  );
  test("has rows in the documents", () => expect(rows).toHaveLength(4));
});
