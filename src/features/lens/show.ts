import { Lines, placeText } from "../../encodings/text-lines.ts";
import { characterAt, characterEnd } from "../../encodings/utf8.ts";
import { costScale, costStep, inCostColour, stepText } from "../../report/kit/cost-scale.ts";
import { listed } from "../../report/kit/figures.ts";
import { escapeForTerminal, formatNumber } from "../../report/kit/format.ts";
import { layoutFor } from "../../report/kit/layout.ts";
import { plainTable } from "../../report/kit/plain-table.ts";
import type { View } from "../../report/kit/renderer.ts";
import { type Rows, rowsOf } from "../../report/kit/rows.ts";
import { textWidth, wrapText } from "../../report/kit/text-width.ts";
import type { LensReport, LensSpan } from "../../results/lens-schema.ts";
import { sectionLines, strip } from "../sections/show.ts";
import type { Lens } from "./read-lens.ts";

/** Most spans listed above the text; each is also named where it begins. */
const mostListed = 20;
const listing = { most: 6, placed: false, more: "mesoscope sections lists them" };
const percent = 100;

/** A text in the colours of its costs, for a person, in pieces. */
export function* renderLens(lens: Lens, view: View): Generator<string> {
  const { report, sections } = lens;
  const layout = layoutFor(view);
  const { dim } = layout;
  yield `${wrapText(`${summary(lens)} ${rateText(report)}`.trimEnd(), view.width).join("\n")}\n`;
  if (sections) {
    const listed = sectionLines(sections.sections, layout, listing);
    yield `\n${layout.paragraph(sections.sentence)}\n\n${strip(sections, layout)}\n\n${listed.join("\n")}\n`;
  }
  if (report.read < report.size)
    yield `The first ${report.read} of ${report.size} bytes were read; a larger --max-memory reads up to 16 MiB.\n`;
  const remarkable = report.spans.filter(({ kind }) => kind !== "like the rest");
  const shown = view.whole ? remarkable.length : Math.min(mostListed, remarkable.length);
  if (shown > 0) yield `\n${spanTable(remarkable.slice(0, shown), view)}`;
  if (remarkable.length > shown) yield dim(`and ${remarkable.length - shown} more; -f csv lists them all\n`);
  if (report.read === 0 || (view.whole && lens.showsText !== true)) return;
  yield `\n${legend(view)}\n\n`;
  const rows = report.text ? textRows(lens, view) : byteRows(lens);
  // Spans and rows are both in order.
  let next = 0;
  for (const row of rows) {
    for (; next < remarkable.length && remarkable[next]!.start.offset < row.end; next++)
      yield dim(`${" ".repeat(row.gutter.length)}${spanLine(remarkable[next]!, view)}\n`);
    yield rowText(row, view);
  }
}

/** A printed line, in colour, or with a line of marks below it. */
function rowText({ gutter, cells }: PrintedLine, view: View): string {
  const { dim } = layoutFor(view);
  if (view.color) {
    let line = dim(gutter);
    for (let i = 0; i < cells.length; ) {
      let text = "";
      const { step } = cells[i]!;
      for (; i < cells.length && cells[i]!.step === step; i++) text += cells[i]!.text;
      line += inCostColour(text, step, view.basicColors === true);
    }
    return `${line}\n`;
  }
  const text = cells.map((cell) => cell.text).join("");
  const marks = cells
    .map(({ step, width }) => (step < 0 ? "?" : costScale[step]!.mark).repeat(width))
    .join("");
  return `${`${gutter}${text}`.trimEnd()}\n${`${" ".repeat(gutter.length)}${marks}`.trimEnd()}\n`;
}

function legend(view: View): string {
  const steps = costScale.map((_, step) => stepText(step));
  if (view.color)
    return `bits  ${steps.map((text, step) => inCostColour(` ${text} `, step, view.basicColors === true)).join(" ")}`;
  const marks = steps.map((text, step) => `${step === 0 ? "blank" : costScale[step]!.mark} for ${text}`);
  const said = `Below each line, the cost of its characters in bits: ${marks.join(", ")}; ? if it is not known.`;
  return wrapText(said, view.width).join("\n");
}

/** One sentence from the numbers alone. */
export function summary({ report, sections }: Pick<Lens, "report" | "sections">): string {
  const { spans, read, rate, reader } = report;
  if (read === 0) return "The input is empty.";
  if (rate === null) return `${reader.name} has no losses of these bytes.`;
  const nothing = sections
    ? "Nothing in it is noise, order, a copy or unlike the rest."
    : "It is all of one kind.";
  const [only] = spans;
  if (spans.length === 1) {
    if (only!.kind === "noise") return "All of it is noise.";
    if (only!.kind === "order") return "All of it is order: almost every byte is predictable.";
    return nothing;
  }
  const parts = (["noise", "order", "copy", "unlike the rest"] as const).flatMap((kind) => {
    const bytes = spans.reduce((sum, span) => sum + (span.kind === kind ? span.bytes : 0), 0);
    if (bytes === 0) return [];
    return [{ share: shareText(bytes / read), is: kind === "copy" ? "copied" : kind }];
  });
  if (parts.length === 0) return nothing;
  return `${listed(parts.map(({ share, is }, i) => `${share}${i === 0 ? " of it" : ""} is ${is}`))}.`.replace(
    /^l/,
    "L",
  );
}

const rateText = ({ rate, reader }: LensReport) =>
  rate === null
    ? ""
    : `A byte costs ${formatNumber(rate)} bits on average${reader.kind === "observer" ? "" : ` (${escapeForTerminal(reader.name)})`}.`;

function shareText(share: number): string {
  return share < 0.01 ? "less than 1 %" : `${Math.round(share * percent)} %`;
}

function spanTable(spans: readonly LensSpan[], view: View): string {
  const { dim } = layoutFor(view);
  const rows = spans.map(({ kind, start, end, bytes, rate, p, copyOf }) => [
    kind,
    placeText(start),
    placeText(end),
    String(bytes),
    rate === null ? "" : rate.toFixed(2),
    p === null ? "" : chanceText(p),
    copyOf === null ? "" : `of ${placeText(copyOf)}`,
  ]);
  const head = ["", "from", "to", "bytes", "bit/byte", "p", ""].map((name) => dim(name));
  return `${plainTable(head, rows, [3, 4, 5])}\n`;
}

function chanceText(p: number): string {
  return p < 1e-9 ? "<1e-9" : p.toPrecision(2);
}

function spanLine({ kind, start, bytes, rate, copyOf }: LensSpan, view: View): string {
  const bar = view.ascii ? "--" : "──";
  const what = copyOf === null ? kind : `copy of ${placeText(copyOf)}`;
  return `${bar} ${placeText(start)} ${what}, ${bytes} bytes${rate === null ? "" : `, ${rate.toFixed(2)} bit/byte`}`;
}

const columns = [
  ...["kind", "start", "end", "line", "column", "endLine", "endColumn", "bytes", "bits", "rate", "p"],
  ...["copyOf", "copyOfLine", "copyOfColumn"],
];

/** One row per span. */
export const lensRows = ({ report }: Lens): Rows =>
  rowsOf(
    columns,
    report.spans.map(({ start, end, copyOf, ...span }) => ({
      ...span,
      ...{ start: start.offset, line: start.line, column: start.column },
      ...{ end: end.offset, endLine: end.line, endColumn: end.column },
      ...{ copyOf: copyOf?.offset, copyOfLine: copyOf?.line, copyOfColumn: copyOf?.column },
    })),
  );

/** A run of one colour. */
interface PaintedCell {
  readonly text: string;
  /** columns */
  readonly width: number;
  /** of `costScale`; -1: unknown */
  readonly step: number;
}

interface PrintedLine {
  /** offset after its last byte */
  readonly end: number;
  /** line number or offset, and a blank */
  readonly gutter: string;
  readonly cells: readonly PaintedCell[];
}

const tabStop = 8;
const bytesInRow = 16;
const [tab, lineFeed, carriageReturn] = [9, 10, 13];

/**
 * The lines of a text, wrapped to the view; control and invisible characters are escaped.
 *
 * Cost: one line at a time.
 */
function* textRows({ bytes, bits }: Lens, view: View): Generator<PrintedLine> {
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
      // A combining character goes with its letter.
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
  // A line end has a cost too, and is shown as a blank; so is half of one.
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

/** Bytes in rows of sixteen, in hexadecimal and ASCII. */
function* byteRows({ bytes, bits }: Lens): Generator<PrintedLine> {
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
