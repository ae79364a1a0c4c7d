import { symbolsOf } from "../../core/encoding.ts";
import { largestOf } from "../../core/extremes.ts";
import type { ReportedMeasurement, Sample } from "../../results/report.ts";
import { escapeForTerminal, formatNumber, visibleLabel } from "../kit/format.ts";
import { type Palette, paletteFor } from "../kit/palette.ts";
import { plainTable } from "../kit/plain-table.ts";
import type { Renderer, View } from "../kit/renderer.ts";
import { fitWidth, textWidth } from "../kit/text-width.ts";

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
  const size = `${sample.n} ${symbolsOf[sample.encoding.id]}, ${sample.alphabet.present} of them different.`;
  const name = fitWidth(
    escapeForTerminal(sample.name, view.ascii),
    Math.max(8, view.width - 2 - size.length),
    view.ascii ? "~" : "…",
  );
  const title = `${palette.bold(name)}: ${size}`;
  if (counts.length === 0) return [title];
  const statistics = sample.measurements.flatMap((one) =>
    one.status === "ok" && one.shape === "scalar" ? [statistic(one)] : [],
  );
  return [
    title,
    filled(statistics, view.ascii ? "  |  " : "  ·  ", view.width),
    plainTable(
      ["k", "n-grams", "distinct", "occur once", "coverage"].map(palette.dim),
      counts.map((one) => [String(orderOf(one)), ...rowsOf(one).map((row) => formatNumber(Number(row[1])))]),
      [0, 1, 2, 3, 4],
    ),
    spectrumTable(tables("frequency-spectrum"), view, palette),
    topTable(tables("top-ngrams"), view, palette),
  ];
}

function statistic(measurement: ReportedMeasurement & { status: "ok"; shape: "scalar" }): string {
  return `${measurement.estimator} ${formatNumber(measurement.value)}`;
}

/** Joins parts, on as many lines as they need. */
function filled(parts: readonly string[], separator: string, columns: number): string {
  const lines = [parts[0] ?? ""];
  for (const part of parts.slice(1)) {
    const longer = `${lines.at(-1)}${separator}${part}`;
    if (textWidth(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines.join("\n");
}

/** How many n-grams occur once, twice, ...: as many lengths side by side as the terminal is wide. */
function spectrumTable(spectra: readonly ReportedMeasurement[], view: View, palette: Palette): string {
  return blocksOf(spectra, Math.max(1, Math.floor((Math.min(view.width, 120) - 7) / 10)), (block) => {
    const head = ["occur", ...block.map((one) => `${orderOf(one)}-grams`)];
    const body = Array.from({ length: spectrumRows }, (_, m) => [
      `${m + 1}x`,
      ...block.map((one) => String(rowsOf(one).find((row) => row[0] === m + 1)?.[1] ?? 0)),
    ]);
    return plainTable(
      head.map(palette.dim),
      body,
      head.map((_, i) => i),
    );
  });
}

/** Cuts a list into blocks that fit side by side and draws each below the one before. */
function blocksOf<Item>(
  items: readonly Item[],
  perBlock: number,
  draw: (block: readonly Item[]) => string,
): string {
  const blocks: string[] = [];
  for (let start = 0; start < items.length; start += perBlock)
    blocks.push(draw(items.slice(start, start + perBlock)));
  return blocks.join("\n\n");
}

/** As many lengths side by side as the terminal is wide. */
function topTable(tops: readonly ReportedMeasurement[], view: View, palette: Palette): string {
  const widest = largestOf(
    tops.map((one) => rowsOf(one).length),
    1,
  );
  const cell = (one: ReportedMeasurement, rank: number): [string, string] => {
    const row = rowsOf(one)[rank];
    if (row === undefined) return ["", ""];
    return [fitWidth(visibleLabel(String(row[0]), view.ascii), 16, view.ascii ? "~" : "…"), String(row[1])];
  };
  return blocksOf(tops, Math.max(1, Math.floor(Math.min(view.width, 120) / 26)), (block) => {
    const body = Array.from({ length: widest }, (_, rank) => block.flatMap((one) => cell(one, rank)));
    const head = block.flatMap((one) => [`${orderOf(one)}-gram`, "count"]);
    return plainTable(
      head.map(palette.dim),
      body,
      block.map((_, i) => 2 * i + 1),
    );
  });
}

function orderOf(measurement: ReportedMeasurement): number {
  return Number(measurement.parameters["k"]);
}

function rowsOf(measurement: ReportedMeasurement): readonly (readonly (string | number | null)[])[] {
  return measurement.status === "ok" && measurement.shape === "table" ? measurement.value.rows : [];
}
