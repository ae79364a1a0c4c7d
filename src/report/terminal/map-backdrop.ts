import type { SpectrumFamily } from "../map-model.ts";
import { drawLine, type Stroke } from "./canvas.ts";
import { cellOf, type Drawing, placeOf } from "./map-drawing.ts";
import { isFree, writeAt, writeBeside } from "./map-grid.ts";

/** The border of noise with a pattern, as a line. */
export function drawBorder({ backdrop, at, layout }: Drawing, y: number): void {
  const stroke: Stroke = { paint: layout.dim, sign: "-", every: 1 };
  drawLine(backdrop, at(0, y), at(1, y), stroke);
}

/** Dotted lines from point to point of each road; the middle reference that has room bears its name. */
export function drawRoads(drawing: Drawing, families: readonly SpectrumFamily[]): void {
  const { grid, bars, backdrop, at, layout } = drawing;
  const stroke: Stroke = { paint: layout.dim, sign: ":", every: layout.view.ascii ? 6 : 3 };
  for (const { joined, points } of families) {
    if (!joined) continue;
    const stops = points.map(placeOf);
    stops.slice(1).forEach((stop, i) => {
      const before = stops[i]!;
      drawLine(backdrop, at(before.x, before.y), at(stop.x, stop.y), stroke);
    });
    const members = points.filter(({ kind }) => kind === "reference");
    const fromMiddle = [...members.slice(members.length >> 1), ...members.slice(0, members.length >> 1)];
    fromMiddle.some((point) =>
      writeBeside(grid, bars, cellOf(drawing, placeOf(point)), point.name, layout.dim),
    );
  }
}

/** Names of what lies above and below the border, where there is room. */
export function drawRegionNames(drawing: Drawing, y: number): void {
  const { grid, bars, layout } = drawing;
  const rows = grid.length;
  const write = (name: string, above: boolean) => {
    for (const share of [0.5, 0.6, 0.7, 0.4, 0.3, 0.2]) {
      const [borderRow, middle] = cellOf(drawing, { x: share, y });
      const start = middle - (name.length >> 1);
      const free = above ? range(1, borderRow - 1) : range(borderRow + 2, rows - 1).reverse();
      const row = free.find((one) => isFree(grid, bars, one, start - 2, name.length + 4, -1));
      if (row !== undefined) return writeAt(grid, row, start, name, layout.dim);
    }
  };
  write("structure: the middle regime", true);
  write("pattern", false);
}

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
