import { expect, test } from "vitest";
import { exactPlaneOf, exactPlaneOption, planeMargin } from "../../../../src/report/charts/exact-plane.ts";
import {
  curvePointsOf,
  learningCurvesOption,
  powerOfTwo,
} from "../../../../src/report/charts/learning-curves.ts";
import { contextCurveOption, dotPlotOption } from "../../../../src/report/charts/sample-charts.ts";
import { lightTheme } from "../../../../src/report/charts/theme.ts";
import type { ReportedMeasurement } from "../../../../src/results/report.ts";
import { explanation } from "../../features/explain/hand-made-explanation.ts";
import { everyVerdict, measured, reportOf, sampleAt } from "../hand-made.ts";

interface Series {
  readonly id?: string;
  readonly name?: string;
  readonly data: readonly unknown[];
  readonly lineStyle?: { readonly opacity?: number };
}

const seriesOf = (option: object) => (option as { series: Series[] }).series;

test("truth and estimate are in the plane of h and E, for sources that are exactly known", () => {
  const exact = (value: number, unit: "bit" | "bit/symbol") =>
    ({ status: "exact", value, digits: 12, route: "by hand", unit }) as const;
  const truth = { entropyRate: exact(2 / 3, "bit/symbol"), excessEntropy: exact(0.25, "bit") };
  const rate = { ...measured(0.67, 0.01), estimator: "block-gain", quantity: "entropyRate" as const };
  const excess = { ...measured(0.2), estimator: "excess-entropy", quantity: "excessEntropy" as const };
  const { estimator, quantity, unit, parameters, n } = excess;
  const silent = {
    estimator,
    quantity,
    unit,
    parameters,
    n,
    status: "undefined",
    reason: "not above its shuffles",
  } as const;
  const at = (name: string, measurements: readonly ReportedMeasurement[]) =>
    sampleAt(name, [0.66, 0.1], [0.3, 0.1], "pattern", { truth, measurements: [...measurements] });
  const report = reportOf([sampleAt("unknown", [0.5, 0.1], [1, 0.1], "structure")], {
    references: [at("golden mean", [rate, excess]), at("silent", [rate, silent]), at("not asked", [])],
  });
  const points = exactPlaneOf(report);
  const exactly = { h: 2 / 3, E: 0.25 };
  const estimate = {
    h: { value: 0.67, ends: [0.66, expect.closeTo(0.68, 12)] },
    E: { value: 0.2, ends: null },
  };
  expect(points).toEqual([
    { name: "golden mean", truth: exactly, estimate, missing: null },
    { name: "silent", truth: exactly, estimate: null, missing: "not above its shuffles" },
  ]);
  const option = exactPlaneOption(points, lightTheme, { width: 800, height: 500, margin: planeMargin });
  const [truths, bars, estimates, line] = seriesOf(option);
  expect(truths!.data.map((one) => (one as { value: unknown }).value)).toEqual(
    points.map(() => [2 / 3, 0.25]),
  );
  expect(bars!.data).toEqual([[0.67, 0.2, 0.66, expect.closeTo(0.68, 12), 0.2, 0.2]]);
  expect(estimates!.data).toMatchObject([{ name: "golden mean", value: [0.67, 0.2] }]);
  expect(line!.data).toEqual([
    [2 / 3, 0.25],
    [0.67, 0.2],
  ]);
});

test("learning curves lie over log2 m; the chosen one stands out with its band", () => {
  const points = curvePointsOf(explanation.sample);
  expect(points).toEqual([
    [1, 6, 5.5, 6.5],
    [1024, 3, 2.75, 3.25],
    [87_500, 1.5, expect.closeTo(1.4699, 12), expect.closeTo(1.5301, 12)],
  ]);
  expect(curvePointsOf(everyVerdict.samples[0]!)[2]).toEqual([4, 3, null, null]);
  const curves = [
    { name: "a", row: 0, regime: "structure" as const, points },
    { name: "b", row: 4, regime: "noise" as const, points },
  ];
  const series = seriesOf(learningCurvesOption(curves, 4, lightTheme));
  expect(series.map(({ id, name }) => id ?? name)).toEqual(["curves", "curve 4", "lower 4", "interval 4"]);
  expect(series[0]!.data).toEqual([{ name: "a", value: [0, 0, 0] }]);
  expect(series[1]!.data.slice(0, 2)).toEqual([
    [0, 6],
    [10, 3],
  ]);
  expect(series[3]!.data[1]).toEqual([10, 0.5]);
  const [all] = seriesOf(learningCurvesOption(curves, null, lightTheme));
  expect(all!.data).toHaveLength(2);
  const { shape } = (all as unknown as { renderItem: (...of: unknown[]) => { shape: unknown } }).renderItem(
    { dataIndex: 1 },
    { coord: (at: readonly number[]) => at },
  );
  expect(shape).toEqual({ points: points.map(([m, rate]) => [Math.log2(m), rate]) });
  expect([0, 12, 2.5].map(powerOfTwo)).toEqual(["2⁰", "2¹²", ""]);
});

test("contexts, and dots with intervals", () => {
  expect(
    seriesOf(
      contextCurveOption(
        [
          [1, 4],
          [2, 3],
        ],
        lightTheme,
      ),
    )[0]!.data,
  ).toEqual([
    [1, 4],
    [2, 3],
  ]);
  const dots = seriesOf(
    dotPlotOption(
      "bit",
      [
        { name: "a", extent: { value: 2, ends: [1, 3] }, own: true },
        { name: "b", extent: { value: 5, ends: null }, own: false },
      ],
      lightTheme,
    ),
  );
  expect(dots.find(({ name }) => name === "intervals")!.data).toEqual([
    [2, 0, 1, 3, 0, 0],
    [5, 1, 5, 5, 1, 1],
  ]);
});
