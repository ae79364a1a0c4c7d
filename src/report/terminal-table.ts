import Table from "cli-table3";
import { quantities } from "../core/quantities.ts";
import type { Coordinate, ReportedMeasurement, Sample } from "../core/report.ts";
import {
  escapeForTerminal,
  formatColumn,
  formatCount,
  formatNumber,
  formatWithError,
  visibleLabel,
} from "./format.ts";
import type { Palette } from "./palette.ts";
import type { View } from "./renderer.ts";
import { halfWidthOf } from "./sample-labels.ts";
import { fitWidth, textWidth } from "./text-width.ts";

/** A table without borders: columns two blanks apart. */
export function plainTable(
  head: readonly string[],
  body: readonly (readonly string[])[],
  rightAligned: readonly number[],
): string {
  const gap = { left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: "  " };
  const edges = {
    top: "",
    "top-mid": "",
    "top-left": "",
    "top-right": "",
    bottom: "",
    "bottom-mid": "",
    "bottom-left": "",
    "bottom-right": "",
  };
  const table = new Table({
    head: [...head],
    chars: { ...gap, ...edges },
    colAligns: head.map((_, i) => (rightAligned.includes(i) ? "right" : "left")),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  table.push(...body.map((row) => [...row]));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

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
  const nameColumns = Math.max(8, Math.min(view.width, 120) - 62);
  const body = samples.map((sample, i) => {
    const spectrum = sample.spectrum;
    const regime = spectrum?.verdict.regime ?? null;
    const paint = (text: string) => (sample.ranked ? palette.regime(regime, text) : palette.dim(text));
    return [
      paint(marks[i] ?? ""),
      fitWidth(escapeForTerminal(sample.name, view.ascii), nameColumns, view.ascii ? "~" : "…"),
      formatCount(sample.n),
      spectrum === null ? "-" : coordinateText(spectrum.randomness, 3, plusMinus),
      spectrum === null ? "-" : coordinateText(inThousands(spectrum.structuralInformation), 1, plusMinus),
      spectrum === null ? "-" : coordinateText(spectrum.height, 1, plusMinus),
      spectrum === null ? "" : paint(sparkline(spectrum.curve, spectrum.alphabet, view.ascii)),
    ];
  });
  const curve = view.ascii ? "l(1)..l(M)" : "l(1)…l(M)";
  const head = ["", "sample", "n", "randomness", "S  kbit", "height", curve];
  return plainTable(head.map(palette.dim), body, [2, 3, 4, 5]);
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

function coordinateText(coordinate: Coordinate, decimals: number, plusMinus: string): string {
  if (coordinate.status !== "ok") return "-";
  return formatColumn(coordinate.value, halfWidthOf(coordinate), decimals, plusMinus);
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
  const head = ["estimator", "quantity", "value", "unit"];
  const blocks = samples.map((sample) => ({
    name: escapeForTerminal(sample.name, view.ascii),
    rows: sample.measurements.flatMap((measurement) => measurementRows(measurement, plusMinus, view.ascii)),
  }));
  const numbers = [head, ...blocks.flatMap(({ rows }) => rows)];
  const taken = head.reduce((sum, _, i) => sum + 2 + widest(numbers.map((cells) => cells[i] ?? "")), 0);
  const nameColumns = Math.max(8, Math.min(24, view.width - taken));
  const body = blocks.flatMap(({ name, rows }) =>
    rows.map((cells, i) => [i === 0 ? fitWidth(name, nameColumns, view.ascii ? "~" : "…") : "", ...cells]),
  );
  return plainTable(["sample", ...head].map(palette.dim), body, [3]);
}

function widest(cells: readonly string[]): number {
  return cells.reduce((columns, cell) => Math.max(columns, textWidth(cell)), 0);
}

/** Columns of an n-gram. */
const labelColumns = 22;

/** Points and rows a terminal shows of a series or table; the machine formats carry all of them. */
const shownPoints = 20;

function measurementRows(measurement: ReportedMeasurement, plusMinus: string, ascii: boolean): string[][] {
  const { estimator, unit } = measurement;
  const quantity = quantities[measurement.quantity].title;
  if (measurement.status === "undefined") return [[estimator, quantity, "undefined", ""]];
  switch (measurement.shape) {
    case "scalar":
      return [
        [estimator, quantity, formatWithError(measurement.value, halfWidthOf(measurement), plusMinus), unit],
      ];
    case "series":
      return measurement.value.points
        .slice(0, shownPoints)
        .map((point, i) => [
          i === 0 ? estimator : "",
          `${measurement.value.index} = ${point.x}`,
          formatWithError(point.value, halfWidthOf(point), plusMinus),
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
