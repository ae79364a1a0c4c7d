import type { Layout } from "../kit/layout.ts";
import { markOf } from "../kit/sample-labels.ts";
import { type SpectrumMap, type SpectrumPoint, tailName } from "../map-model.ts";
import { drawLine, type Stroke } from "./canvas.ts";
import { drawBorder, drawRegionNames, drawRoads } from "./map-backdrop.ts";
import { blankDrawing, cellOf, type Drawing, flattened, placeOf } from "./map-drawing.ts";
import { frameMap, leftMargin, niceCeiling, rightMargin } from "./map-frame.ts";
import { type Grid, nearestFree, put, writeBeside } from "./map-grid.ts";

/** Rows and most columns of a map, and of one with roads. */
const usual = { rows: 17, columns: 100 };
const withRoads = { rows: 25, columns: 140 };
const leastColumns = 30;
const longestName = 18;

/**
 * The spectrum as characters: randomness to the right (0 order, 1 noise), growth upwards in bits, samples as
 * letters with their errors and tails as lines, generated references as rings with names, the border of noise with a pattern, and
 * roads between references of a family.
 *
 * @returns lines without trailing blanks; empty when no sample can be placed
 */
export function drawTerminalMap(map: SpectrumMap, layout: Layout): string[] {
  const { points, families, border } = map;
  const references = families.flatMap((family) => family.points.filter(({ kind }) => kind === "reference"));
  const size = families.some(({ id }) => id !== null) ? withRoads : usual;
  const columns = Math.min(layout.view.width, size.columns) - leftMargin - rightMargin;
  const places = [...points, ...references].map(placeOf);
  if (places.length === 0 || columns < leastColumns) return [];
  const top = niceCeiling(places.reduce((most, { y }) => Math.max(most, y), border?.y ?? 1));
  const drawing = blankDrawing(size.rows, columns, top, layout);

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

/** Where dots of an error are, they stay the error's. */
function drawTail({ bars, at, layout }: Drawing, point: SpectrumPoint): void {
  if (point.tail === null) return;
  const { x, y } = placeOf(point);
  drawLine(bars, at(point.tail.x, point.tail.y), at(x, y), { paint: layout.dim, sign: "'", every: 1 });
}

/** Letters for those that have one, digits for how many others share a cell. */
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
    if (spot !== undefined) put(grid, ...spot, { text: mark, paint, solid: true });
  }
}

function count(grid: Grid, [row, column]: readonly [number, number]): void {
  const before = grid[row]![column]?.text;
  const sum = before === undefined ? 1 : before === "+" ? 10 : Number(before) + 1;
  put(grid, row, column, { text: sum > 9 ? "+" : String(sum), paint: (text) => text, solid: true }, true);
}

function drawRing(drawing: Drawing, reference: SpectrumPoint): void {
  const { grid, layout } = drawing;
  const ring = layout.view.ascii ? "o" : "∘";
  put(grid, ...cellOf(drawing, placeOf(reference)), { text: ring, paint: layout.dim, solid: true });
}

/** References that are no road have names of their own. */
function nameRings(drawing: Drawing, references: readonly SpectrumPoint[]): void {
  const { grid, bars, layout } = drawing;
  for (const reference of references) {
    const name = layout.cut(reference.name, longestName);
    writeBeside(grid, bars, cellOf(drawing, placeOf(reference)), name, layout.dim);
  }
}
