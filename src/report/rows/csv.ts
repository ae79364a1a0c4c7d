import type { Bound, Interval } from "../../core/measurement.ts";
import type { BatchReport, ReportedMeasurement, Sample } from "../../results/report.ts";
import { type LiveRows, wholeOf } from "../kit/live-rows.ts";
import type { PieceRenderer } from "../kit/renderer.ts";
import { type Cell, csvText, type Rows, rowsOf } from "../kit/rows.ts";

const header = [
  "kind", "name", "regime", "ranked", "n", "quantity", "estimator", "unit", "status",
  "index", "label", "column", "value", "lower", "upper", "level", "method", "reason",
  "bound", "family", "position", "like",
]; // biome-ignore format: one line a group reads better

const spectrumKeys = [
  "randomness", "growth", "exponent", "rate", "structure",
] as const; // biome-ignore format: one line

/** Long form: one row a number, so that every tool can pivot it. RFC 4180, one header line. */
export const liveCsv: LiveRows<Sample, BatchReport> = {
  begin: () => ({ head: csvText([header]), row: (sample) => csvText(rowsOfSample("sample", sample)) }),
  *end(report) {
    for (const rows of rowsAfter(report)) yield csvText(rows);
  },
};

export const renderCsv: PieceRenderer = wholeOf(liveCsv);

/** The same rows, together. */
export function rowsOfReport(report: BatchReport): Rows {
  const samples = Array.from(report.samples, (sample) => rowsOfSample("sample", sample));
  return { columns: header, rows: [...samples, ...rowsAfter(report)].flat() };
}

/** References, and inputs that were not measured. */
function* rowsAfter({ references, skipped, errors }: BatchReport): Generator<Cell[][]> {
  for (const sample of references) yield rowsOfSample("reference", sample);
  for (const { input, reason } of skipped) yield [accounted("skipped", input, reason)];
  for (const { input, reason } of errors) yield [accounted("failed", input, reason)];
}

function accounted(status: string, name: string, reason: string): Cell[] {
  return rowsOf(header, [{ kind: "input", name, status, reason }]).rows[0]!;
}

interface About {
  readonly quantity: string;
  readonly estimator: string;
  readonly unit: string;
  readonly status: string;
}

/** What the rows of one measurement differ in; the rest of the cells are empty. */
interface Part {
  readonly index?: number;
  readonly label?: Cell | undefined;
  readonly column?: string;
  readonly value?: Cell | undefined;
  readonly interval?: Interval | null;
  readonly reason?: string;
  readonly bound?: Bound | undefined;
}

function rowsOfSample(
  kind: string,
  { name, spectrum, like, ranked, n, family, measurements }: Sample,
): Cell[][] {
  const rowOf = (
    { quantity, estimator, unit, status }: About,
    { index, label, column, value, interval, reason, bound }: Part,
  ): Cell[] => [
    kind, name, spectrum?.verdict.regime ?? null, String(ranked), n, quantity, estimator, unit, status,
    index ?? null, label ?? null, column ?? null, value ?? null,
    interval?.lower ?? null, interval?.upper ?? null, interval?.level ?? null, interval?.method ?? null,
    reason ?? null, bound ?? null, family?.id ?? null, family?.position ?? null,
    like?.status === "ok" ? like.title : null,
  ]; // biome-ignore format: one line a group reads better
  const coordinates = spectrumKeys.flatMap((quantity) => {
    const found = spectrum?.[quantity];
    return found === undefined ? [] : [rowOf({ quantity, estimator: "spectrum", ...found }, found)];
  });
  return [...coordinates, ...measurements.flatMap((one) => partsOf(one).map((part) => rowOf(one, part)))];
}

function partsOf(measurement: ReportedMeasurement): readonly Part[] {
  if (measurement.status === "undefined" || measurement.shape === "scalar") return [measurement];
  if (measurement.shape === "series")
    return measurement.value.points.map(({ x, value, interval }) => ({ index: x, value, interval }));
  const { columns, rows } = measurement.value;
  // A row of a table becomes one row here for each of its columns after the first, which names it.
  return rows.flatMap((row, rank) =>
    columns.slice(1).map((column, k) => ({ index: rank + 1, label: row[0], column, value: row[k + 1] })),
  );
}
