import type { Extent } from "../kit/format.ts";
import { axis, baseOption } from "./axes.ts";
import { barData, errorBars } from "./error-bars.ts";
import type { ChartOption } from "./kit.ts";
import { dottedLine } from "./series.ts";
import type { Theme } from "./theme.ts";

/** Uncertainty of a symbol given the k - 1 before it. @param points `[k, h(k)]`, bit/symbol */
export function contextCurveOption(
  points: readonly (readonly [k: number, gain: number])[],
  theme: Theme,
): ChartOption {
  const [color] = theme.series;
  return {
    ...baseOption(theme),
    grid: { left: 58, right: 16, top: 16, bottom: 54 },
    xAxis: { ...axis(theme, { name: "k, symbols" }), minInterval: 1, min: 1 },
    yAxis: axis(theme, { name: "h(k), bit/symbol", min: 0, gap: 36 }),
    series: [
      {
        type: "line",
        data: points.map(([k, gain]) => [k, gain]),
        symbol: "circle",
        symbolSize: 5,
        lineStyle: { color, width: 2 },
        itemStyle: { color },
      },
    ],
  };
}

/** A number with a name, such as l(M) of a surrogate. */
export interface NamedExtent {
  readonly name: string;
  readonly extent: Extent;
  /** whether it is the sample itself, the reference for the others */
  readonly own: boolean;
}

/** Numbers as a column of dots with intervals. @param title name of the axis with its unit */
export function dotPlotOption(title: string, rows: readonly NamedExtent[], theme: Theme): ChartOption {
  const [color = theme.ink, accent = theme.ink] = theme.series;
  const own = rows.find((row) => row.own);
  const x = axis(theme, { name: title, gap: 28 });
  return {
    ...baseOption(theme),
    grid: { left: 170, right: 20, top: 8, bottom: 48 },
    xAxis: { ...x, scale: true, axisLabel: { ...x.axisLabel, hideOverlap: true } },
    yAxis: {
      type: "category" as const,
      inverse: true,
      data: rows.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: { show: false },
      splitLine: { show: true, lineStyle: { color: theme.grid } },
      axisLabel: { color: theme.ink, width: 156, overflow: "truncate" as const },
    },
    series: [
      ...(own === undefined
        ? []
        : [dottedLine(accent, [own.extent.value, 0], [own.extent.value, rows.length - 1])]),
      errorBars(
        "intervals",
        theme.muted,
        rows.map(({ extent }, i) => barData(extent, { value: i, ends: null })),
      ),
      {
        type: "scatter",
        symbolSize: 9,
        z: 4,
        data: rows.map(({ name, extent, own: isOwn }, i) => ({
          name,
          value: [extent.value, i],
          itemStyle: { color: isOwn ? accent : color },
        })),
      },
    ],
  };
}
