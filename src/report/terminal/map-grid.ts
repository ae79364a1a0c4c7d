import { textWidth } from "../kit/text-width.ts";
import { type Canvas, type Cell, canvasCell } from "./canvas.ts";

/** shape (rows, columns) */
export type Grid = (Cell | undefined)[][];

/** Offsets from a cell: closest first, sideways before up and down, so that letters stay readable. */
const steps: readonly (readonly [rows: number, columns: number])[] = Array.from(
  { length: 5 * 17 },
  (_, i) => [Math.floor(i / 17) - 2, (i % 17) - 8] as const,
).sort(([r, c], [s, d]) => 2 * Math.abs(r) + Math.abs(c) - 2 * Math.abs(s) - Math.abs(d) || r - s || d - c);

/** The cell itself, else the closest free one within eight columns and two rows. */
export function nearestFree(grid: Grid, row: number, column: number): [number, number] | undefined {
  for (const [dr, dc] of steps) {
    const r = row + dr;
    const c = column + dc;
    if (r < 0 || r >= grid.length || c < 0 || c >= grid[0]!.length) continue;
    if (grid[r]![c]?.solid !== true) return [r, c];
  }
  return undefined;
}

/** Whether a label fits: inside the frame, and over nothing except its own ring. */
export function isFree(
  grid: Grid,
  bars: Canvas,
  row: number,
  start: number,
  width: number,
  own: number,
): boolean {
  const cells = grid[row];
  if (cells === undefined || start + 1 < 0 || start + width - 1 > bars.columns) return false;
  for (let c = Math.max(0, start); c < Math.min(bars.columns, start + width); c++) {
    if (c !== own && (cells[c] !== undefined || canvasCell(bars, row, c) !== undefined)) return false;
  }
  return true;
}

/** Writes a word from a cell to the right. */
export function writeAt(grid: Grid, row: number, start: number, word: string, paint: Cell["paint"]): void {
  let at = start;
  for (const character of word) setCell(grid, row, at++, { text: character, paint, solid: true });
}

/** Writes the name of a ring at one of six positions around it. @returns whether there was room */
export function writeRingName(
  grid: Grid,
  bars: Canvas,
  [row, column]: readonly [number, number],
  name: string,
  paint: Cell["paint"],
): boolean {
  const width = textWidth(name);
  for (const [r, start] of [
    [row, column + 1], [row, column - width], [row - 1, column + 1], [row + 1, column + 1],
    [row - 1, column - width], [row + 1, column - width],
  ] as const /* biome-ignore format: six places around the ring */) {
    if (!isFree(grid, bars, r, start - 1, width + 2, column)) continue;
    writeAt(grid, r, start, name, paint);
    return true;
  }
  return false;
}

/** Sets a cell, but overwrites a mark only if forced; ignores cells outside the grid. */
export function setCell(grid: Grid, row: number, column: number, cell: Cell, force = false) {
  const cells = grid[row];
  if (cells === undefined || column < 0 || column >= cells.length) return;
  if (!force && cells[column]?.solid === true) return;
  cells[column] = cell;
}

/** Paints neighbours of one colour together: fewer escape sequences, the same picture. */
export function paintRow(cells: readonly (Cell | undefined)[], columns: number): string {
  let row = "";
  let run = "";
  let paint: Cell["paint"] | undefined;
  const flush = () => {
    row += paint === undefined ? run : paint(run);
    run = "";
  };
  for (let c = 0; c < columns; c++) {
    const cell = cells[c];
    if (cell?.paint !== paint) {
      flush();
      paint = cell?.paint;
    }
    run += cell?.text ?? " ";
  }
  flush();
  return row;
}
