import { baseOption } from "./axes.ts";
import { distanceStops, rampColor, wantsDarkType } from "./colour-ramp.ts";
import type { ChartOption } from "./kit.ts";
import { asOne, type DrawingApi, drawing } from "./series.ts";
import { labelText } from "./text-size.ts";
import type { Theme } from "./theme.ts";

/** Distances between all pairs of samples, in drawing order. */
export interface DistanceMatrix {
  /** indices of the samples */
  readonly order: readonly number[];
  readonly names: readonly string[];
  /** shape (order, order), 0 on the diagonal */
  readonly values: readonly (readonly number[])[];
  /** shape (order, order): results beside the distance */
  readonly verdicts: readonly (readonly PairVerdict[])[];
  readonly tree: MatrixTree | null;
}

/** Whether samples differ by more than the error, as much as halves of one do, or not. */
export type PairVerdict = "differ" | "as-halves" | "within-error";

/** The joins of the branches of the tree, from the leaves up. */
export interface MatrixTree {
  /** rows are positions on the axis of the samples, heights are distances */
  readonly joins: readonly Join[];
  readonly highest: number;
}

export interface Join {
  readonly height: number;
  readonly rows: readonly [number, number];
  /** heights of the two branches; 0 for a sample */
  readonly from: readonly [number, number];
}

/** Cells of fewer pixels show no numbers, even smaller ones no marks. */
const [figures, marks] = [34, 9];
/** Cells of one colour become one path: hundreds of samples have a hundred thousand cells. */
const levels = 96;

type Scale = readonly [least: number, most: number];

/** The range of the colours: from the least to the largest distance of two samples. */
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

/** The argument that ECharts gives to a custom series which needs the size of a cell. */
type CellApi = DrawingApi & { size(data: readonly number[]): number[] };

/**
 * The cells of a matrix: small distances are strong, large ones fade into the background. Large cells show their distance;
 * pairs without a detected difference are marked.
 */
function cellSeries({ values, verdicts }: DistanceMatrix, theme: Theme) {
  const scale = scaleOf({ values });
  const stops = distanceStops(theme);
  const levelOf = (value: number) =>
    Math.min(levels - 1, Math.floor(((value - scale[0]) / (scale[1] - scale[0])) * levels));
  const colorOf = (level: number) => rampColor((level + 0.5) / levels, stops);
  return drawing("distances", {
    data: asOne,
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
  });
}

/** A hundredth of a pixel is enough. */
const px = (length: number) => String(Math.round(length * 100) / 100);

/** The text in the middle of a cell; null for none. */
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

/** Two decimals without a leading zero. */
function shortNumber(value: number): string {
  return value.toFixed(2).replace(/^0\./, ".");
}

/** The square of cells in the picture, pixels; the tree is right of it, the scale above the tree. */
interface HeatMapFrame {
  readonly left: number;
  readonly top: number;
  readonly side: number;
  /** room for the tree */
  readonly tree: number;
}

/** The colours and their distances, above the tree. */
function colourScale(matrix: DistanceMatrix, unit: string, frame: HeatMapFrame, theme: Theme) {
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
  return drawing("scale", {
    data: asOne,
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
  });
}

/** The tree, with leaves at the cells and the root on the right; heights are on a scale from 0. */
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
    drawing("heights of the tree", {
      data: asOne,
      renderItem: () => ({ type: "group" as const, children: [figure(0), figure(tree.highest)] }),
    }),
    drawing("tree", {
      data: tree.joins.map(({ rows }) => [0, rows[0]]),
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
    }),
  ];
}

/** Largest font size, and the smallest readable one. */
const [largest, smallest] = [13, 6];

/**
 * Distances as colours. Both axes have the order of the tree, so that families are squares along the diagonal; the tree is
 * beside them, on the scale of the distances.
 */
export function distanceHeatMapOption(
  matrix: DistanceMatrix,
  unit: string,
  frame: HeatMapFrame,
  theme: Theme,
): ChartOption {
  const { names } = matrix;
  const count = Math.max(1, names.length);
  const room = Math.floor((0.8 * frame.side) / count);
  const fontSize = Math.max(smallest, Math.min(largest, room));
  const axis = {
    type: "category" as const,
    data: names.map((name) => labelText(name, fontSize)),
    axisTick: { show: false },
    axisLine: { show: false },
    // Below the smallest font size there is room only for some of the names.
    axisLabel: {
      interval: room < smallest ? Math.ceil(smallest / Math.max(1, room)) : 0,
      fontSize,
      color: theme.ink,
    },
  };
  return {
    ...baseOption(theme),
    grid: { left: frame.left, top: frame.top, width: frame.side, height: frame.side },
    xAxis: { ...axis, position: "bottom", axisLabel: { ...axis.axisLabel, rotate: 90 } },
    yAxis: { ...axis, inverse: true },
    series: [
      cellSeries(matrix, theme),
      ...(names.length < 2
        ? []
        : [colourScale(matrix, unit, frame, theme), ...treeSeries(matrix, frame, theme)]),
    ],
  };
}
