import { quantities } from "../../core/quantities.ts";
import type { Coordinate, ReportedMeasurement, Sample } from "../../results/report.ts";
import {
  escapeForTerminal,
  formatColumn,
  formatCount,
  formatNumber,
  formatWithError,
  visibleLabel,
} from "../kit/format.ts";
import { type NamedRows, type NamedTable, namedTable, tableWidth } from "../kit/named-table.ts";
import type { Palette } from "../kit/palette.ts";
import type { View } from "../kit/renderer.ts";
import { errorOf } from "../kit/sample-labels.ts";
import { fitWidth, wrapText } from "../kit/text-width.ts";

/** Columns that names take beside their rows, at most. */
const mostName = 24;
const mostSpectrumName = 58;
/** Columns that a wrapped column keeps. */
const leastWrapped = 4;

/**
 * The table of the default view: where each sample lies, with its error.
 *
 * @param samples as many as are to be shown
 * @param marks of the samples, as on the map
 * @throws never
 */
export function spectrumTable(
  samples: readonly Sample[],
  marks: readonly string[],
  view: View,
  palette: Palette,
): string {
  const plusMinus = view.ascii ? "+-" : "±";
  const blocks = samples.map((sample, i) => {
    const spectrum = sample.spectrum;
    const regime = spectrum?.verdict.regime ?? null;
    const paint = (text: string) => (sample.ranked ? palette.regime(regime, text) : palette.dim(text));
    const cells = [
      formatCount(sample.n),
      spectrum === null ? "-" : coordinateText(spectrum.randomness, 3, plusMinus),
      spectrum === null ? "-" : coordinateText(inThousands(spectrum.structuralInformation), 1, plusMinus),
      spectrum === null ? "-" : coordinateText(spectrum.height, 1, plusMinus),
      spectrum === null ? "" : paint(sparkline(spectrum.curve, spectrum.alphabet, view.ascii)),
    ];
    return { mark: paint(marks[i] ?? ""), name: escapeForTerminal(sample.name, view.ascii), rows: [cells] };
  });
  const curve = view.ascii ? "l(1)..l(M)" : "l(1)…l(M)";
  const head = ["n", "randomness", "S  kbit", "height", curve];
  const table = { blocks, head, right: [0, 1, 2, 3] };
  return namedTable(table, (columns) => withFirstColumns(table, columns), mostSpectrumName, view, palette);
}

/** The table without what stands too far right for a terminal; verdicts name the height again. */
export function withFirstColumns(table: NamedTable, columns: number): NamedTable {
  const { head, blocks, right } = table;
  if (head.length === 1 || tableWidth(table) <= columns) return table;
  const fewer = {
    head: head.slice(0, -1),
    blocks: blocks.map((block) => ({ ...block, rows: block.rows.map((cells) => cells.slice(0, -1)) })),
    right,
  };
  return withFirstColumns(fewer, columns);
}

function inThousands(coordinate: Coordinate): Coordinate {
  if (coordinate.status !== "ok") return coordinate;
  const { value, interval } = coordinate;
  return {
    ...coordinate,
    value: value / 1000,
    interval:
      interval === null ? null : { ...interval, lower: interval.lower / 1000, upper: interval.upper / 1000 },
  };
}

export function coordinateText(coordinate: Coordinate, decimals: number, plusMinus: string): string {
  if (coordinate.status !== "ok") return "-";
  return formatColumn(coordinate.value, errorOf(coordinate), decimals, plusMinus);
}

/** The learning curve as bars against log2 A; at most ten, evenly chosen. */
function sparkline(curve: readonly { rate: number }[], alphabet: number, ascii: boolean): string {
  const bars = ascii ? "012345678" : " ▁▂▃▄▅▆▇█";
  const top = Math.log2(Math.max(2, alphabet));
  const shown =
    curve.length <= 10
      ? curve
      : Array.from({ length: 10 }, (_, i) => curve[Math.round((i * (curve.length - 1)) / 9)]!);
  return shown.map(({ rate }) => bars[Math.min(8, Math.max(0, Math.round((rate / top) * 8)))]).join("");
}

/**
 * The table of a run that asked for certain estimators: one row a number, one block a sample.
 *
 * @throws never
 */
export function measurementTable(samples: readonly Sample[], view: View, palette: Palette): string {
  const plusMinus = view.ascii ? "+-" : "±";
  const blocks = samples.map((sample) => ({
    name: escapeForTerminal(sample.name, view.ascii),
    rows: sample.measurements.flatMap((measurement) => measurementRows(measurement, plusMinus, view.ascii)),
  }));
  const table: NamedTable = { blocks, head: ["estimator", "quantity", "value", "unit"], right: [2] };
  const narrow = (columns: number) => [1, 0].reduce((wide, at) => wrapColumn(wide, at, columns, view), table);
  return namedTable(table, narrow, mostName, view, palette);
}

/** The table with one column wrapped so that all of it fits, as far as that column can give way. */
function wrapColumn(table: NamedTable, at: number, columns: number, view: View): NamedTable {
  const excess = tableWidth(table) - columns;
  if (excess <= 0) return table;
  const widest = tableWidth({ ...table, head: [table.head[at]!], blocks: onlyColumn(table.blocks, at) });
  const room = Math.max(leastWrapped, widest - excess);
  const wrapped = (cells: readonly string[]) =>
    wrapText(cells[at]!, room).map((line, i) =>
      cells.map((cell, column) => {
        if (column === at) return fitWidth(line, room, view.ascii ? "~" : "…");
        return i === 0 ? cell : "";
      }),
    );
  const head = table.head.map((cell, column) => (column === at ? fitWidth(cell, room) : cell));
  return { ...table, head, blocks: table.blocks.map((one) => ({ ...one, rows: one.rows.flatMap(wrapped) })) };
}

const onlyColumn = (blocks: readonly NamedRows[], at: number): NamedRows[] =>
  blocks.map((block) => ({ ...block, rows: block.rows.map((cells) => [cells[at]!]) }));

/** Columns of an n-gram. */
const labelColumns = 22;

/** Points and rows a terminal shows of a series or table; the machine formats carry all of them. */
const shownPoints = 20;

/** A number with its error, and with the sign of what it is a bound of. */
function boundedText(
  measurement: Extract<ReportedMeasurement, { shape: "scalar" }>,
  ascii: boolean,
  plusMinus: string,
): string {
  const text = formatWithError(measurement.value, errorOf(measurement), plusMinus);
  if (measurement.bound === undefined) return text;
  const signs = ascii ? { upper: "<=", lower: ">=" } : { upper: "≤", lower: "≥" };
  return `${signs[measurement.bound]} ${text}`;
}

function measurementRows(measurement: ReportedMeasurement, plusMinus: string, ascii: boolean): string[][] {
  const { estimator, unit } = measurement;
  const quantity = quantities[measurement.quantity].title;
  if (measurement.status === "undefined") return [[estimator, quantity, "undefined", ""]];
  switch (measurement.shape) {
    case "scalar":
      return [[estimator, quantity, boundedText(measurement, ascii, plusMinus), unit]];
    case "series":
      return measurement.value.points
        .slice(0, shownPoints)
        .map((point, i) => [
          i === 0 ? estimator : "",
          `${measurement.value.index} = ${point.x}`,
          formatWithError(point.value, errorOf(point), plusMinus),
          unit,
        ]);
    case "table":
      return measurement.value.rows
        .slice(0, shownPoints)
        .map((row, i) => [
          i === 0 ? estimator : "",
          fitWidth(visibleLabel(String(row[0] ?? ""), ascii), labelColumns, ascii ? "~" : "…"),
          formatNumber(Number(row[1] ?? 0)),
          unit === "1" ? "" : unit,
        ]);
  }
}
