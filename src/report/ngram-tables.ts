import type { ReportedMeasurement, Sample } from "../core/report.ts";
import { escapeForTerminal, formatNumber } from "./format.ts";
import { type Palette, paletteFor } from "./palette.ts";
import type { Renderer, View } from "./renderer.ts";
import { plainTable } from "./terminal-table.ts";
import { fitWidth } from "./text-width.ts";

/** Rows of the frequency spectrum that a terminal shows. */
const spectrumRows = 8;

/** The n-grams of each input: statistics, counts, frequency spectrum, and the most frequent ones side by side. */
export const renderNgramTables: Renderer = (report, view) => {
  const palette = paletteFor(view.color);
  return report.samples.map((sample) => `${ngramsOf(sample, view, palette).join("\n\n")}\n`).join("\n");
};

function ngramsOf(sample: Sample, view: View, palette: Palette): string[] {
  // An input shorter than k has no k-grams to show.
  const tables = (estimator: string) =>
    sample.measurements.filter((one) => one.estimator === estimator && one.status === "ok");
  const counts = tables("ngram-counts");
  return [
    `${palette.bold(escapeForTerminal(sample.name))}  ${sample.n} ${sample.encoding.id}, ${sample.alphabet.present} different`,
    sample.measurements
      .flatMap((one) => (one.status === "ok" && one.shape === "scalar" ? [statistic(one)] : []))
      .join(view.ascii ? "  |  " : "  ·  "),
    plainTable(
      ["k", "n-grams", "distinct", "occur once", "coverage"].map(palette.dim),
      counts.map((one) => [String(orderOf(one)), ...rowsOf(one).map((row) => formatNumber(Number(row[1])))]),
      [0, 1, 2, 3, 4],
    ),
    sideBySide(
      ["occur", ...counts.map((one) => `${orderOf(one)}-grams`)],
      Array.from({ length: spectrumRows }, (_, m) => [
        `${m + 1}x`,
        ...tables("frequency-spectrum").map((one) =>
          String(rowsOf(one).find((row) => row[0] === m + 1)?.[1] ?? 0),
        ),
      ]),
      palette,
    ),
    topTable(tables("top-ngrams"), view, palette),
  ];
}

function statistic(measurement: ReportedMeasurement & { status: "ok"; shape: "scalar" }): string {
  return `${measurement.estimator} ${formatNumber(measurement.value)}`;
}

function sideBySide(head: readonly string[], body: readonly (readonly string[])[], palette: Palette): string {
  return plainTable(
    head.map(palette.dim),
    body,
    head.map((_, i) => i),
  );
}

/** As many lengths side by side as the terminal is wide. */
function topTable(tops: readonly ReportedMeasurement[], view: View, palette: Palette): string {
  const widest = Math.max(...tops.map((one) => Math.max(1, rowsOf(one).length)));
  const cell = (one: ReportedMeasurement, rank: number): [string, string] => {
    const row = rowsOf(one)[rank];
    if (row === undefined) return ["", ""];
    return [fitWidth(visible(String(row[0]), view.ascii), 16, view.ascii ? "~" : "…"), String(row[1])];
  };
  const perBlock = Math.max(1, Math.floor(Math.min(view.width, 120) / 26));
  const blocks: string[] = [];
  for (let start = 0; start < tops.length; start += perBlock) {
    const block = tops.slice(start, start + perBlock);
    const body = Array.from({ length: widest }, (_, rank) => block.flatMap((one) => cell(one, rank)));
    const head = block.flatMap((one) => [`${orderOf(one)}-gram`, "count"]);
    blocks.push(
      plainTable(
        head.map(palette.dim),
        body,
        block.map((_, i) => 2 * i + 1),
      ),
    );
  }
  return blocks.join("\n\n");
}

/** Blanks are n-grams too: they must be seen. */
function visible(ngram: string, ascii: boolean): string {
  return escapeForTerminal(ngram).replaceAll(" ", ascii ? "_" : "␣");
}

function orderOf(measurement: ReportedMeasurement): number {
  return Number(measurement.parameters["k"]);
}

function rowsOf(measurement: ReportedMeasurement): readonly (readonly (string | number | null)[])[] {
  return measurement.status === "ok" && measurement.shape === "table" ? measurement.value.rows : [];
}
