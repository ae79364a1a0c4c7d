import type { Report, Sample } from "../core/report.ts";
import { type Cell, type Grid, isFree, nearestFree, paintRow, put } from "./map-grid.ts";
import type { Palette } from "./palette.ts";
import type { View } from "./renderer.ts";
import { halfWidthOf, lettersAvailable, sampleMarks } from "./sample-labels.ts";
import { fitWidth, padStartTo, textWidth } from "./text-width.ts";

const rows = 17;
const leftMargin = 6;
const rightMargin = 2;

interface Place {
  readonly sample: Sample;
  readonly x: number;
  readonly y: number;
}

/**
 * The spectrum as characters: randomness to the right (0 order, 1 noise), structure upwards in doublings, samples as
 * letters with their errors as dots, generated references as rings with names, and the arc that mixtures reach.
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
  const columns = Math.min(view.width, 100) - leftMargin - rightMargin;
  const placed = placeable(samples);
  const anchors = placeable(references);
  if (placed.length + anchors.length === 0 || columns < 30) return [];
  const heights = [...placed, ...anchors, ...(arc?.points ?? [])].map((place) => place.y);
  const top = niceCeiling(Math.max(1, ...heights));
  const grid: (Cell | undefined)[][] = Array.from(
    { length: rows },
    () => new Array<Cell | undefined>(columns),
  );
  const columnOf = (x: number) => Math.round(clamp(x, 0, 1) * (columns - 1));
  const rowOf = (y: number) => rows - 1 - Math.round((clamp(y, 0, top) / top) * (rows - 1));

  drawErrorBars(grid, placed, columnOf, rowOf, view, palette);
  if (samples.length > lettersAvailable) drawCounts(grid, placed, columnOf, rowOf);
  else drawLetters(grid, samples, placed, columnOf, rowOf, palette);
  drawReferences(grid, anchors, columnOf, rowOf, view, palette);
  if (arc !== null) drawArc(grid, arc.points, columnOf, rowOf, view, palette);
  return frame(grid, top, view, palette);
}

function placeable(samples: readonly Sample[]): Place[] {
  const places: Place[] = [];
  for (const sample of samples) {
    const spectrum = sample.spectrum;
    if (spectrum === null || spectrum.randomness.status !== "ok") continue;
    // A sample without structure beyond its shuffle lies on the floor of the map, where its verdict puts it too.
    const y = spectrum.structure.status === "ok" ? Math.max(0, spectrum.structure.value) : 0;
    places.push({ sample, x: spectrum.randomness.value, y });
  }
  return places;
}

type Axis = (value: number) => number;

function drawErrorBars(
  grid: Grid,
  places: readonly Place[],
  columnOf: Axis,
  rowOf: Axis,
  view: View,
  palette: Palette,
) {
  const dot = view.ascii ? "." : "·";
  for (const { sample, x, y } of places) {
    const spectrum = sample.spectrum!;
    const dx = spectrum.randomness.status === "ok" ? (halfWidthOf(spectrum.randomness) ?? 0) : 0;
    const dy = spectrum.structure.status === "ok" ? (halfWidthOf(spectrum.structure) ?? 0) : 0;
    const paint = (text: string) => palette.regime(spectrum.verdict.regime, text);
    for (let c = columnOf(x - dx); c <= columnOf(x + dx); c++)
      put(grid, rowOf(y), c, { text: dot, paint, solid: false });
    for (let r = rowOf(y + dy); r <= rowOf(y - dy); r++)
      put(grid, r, columnOf(x), { text: dot, paint, solid: false });
  }
}

function drawLetters(
  grid: Grid,
  samples: readonly Sample[],
  places: readonly Place[],
  columnOf: Axis,
  rowOf: Axis,
  palette: Palette,
) {
  const marks = sampleMarks(samples);
  for (const { sample, x, y } of places) {
    const regime = sample.spectrum!.verdict.regime;
    const mark = marks[samples.indexOf(sample)] ?? "?";
    const paint = (text: string) =>
      sample.ranked ? palette.bold(palette.regime(regime, text)) : palette.dim(text);
    const spot = nearestFree(grid, rowOf(y), columnOf(x));
    if (spot !== undefined) put(grid, spot[0], spot[1], { text: mark, paint, solid: true });
  }
}

function drawCounts(grid: Grid, places: readonly Place[], columnOf: Axis, rowOf: Axis) {
  for (const { x, y } of places) {
    const row = rowOf(y);
    const column = columnOf(x);
    const before = grid[row]![column];
    const count = before?.solid === true ? (before.text === "+" ? 10 : Number(before.text) + 1) : 1;
    put(
      grid,
      row,
      column,
      { text: count > 9 ? "+" : String(count), paint: (text) => text, solid: true },
      true,
    );
  }
}

function drawReferences(
  grid: Grid,
  anchors: readonly Place[],
  columnOf: Axis,
  rowOf: Axis,
  view: View,
  palette: Palette,
) {
  const ring = view.ascii ? "o" : "∘";
  for (const { x, y } of anchors) {
    const row = rowOf(y);
    const column = columnOf(x);
    put(grid, row, column, { text: ring, paint: palette.dim, solid: true });
  }
  for (const { sample, x, y } of anchors) {
    const row = rowOf(y);
    const column = columnOf(x);
    const name = fitWidth(sample.name, 18, view.ascii ? "~" : "…");
    const width = textWidth(name);
    for (const [r, start] of [
      [row, column + 1], [row, column - width], [row - 1, column + 1], [row + 1, column + 1],
      [row - 1, column - width], [row + 1, column - width],
    ] as const /* biome-ignore format: six places around the ring */) {
      if (!isFree(grid, r, start - 1, width + 2, column)) continue;
      let at = start;
      for (const character of name) put(grid, r, at++, { text: character, paint: palette.dim, solid: true });
      break;
    }
  }
}

/** The arc lies under everything else. */
function drawArc(
  grid: Grid,
  points: readonly { x: number; y: number }[],
  columnOf: Axis,
  rowOf: Axis,
  view: View,
  palette: Palette,
) {
  const dash = { text: view.ascii ? "-" : "╌", paint: palette.dim, solid: false };
  for (const { x, y } of points) {
    const row = rowOf(y);
    const column = columnOf(x);
    if (grid[row]?.[column] === undefined) put(grid, row, column, dash);
  }
}

function frame(grid: Grid, top: number, view: View, palette: Palette): string[] {
  const [wall, tick, corner, floor, mark] = view.ascii
    ? ["|", "+", "+", "-", "+"]
    : ["│", "┤", "└", "─", "┴"];
  const columns = grid[0]!.length;
  const labelled = new Map<number, string>();
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    // Exact in two decimals at most, and never wider than the margin.
    labelled.set(rows - 1 - Math.round(share * (rows - 1)), String(share * top));
  }
  const lines = [palette.dim(`${padStartTo("y", leftMargin - 2)} doublings of structure beyond the shuffle`)];
  grid.forEach((cells, row) => {
    const label = labelled.get(row);
    const edge = padStartTo(label ?? "", leftMargin - 1) + (label === undefined ? wall : tick);
    lines.push((palette.dim(edge) + paintRow(cells, columns)).trimEnd());
  });
  let base = " ".repeat(leftMargin - 1) + corner;
  for (let c = 0; c < columns; c++) base += c % Math.round((columns - 1) / 4) === 0 && c > 0 ? mark : floor;
  lines.push(palette.dim(base));
  let scale = "";
  for (const [share, label] of [
    [0, "0 order"],
    [0.25, "0.25"],
    [0.5, "0.5"],
    [0.75, "0.75"],
    [1, "noise 1"],
  ] as const) {
    const at = Math.round(share * (columns - 1)) + leftMargin;
    const start = share === 0 ? at : share === 1 ? at - label.length + 1 : at - Math.floor(label.length / 2);
    scale = scale.padEnd(start) + label;
  }
  lines.push(palette.dim(scale));
  lines.push(palette.dim(`${" ".repeat(leftMargin)}randomness x = l(M) / log2 A`));
  return lines;
}

function clamp(value: number, lower: number, upper: number): number {
  return Math.min(upper, Math.max(lower, value));
}

/** The next of 1, 2, 4, 6, 8, 10, 12, 16, 20, 24, ... so that the axis reads in quarters. */
function niceCeiling(value: number): number {
  for (const candidate of [1, 2, 4, 6, 8, 10, 12, 16, 20, 24, 32]) if (value <= candidate) return candidate;
  return Math.ceil(value / 40) * 40;
}
