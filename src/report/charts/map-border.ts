import type { SpectrumMap } from "../map-model.ts";
import type { Theme } from "./theme.ts";

export const borderName = "up to here: patterns";

/** The line of the legend as a path to fill: its own would carry marks. */
export const borderIcons: Readonly<Record<string, string>> = { [borderName]: "path://M0 0H22V2H0Z" };

/** What the last doubling teaches of noise with a pattern, over all of x, and the band below it. */
export function borderSeries(border: SpectrumMap["border"], theme: Theme) {
  if (border === null) return [];
  return [
    {
      type: "line" as const,
      name: borderName,
      data: [
        [0, border.y],
        [1, border.y],
      ],
      symbol: "none",
      silent: true,
      z: 2,
      lineStyle: { color: theme.border, width: 1.6 },
      itemStyle: { color: theme.border },
      tooltip: { show: false },
      areaStyle: { color: theme.border, opacity: 0.1, origin: "start" as const },
    },
  ];
}
