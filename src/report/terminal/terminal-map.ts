import { markOf } from "../kit/figures.ts";
import type { Layout } from "../kit/layout.ts";
import { type SpectrumFamily, type SpectrumMap, type SpectrumPoint, tailName } from "../map-model.ts";
import { type Canvas, canvasCell, createCanvas, drawLine, type Stroke } from "./canvas.ts";
import { frameMap, leftMargin, rightMargin } from "./map-frame.ts";
import { type Grid, isFree, nearestFree, setCell, writeAt, writeRingName } from "./map-grid.ts";

/** A map in progress: marks and words on top, dots of error bars below, and the backdrop under all. */
interface Drawing {
  readonly grid: Grid;
  readonly bars: Canvas;
  readonly backdrop: Canvas;
  /** converts values to cells and parts of cells, rows from the top */
  readonly at: (x: number, y: number) => readonly [row: number, column: number];
  readonly layout: Layout;
}

/** An empty map. @param top y of the first row */
function blankDrawing(rows: number, columns: number, top: number, layout: Layout): Drawing {
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

/** One grid: the foreground hides the background. */
function flattened({ grid, bars, backdrop }: Drawing): Grid {
  return grid.map((cells, row) =>
    Array.from(
      { length: backdrop.columns },
      (_, column) => cells[column] ?? canvasCell(bars, row, column) ?? canvasCell(backdrop, row, column),
    ),
  );
}

/** The cell of a position. */
export function cellOf(
  { at }: Drawing,
  { x, y }: { readonly x: number; readonly y: number },
): [number, number] {
  const [row, column] = at(x, y);
  return [Math.round(row), Math.round(column)];
}

/** The position of a point. Growth of 0 is at the bottom. */
export function placeOf({ x, y }: SpectrumPoint): { readonly x: number; readonly y: number } {
  return { x: x.value, y: Math.max(0, y.value) };
}

/** The border of noise with a pattern, as a line. */
function drawBorder({ backdrop, at, layout }: Drawing, y: number): void {
  const stroke: Stroke = { paint: layout.dim, sign: "-", every: 1 };
  drawLine(backdrop, at(0, y), at(1, y), stroke);
}

/** Dotted lines between the points of each ordered family; the middle reference with enough room shows its name. */
function drawRoads(drawing: Drawing, families: readonly SpectrumFamily[]): void {
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
      writeRingName(grid, bars, cellOf(drawing, placeOf(point)), point.name, layout.dim),
    );
  }
}

/** Names of the regions above and below the border, where there is room. */
function drawRegionNames(drawing: Drawing, y: number): void {
  const { grid, bars, layout } = drawing;
  const rows = grid.length;
  const write = (name: string, above: boolean) => {
    for (const share of [0.5, 0.6, 0.7, 0.4, 0.3, 0.2]) {
      const [borderRow, middle] = cellOf(drawing, { x: share, y });
      const start = middle - (name.length >> 1);
      const free = above
        ? [...range(1, borderRow - 1), ...range(0, Math.min(1, borderRow))]
        : range(borderRow + 2, rows - 1).reverse();
      const row = free.find((one) => isFree(grid, bars, one, start - 2, name.length + 4, -1));
      if (row !== undefined) return writeAt(grid, row, start, name, layout.dim);
    }
  };
  write("structure: the middle regime", true);
  write("pattern", false);
}

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/** Rows and most columns of a map, and of one with ordered families. */
const usual = { rows: 17, columns: 100 };
const withRoads = { rows: 25, columns: 140 };
const leastColumns = 30;
/** Least rows of a map, and lines of one sample around it, which a terminal shows at the same time. */
const leastRows = 8;
const linesAround = 19;
const longestName = 18;

/**
 * The spectrum as characters: randomness to the right (0 order, 1 noise), growth upwards in bits, samples as letters with their
 * errors and tails as lines, generated references as rings with names, the border of noise with a pattern, and lines between
 * references of an ordered family.
 *
 * @returns lines without trailing blanks; empty when no sample can be placed
 */
export function drawTerminalMap(map: SpectrumMap, layout: Layout): string[] {
  const { points, families, border } = map;
  const references = families.flatMap((family) => family.points.filter(({ kind }) => kind === "reference"));
  const size = families.some(({ id }) => id !== null) ? withRoads : usual;
  const { width, height = Number.POSITIVE_INFINITY } = layout.view;
  const columns = Math.min(width, size.columns) - leftMargin - rightMargin;
  const rows = Math.max(leastRows, Math.min(size.rows, height - linesAround));
  const places = [...points, ...references].map(placeOf);
  if (places.length === 0 || columns < leastColumns) return [];
  const top = Math.ceil(places.reduce((most, { y }) => Math.max(most, y), border?.y ?? 1));
  const drawing = blankDrawing(rows, columns, top, layout);

  for (const point of points) drawErrorBars(drawing, point);
  for (const point of points) drawTail(drawing, point);
  drawMarks(drawing, map);
  for (const reference of references) drawRing(drawing, reference);
  for (const { joined, points: own } of families) if (!joined) nameRings(drawing, own);
  if (border !== null) drawBorder(drawing, border.y);
  drawRoads(drawing, families);
  if (border !== null) drawRegionNames(drawing, border.y);
  const legend = points.some(({ tail }) => tail !== null) ? tailName : undefined;
  return frameMap(flattened(drawing), top, legend, layout);
}

function drawErrorBars({ bars, at, layout }: Drawing, point: SpectrumPoint): void {
  const { x, y } = placeOf(point);
  const across = point.x.ends;
  const along = point.y.ends;
  const stroke: Stroke = { paint: (text) => layout.regime(point.regime, text), sign: ".", every: 1 };
  const inside = ([row, column]: readonly [number, number]) =>
    [Math.min(bars.rows, Math.max(-1, row)), column] as const;
  if (across !== null) drawLine(bars, at(across[0], y), at(across[1], y), stroke);
  if (along !== null) drawLine(bars, inside(at(x, along[0])), inside(at(x, along[1])), stroke);
}

/** Dots of an error bar keep its look. */
function drawTail({ bars, at, layout }: Drawing, point: SpectrumPoint): void {
  if (point.tail === null) return;
  const { x, y } = placeOf(point);
  drawLine(bars, at(point.tail.x, point.tail.y), at(x, y), { paint: layout.dim, sign: "'", every: 1 });
}

/** Letters for samples that have one; digits for the number of other samples in a cell. */
function drawMarks(drawing: Drawing, { points, missing }: SpectrumMap): void {
  const { grid, layout } = drawing;
  const marked = points.map((point) => ({
    point,
    mark: markOf(point, point.row!, points.length + missing.length),
  }));
  for (const { point, mark } of marked) if (mark === "") count(grid, cellOf(drawing, placeOf(point)));
  for (const { point, mark } of marked) {
    if (mark === "") continue;
    const { regime, ranked } = point;
    const paint = (text: string) => (ranked ? layout.bold(layout.regime(regime, text)) : layout.dim(text));
    const spot = nearestFree(grid, ...cellOf(drawing, placeOf(point)));
    if (spot !== undefined) setCell(grid, ...spot, { text: mark, paint, solid: true });
  }
}

function count(grid: Grid, [row, column]: readonly [number, number]): void {
  const before = grid[row]![column]?.text;
  const sum = before === undefined ? 1 : before === "+" ? 10 : Number(before) + 1;
  setCell(grid, row, column, { text: sum > 9 ? "+" : String(sum), paint: (text) => text, solid: true }, true);
}

function drawRing(drawing: Drawing, reference: SpectrumPoint): void {
  const { grid, layout } = drawing;
  const ring = layout.view.ascii ? "o" : "∘";
  setCell(grid, ...cellOf(drawing, placeOf(reference)), { text: ring, paint: layout.dim, solid: true });
}

/** References without an order have names of their own. */
function nameRings(drawing: Drawing, references: readonly SpectrumPoint[]): void {
  const { grid, bars, layout } = drawing;
  for (const reference of references) {
    const name = layout.cut(reference.name, longestName);
    writeRingName(grid, bars, cellOf(drawing, placeOf(reference)), name, layout.dim);
  }
}
