import { type SpectrumMap, tailName } from "../map-model.ts";
import { segmentDrawer } from "./error-bars.ts";
import type { Box } from "./place-labels.ts";
import { drawing } from "./series.ts";
import type { Theme } from "./theme.ts";

/** The visible part of the spectrum. */
export interface MapWindow {
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
}

/** Room for the map on a page, pixels. */
export interface MapFrame {
  readonly width: number;
  readonly height: number;
  /** space for axes, title and legend */
  readonly margin: Box;
}

/** The window with all marks, and room for those on the edge. */
export function wholeMap({ points, families, border }: SpectrumMap): MapWindow {
  const all = [...points, ...families.flatMap((family) => family.points)];
  let highest = 1;
  for (const { y } of all) highest = Math.max(highest, y.value, y.ends?.[1] ?? 0);
  if (border !== null) highest = Math.max(highest, border.y + 1);
  const top = Math.ceil(highest * 1.04);
  return { x: [-0.025, 1.025], y: [-0.035 * top, top] };
}

/** Converts a position on the spectrum to pixels. */
export function toPixels(
  { width, height, margin }: MapFrame,
  window: MapWindow,
): (x: number, y: number) => [number, number] {
  const [x0, x1] = window.x;
  const [y0, y1] = window.y;
  const across = width - margin.left - margin.right;
  const down = height - margin.top - margin.bottom;
  return (x, y) => [
    margin.left + ((x - x0) / (x1 - x0)) * across,
    margin.top + ((y1 - y) / (y1 - y0)) * down,
  ];
}

/** The plot as a box, pixels. */
export function plotBox({ width, height, margin }: MapFrame): Box {
  return { left: margin.left, top: margin.top, right: width - margin.right, bottom: height - margin.bottom };
}

export const borderName = "up to here: patterns";

/** Filled paths as icons of the legend: the usual line icon has a mark. */
export const lineIcons: Readonly<Record<string, string>> = {
  [borderName]: "path://M0 0H22V2H0Z",
  [tailName]: "path://M0 0H22V1.4H0Z",
};

/** The border of noise with a pattern, over all of x, paler where a sample may be structure. */
export function borderSeries(border: SpectrumMap["border"], theme: Theme) {
  if (border === null) return [];
  return [border.y, border.from].map((y, i) => ({
    type: "line" as const,
    name: borderName,
    data: [
      [0, y],
      [1, y],
    ],
    symbol: "none",
    silent: true,
    z: 2,
    lineStyle: { color: theme.border, width: i === 0 ? 1.6 : 0 },
    itemStyle: { color: theme.border },
    tooltip: { show: false },
    areaStyle: { color: theme.border, opacity: 0.06, origin: "start" as const },
  }));
}

/** Lines from the positions of samples after half of their symbols. */
export function tailSeries({ points }: SpectrumMap, theme: Theme) {
  const data = points.flatMap(({ x, y, tail }) =>
    tail === null ? [] : [[tail.x, tail.y, x.value, y.value] as const],
  );
  if (data.length === 0) return [];
  return [
    drawing(tailName, {
      data,
      encode: { x: [0, 2], y: [1, 3] },
      clip: true,
      z: 3,
      itemStyle: { color: theme.muted },
      renderItem: segmentDrawer({ stroke: theme.muted, lineWidth: 1.4, opacity: 0.7 }),
    }),
  ];
}
