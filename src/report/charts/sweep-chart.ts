import { largestOf, smallestOf } from "../../core/collections.ts";
import { formatCount } from "../kit/format.ts";
import { axis } from "./axes.ts";
import { rampColor } from "./colour-ramp.ts";
import { band } from "./series.ts";
import type { Theme } from "./theme.ts";

/** One point of a sweep: the mean over its runs. */
export interface SweepMark {
  /** index among all points of a sweep, including those without a number */
  readonly row: number;
  /** on the axis of the panel */
  readonly x: number;
  /** symbols */
  readonly n: number;
  readonly mean: number;
  readonly ends: readonly [lower: number, upper: number] | null;
  readonly deviation: number | null;
  readonly runs: number;
  /** whether the estimate has converged; known at the largest size, null below it */
  readonly convergence: {
    readonly verdict: "settled" | "not-converged" | "not-told";
    readonly because: string;
  } | null;
}

/** Sequences of one size. */
interface SweepLine {
  readonly name: string;
  /** from 0, the smallest size, to 1 */
  readonly rank: number;
  readonly marks: readonly SweepMark[];
}

/** Exact truth at one point of the axis. */
export interface SweepTruth {
  readonly x: number;
  readonly value: number | null;
  readonly lower: number;
  readonly upper: number;
}

/** One estimator along one parameter, all others fixed. */
export interface SweepPanel {
  readonly estimator: string;
  readonly title: string;
  readonly symbol: string;
  readonly unit: string;
  /** values of the other parameters; empty where there are none */
  readonly fixed: string;
  readonly axis: SweepAxis;
  /** canonical, in the order of the axis; a single one where the axis is the number of symbols */
  readonly recipes: readonly string[];
  readonly lines: readonly SweepLine[];
  readonly truths: readonly SweepTruth[];
  /** points where no run gave a number, and why */
  readonly missing: readonly {
    readonly row: number;
    readonly x: number;
    readonly n: number;
    readonly reason: string;
  }[];
}

/** The axis of a panel of a sweep. */
export interface SweepAxis {
  readonly name: string;
  /** positions of the values, ascending */
  readonly places: readonly number[];
  /** the values as they were written */
  readonly labels: readonly string[];
}

/** Values over a wider ratio have a logarithmic axis. */
const wideRatio = 30;

/** The axis of a parameter: numbers at their values, others side by side in the order written. */
export function valueAxis(name: string, written: readonly string[]): SweepAxis {
  const labels = [...new Set(written)];
  const numbers = labels.map(Number);
  if (labels.some((label, i) => label.trim() === "" || !Number.isFinite(numbers[i]!))) {
    return { name, places: labels.map((_, i) => i), labels };
  }
  const [least, most] = [smallestOf(numbers), largestOf(numbers)];
  const isWide = least > 0 && most / least >= wideRatio;
  const inOrder = [...numbers.keys()].sort((a, b) => numbers[a]! - numbers[b]!);
  const place = (i: number) => (isWide ? Math.log10(numbers[i]!) : numbers[i]!);
  return { name, places: inOrder.map(place), labels: inOrder.map((i) => labels[i]!) };
}

/** The axis of numbers of symbols, logarithmic. */
export function sizeAxis(sizes: readonly number[]): SweepAxis {
  return { name: "n, symbols", places: sizes.map(Math.log10), labels: sizes.map(formatCount) };
}

/** The value at a position; empty between the values. */
export function labelAt({ places, labels }: SweepAxis, place: number): string {
  return labels[places.findIndex((one) => Math.abs(one - place) < 1e-9)] ?? "";
}

const truthName = "exact";
const boundsName = "between exact bounds";
const openName = "not converged";

/** Entries of the legend beside the curves. */
export function legendEntries(truths: readonly SweepTruth[]) {
  return [
    ...(truths.some(({ value }) => value !== null) ? [truthName] : []),
    ...(truths.some(({ value }) => value === null) ? [{ name: boundsName, icon: "rect" }] : []),
    openName,
  ];
}

/** Small sizes are pale, the largest is strong. */
export function lineColor({ rank }: SweepLine, theme: Theme): string {
  const [strong = theme.ink] = theme.series;
  return rampColor(0.35 + 0.65 * rank, [theme.paper, strong]);
}

/** Axes of a panel, for the grid of this index. */
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
 * Series of a panel: the mean over seeds of every size with its band, the truth, and a mark on estimates that have not
 * converged.
 *
 * @param grid index of the grid of its axes
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

/** A dashed line where the truth is exact, a grey band where only bounds are known. */
function truthSeries({ truths, axis: along }: SweepPanel, theme: Theme, grid: number) {
  if (truths.length === 0) return [];
  const sorted = [...truths].sort((a, b) => a.x - b.x);
  const where = { xAxisIndex: grid, yAxisIndex: grid, symbol: "none", silent: true, z: 3 };
  // There is nothing between categorical values: each has a line of its own.
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
  const [lower, upper] = [line("lower"), line("upper")];
  const bounds = lower.map(([x, y], i) => [x!, y!, upper[i]![1]!] as const);
  const [below, between] = band("truth", grid, bounds, { color: theme.ink, opacity: 0.14 });
  return [
    { ...below, ...where, name: "lower bound" },
    { ...between, ...where, name: boundsName, itemStyle: { color: theme.muted } },
    {
      type: "line" as const,
      ...where,
      name: truthName,
      // Known only at the values: between them the line just guides the eye.
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
  const known = marks.flatMap(({ x, ends }) => (ends === null ? [] : [[x, ...ends] as const]));
  const where = { xAxisIndex: grid, yAxisIndex: grid, z: 2 };
  return band("band", id, known, { color, opacity: 0.22 }).map((line) => ({ ...line, ...where }));
}
