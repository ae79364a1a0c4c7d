/** One character of a map. */
export interface Cell {
  text: string;
  paint: (text: string) => string;
  /** a mark of a sample, which nothing overwrites */
  solid: boolean;
}

type Paint = Cell["paint"];

/** A canvas with one Braille character per cell, two columns of four dots; without Braille one sign a cell. */
export interface Canvas {
  readonly rows: number;
  readonly columns: number;
  readonly ascii: boolean;
  /** raised dots of each cell as the low byte of its character, shape (rows * columns,) */
  readonly dots: Uint8Array;
  /** look of each cell: that of the first line drawn there */
  readonly looks: ({ readonly paint: Paint; readonly sign: string } | undefined)[];
}

/** How a line looks. */
export interface Stroke {
  readonly paint: Paint;
  /** sign of its dots in ASCII */
  readonly sign: string;
  /** draws every nth dot; 1 is a solid line */
  readonly every: number;
}

/** An empty canvas. */
export function createCanvas(rows: number, columns: number, ascii: boolean): Canvas {
  const cells = rows * columns;
  return { rows, columns, ascii, dots: new Uint8Array(cells), looks: new Array(cells) };
}

/** Bits of a Braille character by row and column of its dots (Unicode 16, ch. 21.1). */
const bits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/**
 * A straight line between two points, in cells: (0, 0) is the middle of the first cell, rows count downwards. Clips it to the
 * canvas.
 *
 * Cost: O(dots of the line).
 */
export function drawLine(
  canvas: Canvas,
  [row0, column0]: readonly [number, number],
  [row1, column1]: readonly [number, number],
  stroke: Stroke,
): void {
  const steps = Math.max(1, Math.ceil(Math.max(Math.abs(row1 - row0) * 4, Math.abs(column1 - column0) * 2)));
  for (let i = 0; i <= steps; i += stroke.every) {
    const share = i / steps;
    drawDot(canvas, row0 + share * (row1 - row0), column0 + share * (column1 - column0), stroke);
  }
}

function drawDot({ rows, columns, dots, looks }: Canvas, row: number, column: number, stroke: Stroke): void {
  const y = Math.ceil(4 * (row + 0.5)) - 1;
  const x = Math.floor(2 * (column + 0.5));
  if (!(y >= 0 && y < 4 * rows && x >= 0 && x < 2 * columns)) return;
  const cell = (y >> 2) * columns + (x >> 1);
  dots[cell]! |= bits[y & 3]![x & 1]!;
  looks[cell] ??= stroke;
}

/** The content of a cell; undefined where nothing was drawn. */
export function canvasCell(
  { columns, ascii, dots, looks }: Canvas,
  row: number,
  column: number,
): Cell | undefined {
  const cell = row * columns + column;
  const look = looks[cell];
  if (look === undefined) return undefined;
  const text = ascii ? look.sign : String.fromCharCode(0x2800 + dots[cell]!);
  return { text, paint: look.paint, solid: false };
}
