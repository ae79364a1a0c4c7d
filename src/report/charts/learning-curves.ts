import type { Regime, Sample } from "../../results/report.ts";
import { axis, baseOption } from "./axes.ts";
import type { ChartOption } from "./kit.ts";
import { band, type DrawingApi } from "./series.ts";
import type { Theme } from "./theme.ts";

/** Cost of a symbol after m others: `[m, bit/symbol, lower, upper]`; null without interval. */
export type CurvePoint = readonly [m: number, rate: number, lower: number | null, upper: number | null];

export interface LearningCurve {
  readonly name: string;
  readonly row: number;
  readonly regime: Regime;
  readonly points: readonly CurvePoint[];
}

/** The learning curve of a sample: measured with intervals, else the one behind its position. */
export function curvePointsOf({ measurements, spectrum }: Sample): CurvePoint[] {
  const measured = measurements.find(({ estimator }) => estimator === "learning-curve");
  if (measured?.status === "ok" && measured.shape === "series") {
    return measured.value.points.map(({ x, value, interval }) => [
      x,
      value,
      interval?.lower ?? null,
      interval?.upper ?? null,
    ]);
  }
  return (spectrum?.curve ?? []).map(({ m, rate }) => [m, rate, null, null]);
}

/**
 * Learning curves over the logarithm of m, one line a sample; the selected one is emphasised, with its band.
 *
 * @param chosen row of the selected sample; null for none
 */
export function learningCurvesOption(
  curves: readonly LearningCurve[],
  chosen: number | null,
  theme: Theme,
): ChartOption {
  const one = curves.find(({ row }) => row === chosen);
  const { highest, xAxis, yAxis } = curveAxes(curves, theme);
  const colorOf = ({ regime }: LearningCurve) => theme.regimes[regime];
  return {
    ...baseOption(theme),
    grid: { left: 58, right: 20, top: 14, bottom: 54 },
    xAxis,
    yAxis,
    series: [
      carpetOf(
        curves.filter((curve) => curve !== one),
        colorOf,
      ),
      ...(one === undefined
        ? []
        : [lineOf(one, colorOf(one), 1, true), ...bandOf(one, highest * 1.05, colorOf(one), 0.18)]),
    ],
  };
}

/**
 * Axes for all of the curves, and the highest rate among them, bit/symbol.
 *
 * @param from logarithm of the least m on the axis
 */
export function curveAxes(curves: readonly LearningCurve[], theme: Theme, from = 0) {
  const highest = Math.max(1, ...curves.flatMap(({ points }) => points.map(([, rate]) => rate)));
  const longest = Math.max(4, ...curves.map(({ points }) => Math.log2(points.at(-1)?.[0] ?? 1)));
  const most = Math.ceil(highest * 1.05);
  return {
    highest,
    window: { x: [from, longest], y: [0, most] } as const,
    xAxis: {
      ...axis(theme, { name: "m, symbols learned", min: from, max: longest, format: powerOfTwo }),
      interval: from === 0 ? 4 : 1,
    },
    yAxis: axis(theme, { name: "l(m), bit/symbol", min: 0, max: most, gap: 36 }),
  };
}

/** Many curves as one series, since each series takes time. Values are `[0, 0, row]`. */
function carpetOf(curves: readonly LearningCurve[], colorOf: (curve: LearningCurve) => string) {
  return {
    type: "custom" as const,
    name: "curves",
    clip: true,
    z: 2,
    data: curves.map(({ name, row }) => ({ name, value: [0, 0, row] })),
    renderItem: ({ dataIndex }: { dataIndex: number }, api: DrawingApi) => {
      const curve = curves[dataIndex]!;
      const points = curve.points.map(([m, rate]) => api.coord([Math.log2(m), rate]));
      const style = { stroke: colorOf(curve), lineWidth: 1.2, opacity: 0.3, fill: "none" };
      return {
        type: "polyline" as const,
        shape: { points },
        style,
        emphasis: { style: { lineWidth: 2.4, opacity: 1 } },
      };
    },
  };
}

/** One curve as a line. @param isSelected whether it is the selected one */
export function lineOf(
  { name, row, points }: LearningCurve,
  color: string,
  opacity: number,
  isSelected: boolean,
) {
  return {
    type: "line" as const,
    name,
    id: `curve ${row}`,
    data: points.map(([m, rate]) => [Math.log2(m), rate]),
    showSymbol: isSelected,
    symbol: "circle",
    symbolSize: 5,
    triggerEvent: true,
    lineStyle: { color, width: isSelected ? 2.4 : 1.2, opacity },
    itemStyle: { color },
    emphasis: { lineStyle: { width: 2.4, opacity: 1 } },
    z: isSelected ? 4 : 2,
  };
}

/** Intervals as a band, clipped to the frame: those of small m are wide. */
export function bandOf({ row, points }: LearningCurve, top: number, color: string, opacity: number) {
  const known = points.flatMap(([m, , lower, upper]) =>
    lower === null || upper === null
      ? []
      : [[Math.log2(m), Math.max(0, lower), Math.min(top, upper)] as const],
  );
  return band("interval", row, known, { color, opacity }).map((line) => ({ ...line, z: 1 }));
}

/** 12 as `2¹²`. */
export function powerOfTwo(exponent: number): string {
  if (!Number.isInteger(exponent)) return "";
  return `2${String(exponent).replaceAll(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]!)}`;
}
