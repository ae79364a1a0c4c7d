import { expect, test, vi } from "vitest";
import { forecastLearner, knownCurves } from "../../../../src/features/forecast/learner.ts";
import { curveExamples, learnCurveLaw, normalQuantiles, tooFew } from "../../../../src/learners/curve-law.ts";
import { curveTask } from "../../../../src/learners/curve-task.ts";
import type { LearnerCurve } from "../../../../src/learners/schema.ts";

vi.mock("../../../../src/learners/curve-task.ts", () => ({ curveTask: vi.fn() }));

type Paid = readonly [learned: number, bits: number, halfWidth?: number];
function curveOf(points: readonly Paid[], change: object = {}): LearnerCurve {
  const curve = points.map(([learned, value, halfWidth]) => ({
    learned,
    learner: {
      value,
      interval: halfWidth === undefined ? null : { lower: value - halfWidth, upper: value + halfWidth },
    },
  }));
  return {
    ...{
      tool: { name: "mesoscope", version: "0.0.0" },
      environment: { node: "v24" },
      name: "a.txt",
      learner: "l",
    },
    ...{
      provenance: { kind: "stdin" },
      options: { seed: 1 },
      learned: points.at(-1)![0],
      asked: { symbols: 9 },
    },
    ...{ curve, learns: true, truth: null },
    ...change,
  } as unknown as LearnerCurve;
}
const plan = { kind: "learner", factors: [2, 4], curve: { name: "l" } } as const;
async function forecast(curve: LearnerCurve, factors: readonly number[] = plan.factors) {
  vi.mocked(curveTask).mockResolvedValueOnce(curve);
  const made = await forecastLearner({ plan: { ...plan, factors }, task: "t", maker: "m" } as never);
  return { made, outcome: made.outcome };
}
const { curves, networks } = await knownCurves();
const usual: readonly Paid[] = [
  [0, 8, 0.1],
  [50_000, 3, 0.1],
  [80_000, 2.6, 0.1],
  [100_000, 2.5, 0.05],
];

test("a forecast continues from the end of a curve and the last size that is clearly smaller", async () => {
  const { made, outcome } = await forecast(curveOf(usual));
  expect(vi.mocked(curveTask).mock.lastCall![0]).toEqual({ plan: plan.curve, task: "t", maker: "m" });
  expect(made).toMatchObject({ name: "a.txt", learner: "l", learned: 100_000, bank: { cells: networks } });
  // 80 000 symbols are less than 1.3 times fewer.
  const fall = Math.log2(3 / 2.5);
  const error = (Math.LOG2E * 0.1) / (2 * normalQuantiles[1] * 2.5);
  const end = { rate: 2.5, fall, error };
  if (outcome.status !== "ok") throw new Error(outcome.reason);
  expect(outcome.fall).toBeCloseTo(fall, 12);
  for (const [i, factor] of plan.factors.entries()) {
    const law = learnCurveLaw(curveExamples(curves, factor, null));
    const point = outcome.points[i]!;
    if (point.status !== "ok") throw new Error(point.reason);
    expect(point).toMatchObject({
      factor,
      symbols: factor * 100_000,
      examples: law.examples,
      groups: law.groups,
    });
    expect(point.medianError).toBe(law.medianError);
    const wanted = law.expect(end);
    for (const key of ["value", "lower80", "upper80", "lower95", "upper95"] as const)
      expect(point.loss[key]).toBeCloseTo(wanted[key], 9);
  }
});

test("sizes are 1.3 times apart at least, and nothing learned is no size", async () => {
  const fallOf = async (before: number) => {
    const { outcome } = await forecast(
      curveOf([
        [0, 8, 1],
        [before, 4, 1],
        [13_000, 2, 1],
      ]),
    );
    return outcome.status === "ok" ? outcome.fall : null;
  };
  expect(await fallOf(10_000)).toBeCloseTo(1 / Math.log2(1.3), 9);
  expect(await fallOf(10_001)).toBeNull();
});

test("nothing is forecast below an entropy rate, and nothing is learned of the same package", async () => {
  const { outcome } = await forecast(curveOf(usual, { truth: { entropyRate: { value: 2.45 } } }));
  if (outcome.status !== "ok" || outcome.points[1]!.status !== "ok") throw new Error("no forecast");
  expect(outcome.points[1]!.loss).toMatchObject({ value: 2.45, lower95: 2.45 });
  const { group } = curves[0]!;
  const own = await forecast(curveOf(usual, { provenance: { kind: "corpus", package: group } }));
  const law = learnCurveLaw(curveExamples(curves, 2, group));
  expect(own.outcome).toMatchObject({
    status: "ok",
    points: [{ examples: law.examples, groups: law.groups }, {}],
  });
  expect(law.examples).toBeLessThan(learnCurveLaw(curveExamples(curves, 2, null)).examples);
});

test("a multiple that no known curve reaches is withheld, the others are not", async () => {
  const { outcome } = await forecast(curveOf(usual), [2, 100]);
  const reason = tooFew(curveExamples(curves, 100, null));
  expect(outcome).toMatchObject({
    status: "ok",
    points: [{ status: "ok" }, { factor: 100, symbols: 10_000_000, status: "undefined", reason }],
  });
});

test.each<[string, readonly Paid[], object?]>([
  ["the learner reports that it does not learn, so more data changes nothing", usual, { learns: false }],
  [
    "a forecast needs the losses after learning all of the data and after learning half of it",
    [usual[0]!, usual[3]!],
  ],
  [
    "only one block is held out, so the variation of losses between blocks is not known",
    [usual[1]!, [100_000, 2.5]],
  ],
  ["the loss of the learner is 0: there is nothing more to learn", [usual[1]!, [100_000, 0, 0.1]]],
])("%s", async (reason, points, change = {}) => {
  expect((await forecast(curveOf(points, change))).outcome).toEqual({ status: "undefined", reason });
});
