import type { BatchReport, ReportedMeasurement, Sample } from "../../results/report.ts";
import { type LiveRows, wholeOf } from "../kit/live-rows.ts";
import type { PieceRenderer } from "../kit/renderer.ts";
import { type Cell, csvText } from "../kit/rows.ts";

const header = [
  "kind", "name", "regime", "ranked", "n", "quantity", "estimator", "unit", "status",
  "index", "label", "column", "value", "lower", "upper", "level", "method", "reason",
  "bound", "family", "position",
]; // biome-ignore format: one line a group reads better

const spectrumKeys = [
  "randomness", "growth", "growthExponent", "rate", "structure",
] as const; // biome-ignore format: one line

/** Long form: one row a number, so that every tool can pivot it. RFC 4180, one header line. */
export const liveCsv: LiveRows<Sample, BatchReport> = {
  begin: () => ({ head: csvText([header]), row: (sample) => csvText(rowsOfSample("sample", sample)) }),
  *end({ references, skipped, errors }) {
    for (const sample of references) yield csvText(rowsOfSample("reference", sample));
    for (const { input, reason } of skipped) yield csvText([accounted("skipped", input, reason)]);
    for (const { input, reason } of errors) yield csvText([accounted("failed", input, reason)]);
  },
};

export const renderCsv: PieceRenderer = wholeOf(liveCsv);

function accounted(status: string, name: string, reason: string): Cell[] {
  const known: Readonly<Record<string, Cell>> = { kind: "input", name, status, reason };
  return header.map((column) => known[column] ?? null);
}

function rowsOfSample(kind: string, sample: Sample): Cell[][] {
  const start: Cell[] = [
    kind,
    sample.name,
    sample.spectrum?.verdict.regime ?? null,
    String(sample.ranked),
    sample.n,
  ];
  const rows: Cell[][] = [];
  for (const key of spectrumKeys) {
    const coordinate = sample.spectrum?.[key];
    if (coordinate === undefined) continue;
    const about: Cell[] = [key, "spectrum", coordinate.unit, coordinate.status, null, null, null];
    rows.push(
      coordinate.status === "ok"
        ? [...start, ...about, coordinate.value, ...intervalCells(coordinate.interval), null, null]
        : [...start, ...about, null, null, null, null, null, coordinate.reason, null],
    );
  }
  for (const measurement of sample.measurements) {
    const bound = "bound" in measurement ? (measurement.bound ?? null) : null;
    for (const row of rowsOfMeasurement(start, measurement)) rows.push([...row, bound]);
  }
  const family: Cell[] = [sample.family?.id ?? null, sample.family?.position ?? null];
  return rows.map((row) => [...row, ...family]);
}

function rowsOfMeasurement(start: readonly Cell[], measurement: ReportedMeasurement): Cell[][] {
  const about: Cell[] = [measurement.quantity, measurement.estimator, measurement.unit, measurement.status];
  const none: Cell[] = [null, null, null, null];
  if (measurement.status === "undefined") {
    return [[...start, ...about, null, null, null, null, ...none, measurement.reason]];
  }
  switch (measurement.shape) {
    case "scalar":
      return [
        [
          ...start,
          ...about,
          null,
          null,
          null,
          measurement.value,
          ...intervalCells(measurement.interval),
          null,
        ],
      ];
    case "series":
      return measurement.value.points.map((point) => [
        ...start, ...about, point.x, null, null, point.value, ...intervalCells(point.interval), null,
      ]); // biome-ignore format: one line a group reads better
    case "table":
      // A row of a table becomes one row here for each of its columns after the first, which names it.
      return measurement.value.rows.flatMap((row, rank) =>
        measurement.value.columns.slice(1).map((column, k) => [
          ...start, ...about, rank + 1, row[0] ?? null, column, row[k + 1] ?? null, ...none, null,
        ]),
      ); // biome-ignore format: one line a group reads better
  }
}

function intervalCells(
  interval: { lower: number; upper: number; level: number; method: string } | null,
): Cell[] {
  return interval === null
    ? [null, null, null, null]
    : [interval.lower, interval.upper, interval.level, interval.method];
}
