import { costStep } from "../report/kit/cost-scale.ts";
import { escapeForTerminal } from "../report/kit/format.ts";
import type { View } from "../report/kit/renderer.ts";
import { textWidth } from "../report/kit/text-width.ts";
import { characterAt, characterEnd, Lines } from "./characters.ts";
import type { Lens } from "./read-lens.ts";

/** What is shown in one colour. */
export interface PaintedCell {
  readonly text: string;
  /** columns */
  readonly width: number;
  /** of `costScale`; -1: not known */
  readonly step: number;
}

/** One line of what is shown. */
export interface Painted {
  /** behind its last byte */
  readonly end: number;
  /** line number or offset, and a blank */
  readonly gutter: string;
  readonly cells: readonly PaintedCell[];
}

const tabStop = 8;
const bytesInRow = 16;
const [tab, lineFeed, carriageReturn] = [9, 10, 13];

/**
 * The lines of a text, broken where they are wider than the view; what a terminal would obey, and what is not to be seen, is
 * written out.
 *
 * Cost: one line at a time.
 */
export function* textRows({ bytes, bits }: Lens, view: View): Generator<Painted> {
  const { starts } = new Lines(bytes);
  const digits = String(starts.length).length;
  const room = Math.max(tabStop, view.width - digits - 2);
  for (let line = 0; line < starts.length; line++) {
    const end = starts[line + 1] ?? bytes.length;
    let gutter = `${String(line + 1).padStart(digits)} `;
    let cells: PaintedCell[] = [];
    let columns = 0;
    for (let at = starts[line]!; at < end; ) {
      const next = characterEnd(bytes, at);
      let cost = 0;
      for (let i = at; i < next; i++) cost += bits[i]!;
      const cell = cellOf(bytes, at, next, columns, costStep(cost), view.ascii);
      if (columns + cell.width > room && columns > 0) {
        yield { end: at, gutter, cells };
        gutter = " ".repeat(digits + 1);
        cells = [];
        columns = 0;
      }
      const before = cells.at(-1);
      // What combines goes with the letter that it stands on.
      if (cell.width === 0 && before !== undefined)
        cells[cells.length - 1] = { ...before, text: before.text + cell.text };
      else cells.push(cell);
      columns += cell.width;
      at = next;
    }
    yield { end, gutter, cells };
  }
}

function cellOf(
  bytes: Uint8Array,
  at: number,
  end: number,
  column: number,
  step: number,
  ascii: boolean,
): PaintedCell {
  const byte = bytes[at]!;
  if (byte >= 32 && byte < 127) return { text: String.fromCharCode(byte), width: 1, step };
  // The end of a line costs something, too, and is shown as a blank; so is the one half of it.
  if (byte === lineFeed) return { text: " ", width: 1, step };
  if (byte === carriageReturn && bytes[at + 1] === lineFeed) return { text: " ", width: 1, step };
  if (byte === tab) {
    const width = tabStop - (column % tabStop);
    return { text: " ".repeat(width), width, step };
  }
  const character = characterAt(bytes, at, end);
  const text = character === null ? `\\x${hex(byte)}` : escapeForTerminal(character, ascii);
  return { text, width: textWidth(text), step };
}

const hex = (byte: number) => byte.toString(16).padStart(2, "0");

/** Bytes in rows of sixteen, as numbers and as what ASCII makes of them. */
export function* byteRows({ bytes, bits }: Lens): Generator<Painted> {
  const digits = Math.max(4, (bytes.length - 1).toString(16).length);
  for (let start = 0; start < bytes.length; start += bytesInRow) {
    const end = Math.min(bytes.length, start + bytesInRow);
    const cells: PaintedCell[] = [];
    const blank = (width: number) => ({ text: " ".repeat(width), width, step: 0 });
    for (let i = start; i < start + bytesInRow; i++) {
      if (i >= end) cells.push(blank(3));
      else cells.push({ text: hex(bytes[i]!), width: 2, step: costStep(bits[i]!) }, blank(1));
    }
    cells.push(blank(1));
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!;
      const text = byte >= 32 && byte < 127 ? String.fromCharCode(byte) : ".";
      cells.push({ text, width: 1, step: costStep(bits[i]!) });
    }
    yield { end, gutter: `${start.toString(16).padStart(digits, "0")}  `, cells };
  }
}
