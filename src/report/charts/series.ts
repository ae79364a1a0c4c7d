import type { Theme } from "./theme.ts";

/** The argument that ECharts gives to a custom series. */
export interface DrawingApi {
  value(dimension: number): number | string;
  coord(data: readonly (number | string)[]): number[];
}

/** A series that draws itself; the pointer does not see it. */
export function drawing<Series extends object>(name: string, series: Series) {
  return { type: "custom" as const, name, silent: true, tooltip: { show: false }, ...series };
}

/** Data of a series that draws all of its parts at once. */
export const asOne = [[0, 0]];

/** Intervals as a band between two stacked lines. @param points `[x, lower, upper]` */
export function band(
  kind: string,
  id: string | number,
  points: readonly (readonly [x: number, lower: number, upper: number])[],
  areaStyle: { readonly color: string; readonly opacity: number },
) {
  const look = {
    type: "line" as const,
    stack: `${kind} ${id}`,
    stackStrategy: "all" as const,
    symbol: "none",
    silent: true,
    lineStyle: { width: 0 },
    tooltip: { show: false },
  };
  return [
    { ...look, id: `lower ${id}`, data: points.map(([x, lower]) => [x, lower]) },
    {
      ...look,
      id: `${kind} ${id}`,
      data: points.map(([x, lower, upper]) => [x, upper - lower]),
      areaStyle,
    },
  ];
}

type Place = readonly [x: number | undefined, y: number];

/** A dotted line between two places. */
export function dottedLine(color: string, from: Place, to: Place) {
  return {
    type: "line" as const,
    silent: true,
    symbol: "none",
    lineStyle: { color, width: 1, type: "dotted" as const },
    tooltip: { show: false },
    data: [from, to],
  };
}

/** Points as crosses, which no verdict uses. */
export function crosses(color: string) {
  return {
    type: "scatter" as const,
    symbol: "path://M0 0L10 10M10 0L0 10",
    itemStyle: { color, borderColor: color, borderWidth: 1.8 },
  };
}

/** A legend that cannot be clicked. */
export function legendOf<Settings extends object>(theme: Theme, settings: Settings) {
  return { textStyle: { color: theme.ink }, selectedMode: false, ...settings };
}
