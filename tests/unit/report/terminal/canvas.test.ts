import { expect, test } from "vitest";
import { canvasCell, createCanvas, drawLine } from "../../../../src/report/terminal/canvas.ts";

const stroke = { paint: (text: string) => text, sign: "*", every: 1 };
const shown = (canvas: ReturnType<typeof createCanvas>) =>
  Array.from({ length: canvas.rows }, (_, row) =>
    Array.from({ length: canvas.columns }, (_, column) => canvasCell(canvas, row, column)?.text ?? " ").join(
      "",
    ),
  );

test("a cell is two dots wide and four high", () => {
  const level = createCanvas(1, 3, false);
  drawLine(level, [0, 0], [0, 2], stroke);
  expect(shown(level)).toEqual(["⠐⠒⠒"]);
  const upright = createCanvas(3, 1, false);
  drawLine(upright, [-0.4, 0.25], [2.4, 0.25], stroke);
  expect(shown(upright)).toEqual(["⢸", "⢸", "⢸"]);
});

test("lines share cells; what was drawn first gives the paint", () => {
  const canvas = createCanvas(1, 1, false);
  drawLine(canvas, [0, -0.4], [0, 0.4], stroke);
  drawLine(canvas, [-0.4, 0.4], [0.4, 0.4], { ...stroke, paint: (text) => `(${text})` });
  // Second row: 0x02 | 0x10; right column: 0x08 | 0x10 | 0x20 | 0x80.
  expect(canvasCell(canvas, 0, 0)).toMatchObject({ text: String.fromCharCode(0x2800 + 0xba), solid: false });
  expect(canvasCell(canvas, 0, 0)!.paint("x")).toBe("x");
});

test("every which dot, signs in ASCII, nothing outside", () => {
  const dotted = createCanvas(1, 6, false);
  drawLine(dotted, [0, 0], [0, 5], { ...stroke, every: 4 });
  expect(shown(dotted)).toEqual(["⠐ ⠐ ⠐ "]);
  const ascii = createCanvas(2, 4, true);
  drawLine(ascii, [1, -9], [1, 1], stroke);
  drawLine(ascii, [-7, 3], [0, 3], stroke);
  expect(shown(ascii)).toEqual(["   *", "**  "]);
});
