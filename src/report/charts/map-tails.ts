import { type SpectrumMap, tailName } from "../map-model.ts";
import type { DrawingApi } from "./error-bars.ts";
import type { Theme } from "./theme.ts";

/** The line of the legend as a path to fill. */
export const tailIcons: Readonly<Record<string, string>> = { [tailName]: "path://M0 0H22V1.4H0Z" };

/** Lines from where samples stood after half of their symbols. */
export function tailSeries({ points }: SpectrumMap, theme: Theme) {
  const data = points.flatMap(({ x, y, tail }) =>
    tail === null ? [] : [[tail.x, tail.y, x.value, y.value] as const],
  );
  if (data.length === 0) return [];
  return [
    {
      type: "custom" as const,
      name: tailName,
      data,
      encode: { x: [0, 2], y: [1, 3] },
      silent: true,
      clip: true,
      z: 3,
      itemStyle: { color: theme.muted },
      tooltip: { show: false },
      renderItem: (_: unknown, api: DrawingApi) => {
        const at = (x: number, y: number) => api.coord([api.value(x), api.value(y)]) as [number, number];
        const [[x1, y1], [x2, y2]] = [at(0, 1), at(2, 3)];
        return {
          type: "line" as const,
          shape: { x1, y1, x2, y2 },
          style: { stroke: theme.muted, lineWidth: 1.4, opacity: 0.7 },
        };
      },
    },
  ];
}
