import type { Report } from "../../results/report.ts";
import type { Theme } from "./theme.ts";

export const arcName = "mixture arc and its 95 % band";
export const borderName = "one doubling above: the middle begins";

/** Lines of the legend as paths to fill: its own would carry marks. */
export const arcIcons: Readonly<Record<string, string>> = {
  [arcName]: "path://M0 0H22V2H0Z",
  [borderName]: "path://M0 0H4V2H0ZM9 0H13V2H9ZM18 0H22V2H18Z",
};

type Line = readonly (readonly [x: number, y: number])[];

/** The arc, its band, and the border of the middle, which lies one doubling above. */
export function arcSeries(arc: Report["arc"], theme: Theme) {
  if (arc === null) return [];
  const { points } = arc;
  const line = (name: string, data: Line, color: string, lineStyle: object) => ({
    type: "line" as const,
    name,
    data,
    symbol: "none",
    silent: true,
    z: 2,
    lineStyle: { color, width: 1.6, ...lineStyle },
    itemStyle: { color },
    tooltip: { show: false },
  });
  const lower = points.map(({ y, interval }) => Math.max(0, interval?.lower ?? y));
  const stacked = { stack: "band", stackStrategy: "all" as const };
  const alongX = (heights: readonly number[]): Line => points.map(({ x }, i) => [x, heights[i]!]);
  const widths = points.map(({ y, interval }, i) => (interval?.upper ?? y) - lower[i]!);
  const heights = points.map(({ y }) => y);
  const above = heights.map((y) => y + 1);
  return [
    { ...line("below the band", alongX(lower), theme.arc, { width: 0 }), ...stacked },
    {
      ...line("band", alongX(widths), theme.arc, { width: 0 }),
      ...stacked,
      areaStyle: { color: theme.arc, opacity: 0.22 },
    },
    {
      ...line(arcName, alongX(heights), theme.arc, {}),
      areaStyle: { color: theme.arc, opacity: 0.07, origin: "start" as const },
    },
    line(borderName, alongX(above), theme.regimes.middle, { type: [2, 4] }),
  ];
}
