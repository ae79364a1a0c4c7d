import type { Layout } from "../kit/layout.ts";
import type { Cell } from "./canvas.ts";
import { canvasCell, createCanvas, drawLine } from "./canvas.ts";
import { frameRows } from "./map-frame.ts";

/** A point of a chart; x from 0 to 1. */
export interface ChartPoint {
  readonly x: number;
  readonly value: number;
  readonly interval: { readonly lower: number; readonly upper: number } | null;
}

export interface ChartSize {
  readonly rows: number;
  /** of the plot, without its axis */
  readonly columns: number;
  /** value of the first row; the last is 0 */
  readonly top: number;
}

/**
 * A curve over its intervals, as Braille or ASCII, with labels at the ends of the axis.
 *
 * @returns `rows` lines without trailing blanks
 */
export function lineChart(
  points: readonly ChartPoint[],
  { rows, columns, top }: ChartSize,
  layout: Layout,
): string[] {
  const curve = createCanvas(rows, columns, layout.view.ascii);
  const errors = createCanvas(rows, columns, layout.view.ascii);
  const plain = (text: string) => text;
  const at = (x: number, value: number) =>
    [rows - 1 - (Math.min(top, Math.max(0, value)) / top) * (rows - 1), x * (columns - 1)] as const;
  points.forEach(({ x, value, interval }, i) => {
    const before = points[i - 1] ?? { x, value };
    drawLine(curve, at(before.x, before.value), at(x, value), { paint: plain, sign: "*", every: 1 });
    if (interval === null) return;
    drawLine(errors, at(x, interval.lower), at(x, interval.upper), {
      paint: layout.dim,
      sign: ":",
      every: 2,
    });
  });
  const grid: (Cell | undefined)[][] = Array.from({ length: rows }, (_, row) =>
    Array.from(
      { length: columns },
      (_, column) => canvasCell(curve, row, column) ?? canvasCell(errors, row, column),
    ),
  );
  return frameRows(
    grid,
    new Map([
      [0, top.toFixed(1)],
      [rows - 1, "0"],
    ]),
    layout,
  );
}
