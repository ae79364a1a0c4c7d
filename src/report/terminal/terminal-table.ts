import { type QuantityId, quantities } from "../../core/quantities.ts";
import type { Coordinate, ReportedMeasurement, Sample } from "../../results/report.ts";
import { errorOf, inThousands } from "../kit/figures.ts";
import {
  escapeForTerminal,
  formatColumn,
  formatCount,
  formatNumber,
  formatWithInterval,
  visibleLabel,
} from "../kit/format.ts";
import type { Layout } from "../kit/layout.ts";
import { type NamedTable, tableWidth } from "../kit/named-table.ts";
import type { View } from "../kit/renderer.ts";
import type { RowColumns } from "../kit/row-layout.ts";
import { fitWidth } from "../kit/text-width.ts";

/** Most columns of names beside their rows. */
const mostName = 24;
const mostSpectrumName = 58;

/** The table of the default view: the position of each sample, with its error. */
export function spectrumColumns(names: readonly string[], ascii: boolean): RowColumns {
  const curve = ascii ? "l(1)..l(M)" : "l(1)…l(M)";
  return {
    names: names.map((name) => escapeForTerminal(name, ascii)),
    mostName: mostSpectrumName,
    marked: true,
    head: ["n", "randomness", "S  kbit", "G  kbit", curve],
    widths: [5, 13, 11, 11, 10],
    right: [0, 1, 2, 3],
  };
}

/** A sample's mark and its row of that table. */
export function spectrumRow(
  sample: Sample,
  mark: string,
  layout: Layout,
): { readonly mark: string; readonly cells: string[] } {
  const { spectrum } = sample;
  const regime = spectrum?.verdict.regime ?? null;
  const paint = (text: string) => (sample.ranked ? layout.regime(regime, text) : layout.dim(text));
  return {
    mark: paint(mark),
    cells: [
      ...placeCells(sample, layout.plusMinus),
      spectrum === null ? "" : paint(sparkline(spectrum.curve, spectrum.alphabet, layout.view.ascii)),
    ],
  };
}

/** n, randomness, and S and G in kbit, the same in every table. */
export function placeCells({ n, spectrum }: Sample, plusMinus: string): string[] {
  if (spectrum === null) return [formatCount(n), "-", "-", "-"];
  const { randomness, structure, growth } = spectrum;
  return [
    formatCount(n),
    coordinateText(randomness, 3, plusMinus),
    ...[structure, growth].map((one) =>
      coordinateText(one.status === "ok" ? { ...one, ...inThousands(one) } : one, 1, plusMinus),
    ),
  ];
}

/** The table without the columns that a terminal has no room for; verdicts repeat the structure. */
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
 * The table of a run with estimators: one row a number, one block a sample.
 *
 * @param estimators their ids, as far as they are known before the first measurement
 */
export function measurementColumns(
  names: readonly string[],
  estimators: readonly { readonly id: string; readonly quantity: QuantityId }[],
  ascii: boolean,
): RowColumns {
  const widest = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, text.length), 0);
  return {
    names: names.map((name) => escapeForTerminal(name, ascii)),
    mostName,
    marked: false,
    head: ["estimator", "quantity", "value", "unit"],
    widths: [
      widest(estimators.map(({ id }) => id)),
      widest(estimators.map(({ quantity }) => quantities[quantity].title)),
      valueColumns,
      widest(estimators.map(({ quantity }) => quantities[quantity].unit)),
    ],
    right: [2],
    yielding: [1, 0],
  };
}

/** Columns of a number with its error. */
const valueColumns = 21;

/** The rows of a sample in that table. */
export function measurementBlock(sample: Sample, { ascii }: View): string[][] {
  const plusMinus = ascii ? "+-" : "±";
  return sample.measurements.flatMap((measurement) => measurementRows(measurement, plusMinus, ascii));
}

/** Columns of an n-gram. */
const labelColumns = 22;

/** Points and rows of a series or table in a terminal; the machine formats have all of them. */
const shownPoints = 20;

/** A number with its error, and with a sign if it is a bound. */
function boundedText(
  measurement: Extract<ReportedMeasurement, { shape: "scalar" }>,
  ascii: boolean,
  plusMinus: string,
): string {
  const text = formatWithInterval(measurement.value, measurement.interval, plusMinus);
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
          formatWithInterval(point.value, point.interval, plusMinus),
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
