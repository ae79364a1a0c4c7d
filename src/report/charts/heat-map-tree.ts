import { distanceStops, rampColor } from "./colour-ramp.ts";
import type { DistanceMatrix } from "./distance-matrix.ts";
import { type CellApi, scaleOf } from "./heat-map-cells.ts";
import type { Theme } from "./theme.ts";

/** Where the square of cells lies in the picture, pixels; the tree stands right of it, the scale above that. */
export interface HeatMapFrame {
  readonly left: number;
  readonly top: number;
  readonly side: number;
  /** room for the tree */
  readonly tree: number;
}

/** The colours and what they stand for, above the tree. */
export function colourScale(matrix: DistanceMatrix, unit: string, frame: HeatMapFrame, theme: Theme) {
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
export function treeSeries({ tree }: DistanceMatrix, frame: HeatMapFrame, theme: Theme) {
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
      renderItem: ({ dataIndex }: { dataIndex: number }, api: CellApi) => {
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
