import { describe, expect, test } from "vitest";
import {
  calibrationSet,
  comparedTruth,
  graded as gradeRuns,
} from "../../../../src/features/experiments/grades.ts";
import { calibrationVerdicts } from "../../../../src/features/experiments/verdicts.ts";
import type { ReportedMeasurement } from "../../../../src/results/report.ts";
import { bindRecipe } from "../../../../src/sources/recipe.ts";

const interval = (lower: number, upper: number) => ({ lower, upper, level: 0.95, method: "blocks" as const });

function measured(estimator: string, value: number | null, half?: number): ReportedMeasurement {
  const about = {
    estimator,
    quantity: "entropyRate" as const,
    unit: "bit/symbol" as const,
    parameters: {},
    n: 100,
  };
  if (value === null) return { ...about, status: "undefined", reason: "too short" };
  const around = half === undefined ? null : interval(value - half, value + half);
  return { ...about, status: "ok", shape: "scalar", value, interval: around, warnings: [] };
}

const rate = { against: "entropyRate", value: 1, lower: 1, upper: 1, covered: true } as const;

function graded(
  estimator: string,
  values: readonly (number | null)[],
  half?: number,
  source = "s",
  alphabet = 2,
) {
  return gradeRuns({
    source,
    alphabet,
    n: 100,
    truth: rate,
    measurements: values.map((value) => measured(estimator, value, half)),
  });
}

test.each(calibrationSet)("%s: h and E are known to a number", async (recipe) => {
  const source = await bindRecipe(recipe);
  const truth = source.truth();
  for (const quantity of ["entropyRate", "excessEntropy"] as const)
    expect(comparedTruth(truth, quantity, source.alphabetSize)?.value).toBeDefined();
});

describe("errors of an estimator", () => {
  // Values 1.1, 1.3, 1.2, 1.4 against 1: bias .25, squares .01 .09 .04 .16.
  const { row } = graded("a", [1.1, 1.3, 1.2, 1.4], 0.25);

  test("bias, spread and root mean square", () => {
    expect(row.errors!.bias.value).toBeCloseTo(0.25, 14);
    expect(row.errors!.deviation).toBeCloseTo(Math.sqrt(0.05 / 3), 14);
    expect(row.errors!.rmse.value).toBeCloseTo(Math.sqrt(0.075), 14);
  });

  test("the interval of the bias is Student's with three degrees of freedom", () => {
    const half = (3.182446305284263 * Math.sqrt(0.05 / 3)) / 2;
    expect(row.errors!.bias.interval!.lower).toBeCloseTo(0.25 - half, 12);
    expect(row.errors!.bias.interval!.upper).toBeCloseTo(0.25 + half, 12);
  });

  test("coverage counts the intervals that hold the truth", () => {
    // 1.1 and 1.2 reach back to 1 with a quarter, 1.3 and 1.4 do not.
    expect(row.coverage).toMatchObject({ intervals: 4, level: 0.95, share: { value: 0.5 } });
  });

  test("the interval of a bound holds where the truth does not lie beyond it", () => {
    const shareOf = (bound: "upper" | "lower") =>
      gradeRuns({
        source: "s",
        alphabet: 2,
        n: 100,
        truth: rate,
        measurements: [0.6, 1.1, 1.3].map((value) => ({ ...measured("a", value, 0.25), bound })) as never,
      }).row.coverage!.share.value;
    // Upper ends .85, 1.35, 1.55; lower ends .35, .85, 1.05.
    expect(shareOf("upper")).toBeCloseTo(2 / 3, 14);
    expect(shareOf("lower")).toBeCloseTo(2 / 3, 14);
  });

  test("runs without a number are counted, with the reason", () => {
    const { row: silent } = graded("a", [1.1, null, 1.2]);
    expect(silent).toMatchObject({ defined: 2, undefined: 1, reason: "too short", coverage: null });
    expect(graded("a", [null, 1, null]).row.errors).toBeNull();
  });
});

describe("what is compared with what", () => {
  const route = "r";
  test("code lengths with the entropy rate, whose intervals they do not state", () => {
    const truth = { entropyRate: { status: "exact", value: 0.5, digits: 12, route } } as const;
    const known = { against: "entropyRate", value: 0.5, lower: 0.5, upper: 0.5 };
    expect(comparedTruth(truth, "entropyRate", 2)).toEqual({ ...known, covered: true });
    expect(comparedTruth(truth, "codeLengthRate", 2)).toEqual({ ...known, covered: false });
    const share = { against: "randomness", value: 0.25, lower: 0.25, upper: 0.25 };
    expect(comparedTruth(truth, "randomness", 4)).toEqual({ ...known, ...share, covered: false });
    expect(comparedTruth(truth, "randomness", 1)).toBeUndefined();
    expect(comparedTruth(truth, "excessEntropy", 2)).toBeUndefined();
  });

  test("close bounds count as a number, wide ones and infinity do not", () => {
    const bounds = (lower: number, upper: number) =>
      comparedTruth({ excessEntropy: { status: "bounds", lower, upper, route } }, "excessEntropy", 2);
    expect(bounds(1, 1 + 5e-7)?.value).toBeCloseTo(1, 6);
    expect(bounds(1, 1.1)).toEqual({ against: "excessEntropy", lower: 1, upper: 1.1, covered: true });
    expect(
      comparedTruth({ excessEntropy: { status: "infinite", route } }, "excessEntropy", 2),
    ).toBeUndefined();
  });
});

describe("which to trust", () => {
  test("the one of least error, and those not worse beyond chance", () => {
    const [verdict, ...others] = calibrationVerdicts([
      graded("good", [1.01, 0.99, 1.02, 0.98], 0.05),
      graded("as good", [0.99, 1.01, 0.98, 1.02]),
      graded("bad", [1.5, 1.6, 1.55, 1.45]),
    ]);
    expect(others).toEqual([]);
    expect(verdict).toMatchObject({
      quantity: "entropyRate",
      n: 100,
      alphabets: { least: 2, most: 2 },
      sources: 1,
      trust: { estimator: "good", bestOn: 1, coverage: { least: 1, most: 1 } },
      alike: ["as good"],
    });
    expect(verdict!.trust!.worst.rmse).toBeCloseTo(Math.sqrt(0.00025), 14);
  });

  test("one that is silent in a run is not trusted, and alphabets of other sizes are judged apart", () => {
    const verdicts = calibrationVerdicts([
      graded("silent", [1, null, 1]),
      graded("loud", [2, 2, 2.1]),
      graded("silent", [1, 1, 1.1], undefined, "t", 256),
    ]);
    expect(verdicts.map(({ trust }) => trust?.estimator)).toEqual(["loud", "silent"]);
  });

  test("nobody where nobody gives a number", () => {
    expect(calibrationVerdicts([graded("a", [null, null])])[0]!.trust).toBeNull();
  });

  test("most sources count first, then the largest error", () => {
    const [verdict] = calibrationVerdicts([
      graded("steady", [1.2, 1.21, 1.2], undefined, "a"),
      graded("steady", [1.2, 1.21, 1.2], undefined, "b"),
      graded("brilliant", [1, 1.001, 1], undefined, "a"),
      graded("brilliant", [3, 3.1, 3], undefined, "b"),
    ]);
    expect(verdict).toMatchObject({ trust: { estimator: "steady", bestOn: 1 }, alike: ["brilliant"] });
  });
});
