import { baseOption } from "../../report/charts/axes.ts";
import { legendOf } from "../../report/charts/series.ts";
import { titledSvg, titleRoom } from "../../report/charts/svg.ts";
import { legendEntries, type SweepPanel, sweepAxes, sweepSeries } from "../../report/charts/sweep-chart.ts";
import { lightTheme } from "../../report/charts/theme.ts";
import { escapeForTerminal } from "../../report/kit/format.ts";
import { curvesOf } from "./curves.ts";
import type { Sweep } from "./schema.ts";
import { sweepPanelsOf } from "./sweep-panels.ts";

/** Pixels of a panel, of its margins, and of the legend. */
const panel = { width: 440, height: 300, left: 74, right: 26, top: 40, bottom: 56 };
const legendHeight = 36;
const columns = 2;
/** More panels do not help a reader. */
const mostPanels = 24;

/**
 * A sweep as one self-contained picture: a panel per estimator, curves with bands over the parameter, with the truth.
 *
 * @returns SVG; equal sweeps give equal bytes
 */
export function renderSweepSvg(sweep: Sweep): string {
  const all = sweepPanelsOf(sweep);
  const panels = all.slice(0, mostPanels);
  const across = Math.min(columns, panels.length);
  const [cellWidth, cellHeight] = [
    panel.left + panel.width + panel.right,
    panel.top + panel.height + panel.bottom,
  ];
  const rows = Math.ceil(panels.length / across);
  const size = { width: across * cellWidth, height: titleRoom + rows * cellHeight + legendHeight };
  const corner = (i: number) => ({
    left: (i % across) * cellWidth + panel.left,
    top: titleRoom + Math.floor(i / across) * cellHeight + panel.top,
  });
  const axes = panels.map((one, i) => sweepAxes(one, lightTheme, i));
  const sizes = [...new Set(panels.flatMap(({ lines }) => lines.map(({ name }) => name)))];
  const option = {
    ...baseOption(lightTheme),
    grid: panels.map((_, i) => ({ ...corner(i), width: panel.width, height: panel.height })),
    title: panels.map((one, i) => panelTitle(one, corner(i))),
    legend: legendOf(lightTheme, {
      data: [...sizes, ...legendEntries(panels.flatMap(({ truths }) => truths))],
      top: size.height - legendHeight,
    }),
    xAxis: axes.map(({ xAxis }) => xAxis),
    yAxis: axes.map(({ yAxis }) => yAxis),
    series: panels.flatMap((one, i) => sweepSeries(one, lightTheme, i)),
  };
  const more =
    all.length > panels.length ? `  ·  ${all.length - panels.length} more panels: -f csv has all` : "";
  return titledSvg(option, size, {
    title: escapeForTerminal(sweep.sweep.recipe),
    subtitle: `mean of ${sweep.options.runs} seeded sequences each  ·  bands: 95 % intervals of the mean${more}`,
    description: description(sweep),
  });
}

function panelTitle({ title, fixed }: SweepPanel, { left, top }: { left: number; top: number }) {
  return {
    text: title,
    subtext: escapeForTerminal(fixed),
    left: left - 6,
    top: top - 34,
    itemGap: 2,
    textStyle: { fontSize: 13, fontWeight: 600, color: lightTheme.ink },
    subtextStyle: { fontSize: 12, color: lightTheme.muted },
  };
}

function description({ rows, options }: Sweep): string {
  const open = rows.filter(({ swept }) => swept.convergence?.verdict === "not-converged");
  const told = open.slice(0, 50).map(({ swept, source, estimator }) => {
    const values = Object.entries(swept.values).map((pair) => pair.join("="));
    return `${estimator} at ${values.join(" ") || source}: ${swept.convergence!.because}`;
  });
  return `Estimates and truth on ${curvesOf(rows, options.lengths).length} curves, ${open.length} of them not converged. ${told.join("; ")}`.trim();
}
