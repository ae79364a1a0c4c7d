import { axis } from "./axes.ts";
import { rampColor } from "./colour-ramp.ts";
import { labelAt } from "./sweep-axis.ts";
import type { SweepLine, SweepMark, SweepPanel } from "./sweep-panels.ts";
import type { Theme } from "./theme.ts";

export const truthName = "exact";
export const boundsName = "between exact bounds";
export const openName = "not converged";

/** Small sizes are pale, the largest is strong. */
export function lineColor({ rank }: SweepLine, theme: Theme): string {
  const [strong = theme.ink] = theme.series;
  return rampColor(0.35 + 0.65 * rank, [theme.paper, strong]);
}

/** Axes of a panel, for the grid of this number. */
export function sweepAxes(
  { axis: along, lines, truths, unit, symbol }: SweepPanel,
  theme: Theme,
  grid: number,
) {
  const [first = 0, last = 0] = [along.places[0], along.places.at(-1)];
  const room = last > first ? (last - first) * 0.03 : 0.5;
  const heights = [
    ...lines.flatMap(({ marks }) => marks.flatMap(({ mean, ends }) => [mean, ...(ends ?? [])])),
    ...truths.flatMap(({ lower, upper }) => [lower, upper]),
  ];
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const height of heights) [least, most] = [Math.min(least, height), Math.max(most, height)];
  const spare = most > least ? (most - least) * 0.06 : Math.max(Math.abs(most) * 0.1, 0.01);
  const x = axis(theme, { name: along.name, min: first - room, max: last + room, gap: 28 });
  return {
    xAxis: {
      ...x,
      gridIndex: grid,
      axisTick: { ...x.axisTick, customValues: along.places },
      axisLabel: {
        ...x.axisLabel,
        customValues: along.places,
        hideOverlap: true,
        formatter: (place: number) => labelAt(along, place),
      },
      splitLine: { show: false },
    },
    yAxis: {
      ...axis(theme, {
        name: `${symbol}${unit === "" ? "" : `, ${unit}`}`,
        padded: true,
        gap: 44,
        ...(heights.length === 0 ? {} : { min: least - spare, max: most + spare }),
      }),
      gridIndex: grid,
    },
  };
}

/**
 * What a panel shows: the mean over seeds of every size with its band, the truth beside it, and a mark on what has not come
 * to rest.
 *
 * @param grid number of the grid that its axes are in
 * @returns series whose values are `[x, mean, row]`
 */
export function sweepSeries(panel: SweepPanel, theme: Theme, grid: number) {
  const where = { xAxisIndex: grid, yAxisIndex: grid };
  const open = panel.lines.flatMap(({ marks }) =>
    marks.filter(({ convergence }) => convergence?.verdict === "not-converged"),
  );
  const place = ({ x, mean, row }: SweepMark) => [x, mean, row];
  const [, accent = theme.ink] = theme.series;
  return [
    ...truthSeries(panel, theme, grid),
    ...panel.lines.flatMap((line, i) => bandSeries(line, `${grid} ${i}`, lineColor(line, theme), grid)),
    ...panel.lines.map((line) => {
      const color = lineColor(line, theme);
      return {
        type: "line" as const,
        ...where,
        name: line.name,
        symbol: "circle",
        symbolSize: 6,
        lineStyle: { color, width: 2 },
        itemStyle: { color },
        z: 4,
        data: line.marks.map(place),
      };
    }),
    {
      type: "scatter" as const,
      ...where,
      name: openName,
      symbol: "diamond",
      symbolSize: 13,
      itemStyle: { color: theme.paper, borderColor: accent, borderWidth: 2.2 },
      z: 5,
      data: open.map(place),
    },
  ];
}

/** A dashed line where the truth is exact, a grey band where only bounds of it are known. */
function truthSeries({ truths, axis: along }: SweepPanel, theme: Theme, grid: number) {
  if (truths.length === 0) return [];
  const sorted = [...truths].sort((a, b) => a.x - b.x);
  const where = { xAxisIndex: grid, yAxisIndex: grid, symbol: "none", silent: true, z: 3 };
  // Values that are no numbers have nothing between them: each has a line of its own.
  const half = along.places.length < 2 ? 0.25 : 0;
  const line = (of: "lower" | "upper") =>
    sorted.flatMap((truth) =>
      half === 0
        ? [[truth.x, truth[of]]]
        : [
            [truth.x - half, truth[of]],
            [truth.x + half, truth[of]],
          ],
    );
  const stack = { stack: `truth ${grid}`, stackStrategy: "all" as const };
  const [lower, upper] = [line("lower"), line("upper")];
  return [
    { type: "line" as const, ...where, ...stack, name: "lower bound", lineStyle: { width: 0 }, data: lower },
    {
      type: "line" as const,
      ...where,
      ...stack,
      name: boundsName,
      itemStyle: { color: theme.muted },
      lineStyle: { width: 0 },
      areaStyle: { color: theme.ink, opacity: 0.14 },
      data: lower.map(([x], i) => [x, upper[i]![1]! - lower[i]![1]!]),
    },
    {
      type: "line" as const,
      ...where,
      name: truthName,
      // Known at the values alone: between them the line only leads the eye.
      symbol: "rect",
      symbolSize: [11, 2.5],
      lineStyle: { color: theme.ink, width: 1.2, type: "dashed" as const },
      itemStyle: { color: theme.ink },
      data: sorted.every(({ value }) => value !== null) ? lower : [],
    },
  ];
}

/** 95 % intervals of the means as a band. */
function bandSeries({ marks }: SweepLine, id: string, color: string, grid: number) {
  const known = marks.flatMap(({ x, ends }) => (ends === null ? [] : [{ x, ends }]));
  const look = {
    type: "line" as const,
    xAxisIndex: grid,
    yAxisIndex: grid,
    stack: `band ${id}`,
    stackStrategy: "all" as const,
    symbol: "none",
    silent: true,
    lineStyle: { width: 0 },
    tooltip: { show: false },
    z: 2,
  };
  return [
    { ...look, id: `lower ${id}`, data: known.map(({ x, ends }) => [x, ends[0]]) },
    {
      ...look,
      id: `band ${id}`,
      data: known.map(({ x, ends }) => [x, ends[1] - ends[0]]),
      areaStyle: { color, opacity: 0.22 },
    },
  ];
}
