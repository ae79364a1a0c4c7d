import { distanceStops, rampColor, wantsDarkType } from "./colour-ramp.ts";
import type { DistanceMatrix, PairVerdict } from "./distance-matrix.ts";
import type { DrawingApi } from "./error-bars.ts";
import type { Theme } from "./theme.ts";

/** Cells of fewer pixels show no figures, smaller ones no marks. */
const [figures, marks] = [34, 9];
/** Cells of one colour are one path: hundreds of samples have a hundred thousand cells. */
const levels = 96;

type Scale = readonly [least: number, most: number];

/** Distances that the colours run over: from the least to the largest of two samples. */
export function scaleOf({ values }: Pick<DistanceMatrix, "values">): Scale {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const [i, row] of values.entries()) {
    for (const [j, value] of row.entries()) {
      if (i !== j) [least, most] = [Math.min(least, value), Math.max(most, value)];
    }
  }
  if (least === Number.POSITIVE_INFINITY) return [0, 1];
  return least < most ? [least, most] : [0, Math.max(most, 1e-9)];
}

/** What ECharts hands to a custom series that asks for the size of a cell. */
export type CellApi = DrawingApi & { size(data: readonly number[]): number[] };

/**
 * The cells of a matrix: near is strong, far fades into the paper. Large cells show their distance; pairs without a detected difference are
 * marked.
 */
export function cellSeries({ values, verdicts }: DistanceMatrix, theme: Theme) {
  const scale = scaleOf({ values });
  const stops = distanceStops(theme);
  const levelOf = (value: number) =>
    Math.min(levels - 1, Math.floor(((value - scale[0]) / (scale[1] - scale[0])) * levels));
  const colorOf = (level: number) => rampColor((level + 0.5) / levels, stops);
  return {
    type: "custom" as const,
    name: "distances",
    data: [[0, 0]],
    silent: true,
    tooltip: { show: false },
    z: 2,
    renderItem: (_: unknown, api: CellApi) => {
      const [left, top] = api.coord([0, 0]) as [number, number];
      const [width, height] = api.size([1, 1]) as [number, number];
      const gap = width > 20 ? 1 : width > 6 ? 0.5 : 0;
      const paths = new Map<number, string>();
      const words: object[] = [];
      for (const [i, row] of values.entries()) {
        for (const [j, value] of row.entries()) {
          const [x, y] = [left + j * width, top + i * height];
          const level = i === j ? -1 : levelOf(value);
          const cell = `M${px(x - width / 2)} ${px(y - height / 2)}h${px(width - gap)}v${px(height - gap)}h${px(gap - width)}z`;
          paths.set(level, (paths.get(level) ?? "") + cell);
          if (level < 0 || width < marks) continue;
          const type = wantsDarkType(colorOf(level)) ? "#1b1b1f" : "#ffffff";
          const mark = markOf(value, verdicts[i]![j]!, width, type, theme);
          if (mark !== null) words.push(mark(x, y));
        }
      }
      const cells = [...paths].map(([level, pathData]) => ({
        type: "path" as const,
        shape: { pathData },
        style: { fill: level < 0 ? theme.grid : colorOf(level) },
      }));
      return { type: "group" as const, children: [...cells, ...words] };
    },
  };
}

/** A hundredth of a pixel is enough. */
const px = (length: number) => String(Math.round(length * 100) / 100);

/** What stands in a cell, for its middle; null for none. */
function markOf(value: number, verdict: PairVerdict, width: number, fill: string, theme: Theme) {
  if (width >= figures) {
    const sign = { differ: "", "within-error": "≈", "as-halves": "~" }[verdict];
    const style = {
      text: sign + shortNumber(value),
      fill,
      font: `${width > 46 ? 12 : 10.5}px ${theme.fontFamily}`,
      align: "center" as const,
      verticalAlign: "middle" as const,
    };
    return (x: number, y: number) => ({ type: "text" as const, style: { ...style, x, y } });
  }
  if (verdict === "differ") return null;
  const style = { fill: verdict === "within-error" ? fill : "none", stroke: fill, lineWidth: 1 };
  const r = Math.min(4, width / 5);
  return (cx: number, cy: number) => ({ type: "circle" as const, shape: { cx, cy, r }, style });
}

/** Two decimals without the zero before them. */
function shortNumber(value: number): string {
  return value.toFixed(2).replace(/^0\./, ".");
}
