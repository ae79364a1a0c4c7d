import { largestOf } from "../../core/collections.ts";
import type { Regime } from "../../results/report.ts";
import type { Extent } from "../kit/format.ts";
import { axis, baseOption } from "./axes.ts";
import { barData, errorBars } from "./error-bars.ts";
import type { ChartOption } from "./kit.ts";
import { dottedLine, legendOf } from "./series.ts";
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

/** Cost of a stretch, and the section that it is in: `[start, end, bit/symbol, what it is, its regime]`. */
export type ProfileStretch = readonly [
  start: number,
  end: number,
  rate: number,
  what: string,
  regime: Regime | null,
];

/**
 * The cost along a sample, as steps in the colours of its sections. Blocks are side by side, each with its offset in the input
 * below.
 *
 * @param unit of the offsets, byte or symbol
 */
export function profileOption(stretches: readonly ProfileStretch[], unit: string, theme: Theme): ChartOption {
  const regimes = new Map(stretches.map(([, , , what, regime]) => [what, regime] as const));
  const kinds = [...regimes.keys()];
  const tintOf = (kind: string, i: number) => {
    const regime = regimes.get(kind);
    return regime ? theme.regimes[regime] : theme.series[i % theme.series.length]!;
  };
  const ends: number[] = [];
  for (const [start, end] of stretches) ends.push((ends.at(-1) ?? 0) + end - start);
  const startOf = (i: number) => ends[i - 1] ?? 0;
  const begins = stretches.flatMap(([start], i) => (start === stretches[i - 1]?.[1] ? [] : [i]));
  const offsets = new Map(begins.map((i) => [startOf(i), stretches[i]![0]]));
  const ticks = [...offsets.keys()];
  const highest = largestOf(stretches.map(([, , rate]) => rate));
  const x = axis(theme, {
    name: `where blocks begin in the input, ${unit}s`,
    gap: 30,
    min: 0,
    max: ends.at(-1) ?? 1,
  });
  return {
    ...baseOption(theme),
    grid: { left: 58, right: 20, top: 34, bottom: 50 },
    legend: legendOf(theme, { data: kinds.map((name) => ({ name, icon: "rect" })), top: 2 }),
    xAxis: {
      ...x,
      axisTick: { ...x.axisTick, customValues: ticks },
      axisLabel: {
        ...x.axisLabel,
        customValues: ticks,
        align: "left",
        formatter: (at: number) => (offsets.get(at) ?? at).toLocaleString("en"),
      },
      splitLine: { show: false },
    },
    yAxis: axis(theme, { name: "bit/symbol", min: 0, gap: 36 }),
    series: [
      ...kinds.map((kind, i) => ({
        type: "line" as const,
        name: kind,
        symbol: "none",
        lineStyle: { color: tintOf(kind, i), width: 2 },
        itemStyle: { color: tintOf(kind, i) },
        areaStyle: { color: tintOf(kind, i), opacity: 0.18 },
        // A gap ends each stretch, so that no line joins two of one kind.
        data: stretches.flatMap(([, , rate, own], k) =>
          own === kind
            ? [
                [startOf(k), rate],
                [ends[k], rate],
                [ends[k], null],
              ]
            : [],
        ),
      })),
      ...ticks.slice(1).map((at) => dottedLine(theme.muted, [at, 0], [at, highest])),
    ],
  };
}
