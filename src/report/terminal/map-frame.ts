import { roundBits, roundHeights } from "../kit/format.ts";
import type { Layout } from "../kit/layout.ts";
import { padStartTo, wrapText } from "../kit/text-width.ts";
import { type Grid, paintRow } from "./map-grid.ts";

/** Columns left of the map, for the numbers of its axis. */
export const leftMargin = 6;
/** Columns right of it. */
export const rightMargin = 2;

/**
 * The map with its axes: y in round numbers of bits up to the height `top`, x from order to noise.
 *
 * @param legend of the lines; undefined where there are none
 * @returns lines that fit the columns of the grid and its margins
 */
export function frameMap(grid: Grid, top: number, legend: string | undefined, layout: Layout): string[] {
  const rows = grid.length;
  const columns = grid[0]!.length;
  const [corner, floor, mark] = layout.view.ascii ? ["+", "-", "+"] : ["└", "─", "┴"];
  const labelled = new Map<number, string>();
  // Where two have one line the lower one is shown.
  for (const height of roundHeights(top).reverse())
    labelled.set(rows - 1 - Math.round((height / top) * (rows - 1)), roundBits(height));
  const caption = (text: string, indent: number) =>
    wrapText(text, columns + leftMargin - indent).map((line) => layout.dim(" ".repeat(indent) + line));
  const lines = caption("growth G, bit: learned from the last doubling of the data", leftMargin - 3);
  lines.push(...frameRows(grid, labelled, layout));
  let base = " ".repeat(leftMargin - 1) + corner;
  for (let c = 0; c < columns; c++) base += c % Math.round((columns - 1) / 4) === 0 && c > 0 ? mark : floor;
  lines.push(layout.dim(base));
  lines.push(layout.dim(scaleLine(columns)));
  const axis = "randomness x = l(M) / log2 A";
  lines.push(...caption(legend === undefined ? axis : `${axis}; ${legend}`, leftMargin));
  return lines;
}

/** Rows with their axis; some have a number. */
export function frameRows(grid: Grid, labelled: ReadonlyMap<number, string>, layout: Layout): string[] {
  const [wall, tick] = layout.view.ascii ? ["|", "+"] : ["│", "┤"];
  return grid.map((cells, row) => {
    const label = labelled.get(row);
    const edge = padStartTo(label ?? "", leftMargin - 1) + (label === undefined ? wall : tick);
    return (layout.dim(edge) + paintRow(cells, cells.length)).trimEnd();
  });
}

/** The ends of x, and the quarters that have room. */
function scaleLine(columns: number): string {
  const [first, last] = ["0 order", "noise 1"];
  const end = leftMargin + columns - last.length;
  let scale = " ".repeat(leftMargin) + first;
  for (const share of [0.25, 0.5, 0.75]) {
    const label = String(share);
    const start = Math.round(share * (columns - 1)) + leftMargin - Math.floor(label.length / 2);
    if (start > scale.length && start + label.length < end) scale = scale.padEnd(start) + label;
  }
  return scale.padEnd(end) + last;
}
