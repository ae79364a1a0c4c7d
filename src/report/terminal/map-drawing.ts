import type { Layout } from "../kit/layout.ts";
import type { SpectrumPoint } from "../map-model.ts";
import { type Canvas, canvasCell, createCanvas } from "./canvas.ts";
import type { Grid } from "./map-grid.ts";

/** A map that is being drawn: marks and words on top, dots of the samples' errors below, and the backdrop under all. */
export interface Drawing {
  readonly grid: Grid;
  readonly bars: Canvas;
  readonly backdrop: Canvas;
  /** where values lie, in cells and parts of cells, rows from the top */
  readonly at: (x: number, y: number) => readonly [row: number, column: number];
  readonly layout: Layout;
}

/** A map with nothing on it. @param top y of the first row */
export function blankDrawing(rows: number, columns: number, top: number, layout: Layout): Drawing {
  const at = (x: number, y: number) =>
    [rows - 1 - (y / top) * (rows - 1), Math.min(1, Math.max(0, x)) * (columns - 1)] as const;
  return {
    grid: Array.from({ length: rows }, () => new Array(columns)),
    bars: createCanvas(rows, columns, layout.view.ascii),
    backdrop: createCanvas(rows, columns, layout.view.ascii),
    at,
    layout,
  };
}

/** One grid: what stands in front hides what is behind. */
export function flattened({ grid, bars, backdrop }: Drawing): Grid {
  return grid.map((cells, row) =>
    Array.from(
      { length: backdrop.columns },
      (_, column) => cells[column] ?? canvasCell(bars, row, column) ?? canvasCell(backdrop, row, column),
    ),
  );
}

/** The cell that a place lies in. */
export function cellOf(
  { at }: Drawing,
  { x, y }: { readonly x: number; readonly y: number },
): [number, number] {
  const [row, column] = at(x, y);
  return [Math.round(row), Math.round(column)];
}

/** Where a point is drawn. What taught nothing lies on the floor. */
export function placeOf({ x, y }: SpectrumPoint): { readonly x: number; readonly y: number } {
  return { x: x.value, y: Math.max(0, y.value) };
}
