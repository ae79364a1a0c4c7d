import type { Report, Sample } from "../../results/report.ts";
import type { Palette } from "../kit/palette.ts";
import type { View } from "../kit/renderer.ts";
import { sampleMarks } from "../kit/sample-labels.ts";
import { fitWidth } from "../kit/text-width.ts";
import { drawLine, type Stroke } from "./canvas.ts";
import { drawArc, drawRegionNames, drawRoads } from "./map-backdrop.ts";
import { blankDrawing, cellOf, type Drawing, flattened, type Place, placeable } from "./map-drawing.ts";
import { frameMap, leftMargin, niceCeiling, rightMargin } from "./map-frame.ts";
import { type Grid, nearestFree, put, writeBeside } from "./map-grid.ts";

/** Rows and most columns of a map, and of one with roads. */
const usual = { rows: 17, columns: 100 };
const withRoads = { rows: 25, columns: 140 };
const leastColumns = 30;
const longestName = 18;

/**
 * The spectrum as characters: randomness to the right (0 order, 1 noise), structure upwards in doublings, samples as
 * letters with their errors as lines, generated references as rings with names, the arc that mixtures reach, and roads
 * between references of a family.
 *
 * @returns lines without trailing blanks; empty when no sample can be placed
 * @throws never
 */
export function drawTerminalMap(
  samples: readonly Sample[],
  references: readonly Sample[],
  arc: Report["arc"],
  view: View,
  palette: Palette,
): string[] {
  const size = references.some(({ family }) => family !== null) ? withRoads : usual;
  const columns = Math.min(view.width, size.columns) - leftMargin - rightMargin;
  const placed = placeable(samples);
  const anchors = placeable(references);
  if (placed.length + anchors.length === 0 || columns < leastColumns) return [];
  const top = niceCeiling(
    [...placed, ...anchors, ...(arc?.points ?? [])].reduce((most, { y }) => Math.max(most, y), 1),
  );
  const drawing = blankDrawing(size.rows, columns, top, view, palette);

  for (const place of placed) drawErrorBars(drawing, place);
  drawMarks(drawing, samples, placed);
  drawReferences(drawing, anchors);
  if (arc !== null) drawArc(drawing, arc.points);
  drawRoads(drawing, placed, anchors);
  if (arc !== null) drawRegionNames(drawing, arc.points);
  return frameMap(flattened(drawing), top, view, palette);
}

function drawErrorBars({ bars, at, palette }: Drawing, { sample, x, y }: Place): void {
  const { randomness, structure, verdict } = sample.spectrum!;
  const across = randomness.status === "ok" ? randomness.interval : null;
  const along = structure.status === "ok" ? structure.interval : null;
  const stroke: Stroke = { paint: (text) => palette.regime(verdict.regime, text), sign: ".", every: 1 };
  const inside = ([row, column]: readonly [number, number]) =>
    [Math.min(bars.rows, Math.max(-1, row)), column] as const;
  if (across !== null) drawLine(bars, at(across.lower, y), at(across.upper, y), stroke);
  if (along !== null) drawLine(bars, inside(at(x, along.lower)), inside(at(x, along.upper)), stroke);
}

/** Letters for those that have one, digits for how many others share a cell. */
function drawMarks(drawing: Drawing, samples: readonly Sample[], places: readonly Place[]): void {
  const { grid, palette } = drawing;
  const marks = new Map(sampleMarks(samples).map((mark, i) => [samples[i]!, mark]));
  for (const place of places) if (marks.get(place.sample) === "") count(grid, cellOf(drawing, place));
  for (const place of places) {
    const { spectrum, ranked } = place.sample;
    const mark = marks.get(place.sample)!;
    if (mark === "") continue;
    const paint = (text: string) =>
      ranked ? palette.bold(palette.regime(spectrum!.verdict.regime, text)) : palette.dim(text);
    const spot = nearestFree(grid, ...cellOf(drawing, place));
    if (spot !== undefined) put(grid, ...spot, { text: mark, paint, solid: true });
  }
}

function count(grid: Grid, [row, column]: readonly [number, number]): void {
  const before = grid[row]![column]?.text;
  const sum = before === undefined ? 1 : before === "+" ? 10 : Number(before) + 1;
  put(grid, row, column, { text: sum > 9 ? "+" : String(sum), paint: (text) => text, solid: true }, true);
}

/** Rings; names for those that stand for themselves. */
function drawReferences(drawing: Drawing, anchors: readonly Place[]): void {
  const { grid, bars, view, palette } = drawing;
  const ring = view.ascii ? "o" : "∘";
  for (const anchor of anchors) {
    put(grid, ...cellOf(drawing, anchor), { text: ring, paint: palette.dim, solid: true });
  }
  for (const anchor of anchors) {
    if (anchor.sample.family?.kind === "road") continue;
    const name = fitWidth(anchor.sample.name, longestName, view.ascii ? "~" : "…");
    writeBeside(grid, bars, cellOf(drawing, anchor), name, palette.dim);
  }
}
