import { baseOption } from "./axes.ts";
import { distanceStops, rampColor, wantsDarkType } from "./colour-ramp.ts";
import type { DistanceMatrix } from "./distance-matrix.ts";
import type { DrawingApi } from "./error-bars.ts";
import type { ChartOption } from "./kit.ts";
import { labelText } from "./text-size.ts";
import type { Theme } from "./theme.ts";

/** Where the square of cells lies in the picture, pixels; the tree stands right of it, the scale above that. */
export interface HeatMapFrame {
  readonly left: number;
  readonly top: number;
  readonly side: number;
  /** room for the tree */
  readonly tree: number;
}

/** Largest type, and the smallest that can be read. */
const [largest, smallest] = [13, 6];
/** Cells of fewer pixels show no figures, smaller ones no marks. */
const [figures, marks] = [34, 9];

/** Distances that the colours run over: from the least to the largest of two samples. */
export function scaleOf({ values }: DistanceMatrix): readonly [least: number, most: number] {
  const apart = values.flatMap((row, i) => row.filter((_, j) => j !== i));
  if (apart.length === 0) return [0, 1];
  const [least, most] = [Math.min(...apart), Math.max(...apart)];
  return least < most ? [least, most] : [0, Math.max(most, 1e-9)];
}

/**
 * Distances as colours: near is strong, far fades into the paper. Both axes have the order of the tree, so that families
 * are squares along the diagonal; the tree stands beside them on the scale of the distances.
 *
 * @param chosen row and column of the cell that is framed; null for none
 * @throws never
 */
export function distanceHeatMapOption(
  matrix: DistanceMatrix,
  unit: string,
  frame: HeatMapFrame,
  theme: Theme,
  chosen: readonly [number, number] | null = null,
): ChartOption {
  const { names, values } = matrix;
  const count = Math.max(1, names.length);
  const fontSize = Math.max(smallest, Math.min(largest, Math.floor((0.8 * frame.side) / count)));
  const axis = {
    type: "category" as const,
    data: names.map((name) => labelText(name, fontSize)),
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: { interval: 0, fontSize, color: theme.ink },
  };
  return {
    ...baseOption(theme),
    grid: { left: frame.left, top: frame.top, width: frame.side, height: frame.side },
    xAxis: { ...axis, position: "bottom", axisLabel: { ...axis.axisLabel, rotate: 90 } },
    yAxis: { ...axis, inverse: true },
    series: [
      cellSeries(matrix, frame.side / count, theme, chosen),
      ...(values.length < 2
        ? []
        : [scaleSeries(matrix, unit, frame, theme), ...treeSeries(matrix, frame, theme)]),
    ],
  };
}

function cellSeries(
  { values, verdicts }: DistanceMatrix,
  pixels: number,
  theme: Theme,
  chosen: readonly [number, number] | null,
) {
  const [least, most] = scaleOf({ values } as DistanceMatrix);
  const stops = distanceStops(theme);
  const gap = pixels > 20 ? 1 : 0.5;
  return {
    type: "custom" as const,
    name: "distances",
    z: 2,
    data: values.flatMap((row, i) => row.map((value, j) => [j, i, value])),
    renderItem: (_: unknown, api: DrawingApi & { size(data: readonly number[]): number[] }) => {
      const [column, row, value] = [0, 1, 2].map((dimension) => Number(api.value(dimension))) as [
        number,
        number,
        number,
      ];
      const [x, y] = api.coord([column, row]) as [number, number];
      const [width, height] = api.size([1, 1]) as [number, number];
      const self = row === column;
      const color = self ? theme.grid : rampColor((value - least) / (most - least), stops);
      const type = wantsDarkType(color) ? "#1b1b1f" : "#ffffff";
      const isChosen = chosen !== null && chosen[0] === row && chosen[1] === column;
      const cell = {
        type: "rect" as const,
        shape: { x: x - width / 2, y: y - height / 2, width, height },
        style: {
          fill: color,
          stroke: isChosen ? theme.highlight : theme.paper,
          lineWidth: isChosen ? 2.5 : gap,
        },
        z2: isChosen ? 10 : 0,
      };
      if (self) return cell;
      const verdict = verdicts[row]![column]!;
      const text =
        width >= figures
          ? {
              type: "text" as const,
              style: {
                text:
                  (verdict === "differ" ? "" : verdict === "within-error" ? "≈" : "~") + shortNumber(value),
                x,
                y,
                fill: type,
                font: `${width > 46 ? 12 : 10.5}px ${theme.fontFamily}`,
                align: "center" as const,
                verticalAlign: "middle" as const,
              },
              z2: 11,
            }
          : width >= marks && verdict !== "differ"
            ? {
                type: "circle" as const,
                shape: { cx: x, cy: y, r: Math.min(4, width / 5) },
                style: { fill: verdict === "within-error" ? type : "none", stroke: type, lineWidth: 1 },
                z2: 11,
              }
            : null;
      return { type: "group" as const, children: text === null ? [cell] : [cell, text] };
    },
  };
}

/** Two decimals without the zero before them. */
function shortNumber(value: number): string {
  return value.toFixed(2).replace(/^0\./, ".");
}

/** The colours and what they stand for, above the tree. */
function scaleSeries(matrix: DistanceMatrix, unit: string, frame: HeatMapFrame, theme: Theme) {
  const [least, most] = scaleOf(matrix);
  const stops = distanceStops(theme);
  const [left, top, width, height] = [frame.left + frame.side + 16, frame.top - 26, frame.tree, 10];
  const steps = 40;
  const text = (words: string, x: number, align: string) => ({
    type: "text" as const,
    style: {
      text: words,
      x,
      y: top - 5,
      fill: theme.muted,
      font: `11px ${theme.fontFamily}`,
      align,
      verticalAlign: "bottom",
    },
  });
  return {
    type: "custom" as const,
    name: "scale",
    data: [[0, 0]],
    silent: true,
    clip: false,
    tooltip: { show: false },
    renderItem: () => ({
      type: "group" as const,
      children: [
        ...Array.from({ length: steps }, (_, i) => ({
          type: "rect" as const,
          shape: { x: left + (i * width) / steps, y: top, width: width / steps + 0.5, height },
          style: { fill: rampColor((i + 0.5) / steps, stops) },
        })),
        text(least.toFixed(3), left, "left"),
        text(`${most.toFixed(3)} ${unit}`.trim(), left + width, "right"),
      ],
    }),
  };
}

/** The tree, leaves at the cells, the root on the right; its heights are on a scale from 0. */
function treeSeries({ tree }: DistanceMatrix, frame: HeatMapFrame, theme: Theme) {
  if (tree === null || tree.highest <= 0) return [];
  const left = frame.left + frame.side + 16;
  const across = (height: number) => left + (height / tree.highest) * frame.tree;
  const figure = (height: number) => ({
    type: "text" as const,
    style: {
      text: height === 0 ? "0" : height.toFixed(3),
      x: across(height),
      y: frame.top + frame.side + 10,
      fill: theme.muted,
      font: `11px ${theme.fontFamily}`,
      align: height === 0 ? ("left" as const) : ("right" as const),
      verticalAlign: "top" as const,
    },
  });
  return [
    {
      type: "custom" as const,
      name: "heights of the tree",
      data: [[0, 0]],
      silent: true,
      clip: false,
      tooltip: { show: false },
      renderItem: () => ({ type: "group" as const, children: [figure(0), figure(tree.highest)] }),
    },
    {
      type: "custom" as const,
      name: "tree",
      data: tree.joins.map(({ rows }) => [0, rows[0]]),
      silent: true,
      clip: false,
      tooltip: { show: false },
      renderItem: (
        { dataIndex }: { dataIndex: number },
        api: DrawingApi & { size(data: readonly number[]): number[] },
      ) => {
        const { height, rows, from } = tree.joins[dataIndex]!;
        const row = api.size([1, 1])[1]!;
        const at = (place: number) => frame.top + (place + 0.5) * row;
        const x = across(height);
        const points = [
          [across(from[0]), at(rows[0])],
          [x, at(rows[0])],
          [x, at(rows[1])],
          [across(from[1]), at(rows[1])],
        ];
        return {
          type: "polyline" as const,
          shape: { points },
          style: { stroke: theme.muted, lineWidth: 1.3, fill: "none" },
        };
      },
    },
  ];
}
