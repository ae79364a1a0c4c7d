/** One character of a map that is being drawn. */
export interface Cell {
  text: string;
  paint: (text: string) => string;
  /** a mark of a sample; nothing is drawn over it */
  solid: boolean;
}

/** shape (rows, columns) */
export type Grid = (Cell | undefined)[][];

/** The cell itself, else the closest free one within four columns or one row, so that letters stay readable. */
export function nearestFree(grid: Grid, row: number, column: number): [number, number] | undefined {
  const offsets: [number, number][] = [
    [0, 0], [0, 1], [0, -1], [-1, 0], [1, 0], [-1, 1], [1, 1], [-1, -1], [1, -1], [0, 2], [0, -2],
    [-1, 2], [1, 2], [-1, -2], [1, -2], [0, 3], [0, -3], [0, 4], [0, -4],
  ]; // biome-ignore format: a ring a line
  for (const [dr, dc] of offsets) {
    const r = row + dr;
    const c = column + dc;
    if (r < 0 || r >= grid.length || c < 0 || c >= grid[0]!.length) continue;
    if (grid[r]![c]?.solid !== true) return [r, c];
  }
  return undefined;
}

/** Whether a label fits: inside the frame and over nothing but its own ring. */
export function isFree(grid: Grid, row: number, start: number, width: number, own: number): boolean {
  const cells = grid[row];
  if (cells === undefined || start + 1 < 0 || start + width - 1 > cells.length) return false;
  for (let c = Math.max(0, start); c < Math.min(cells.length, start + width); c++) {
    if (cells[c] !== undefined && c !== own) return false;
  }
  return true;
}

/** Sets a cell, not over a mark unless forced; outside the grid it does nothing. */
export function put(grid: Grid, row: number, column: number, cell: Cell, force = false) {
  const cells = grid[row];
  if (cells === undefined || column < 0 || column >= cells.length) return;
  if (!force && cells[column]?.solid === true) return;
  cells[column] = cell;
}

/** Neighbours of one paint are painted together: fewer escape sequences, the same picture. */
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
