import { largestOf } from "../../core/collections.ts";
import { symbolsOf } from "../../core/encoding.ts";
import type { ReportedMeasurement, Sample } from "../../results/report.ts";
import { formatNumber, visibleLabel } from "../kit/format.ts";
import { type Layout, layoutFor } from "../kit/layout.ts";
import type { Renderer } from "../kit/renderer.ts";
import { textWidth } from "../kit/text-width.ts";

/** Rows of the frequency spectrum in a terminal. */
const spectrumRows = 8;

/** The n-grams of each input: statistics, counts, frequency spectrum, and the most frequent ones side by side. */
export const renderNgramTables: Renderer = (report, view) => {
  const layout = layoutFor(view);
  return report.samples.map((sample) => `${ngramsOf(sample, layout).join("\n\n")}\n`).join("\n");
};

function ngramsOf(sample: Sample, layout: Layout): string[] {
  // An input shorter than k has no k-grams.
  const tables = (estimator: string) =>
    sample.measurements.filter((one) => one.estimator === estimator && one.status === "ok");
  const counts = tables("ngram-counts");
  const size = `${sample.n} ${symbolsOf[sample.encoding.id]}, ${sample.alphabet.present} of them different.`;
  const name = layout.name(sample.name, Math.max(8, layout.view.width - 2 - size.length));
  const title = `${layout.bold(name)}: ${size}`;
  if (counts.length === 0) return [title];
  const statistics = sample.measurements.flatMap((one) =>
    one.status === "ok" && one.shape === "scalar" ? [statistic(one)] : [],
  );
  return [
    title,
    filled(statistics, layout.view.ascii ? "  |  " : "  ·  ", layout.view.width),
    layout.table(
      ["k", "n-grams", "distinct", "occur once", "coverage"],
      counts.map((one) => [String(orderOf(one)), ...rowsOf(one).map((row) => formatNumber(Number(row[1])))]),
      [0, 1, 2, 3, 4],
    ),
    spectrumTable(tables("frequency-spectrum"), layout),
    topTable(tables("top-ngrams"), layout),
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

/** Numbers of n-grams that occur once, twice, ...: as many lengths side by side as the terminal is wide. */
function spectrumTable(spectra: readonly ReportedMeasurement[], layout: Layout): string {
  return blocksOf(spectra, Math.max(1, Math.floor((Math.min(layout.view.width, 120) - 7) / 10)), (block) => {
    const head = ["occur", ...block.map((one) => `${orderOf(one)}-grams`)];
    const body = Array.from({ length: spectrumRows }, (_, m) => [
      `${m + 1}x`,
      ...block.map((one) => String(rowsOf(one).find((row) => row[0] === m + 1)?.[1] ?? 0)),
    ]);
    return layout.table(
      head,
      body,
      head.map((_, i) => i),
    );
  });
}

/** Cuts a list into blocks that fit side by side and draws them below each other. */
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
function topTable(tops: readonly ReportedMeasurement[], layout: Layout): string {
  const widest = largestOf(
    tops.map((one) => rowsOf(one).length),
    1,
  );
  const cell = (one: ReportedMeasurement, rank: number): [string, string] => {
    const row = rowsOf(one)[rank];
    if (row === undefined) return ["", ""];
    return [layout.cut(visibleLabel(String(row[0]), layout.view.ascii), 16), String(row[1])];
  };
  return blocksOf(tops, Math.max(1, Math.floor(Math.min(layout.view.width, 120) / 26)), (block) => {
    const body = Array.from({ length: widest }, (_, rank) => block.flatMap((one) => cell(one, rank)));
    const head = block.flatMap((one) => [`${orderOf(one)}-gram`, "count"]);
    return layout.table(
      head,
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
