import { quantities } from "../../core/quantities.ts";
import type { ReportedMeasurement, Sample, Samples } from "../../results/report.ts";
import { formatNumber, formatWithInterval } from "../kit/format.ts";
import type { PieceRenderer } from "../kit/renderer.ts";
import { markdownRow, markdownTable } from "../kit/rows.ts";
import { placeCells } from "../terminal/terminal-table.ts";

/** A report as Markdown: the table, and the inputs that were not measured. */
export const renderMarkdown: PieceRenderer = function* ({ samples, skipped, errors }) {
  const left = [...errors, ...skipped];
  if (samples.length > 0) {
    const [head, right, rowsOf] = isPlaced(samples) ? places : numbers;
    yield `${markdownTable(head, [], right)}\n`;
    for (const sample of samples) for (const row of rowsOf(sample)) yield `${markdownRow(row)}\n`;
  }
  if (samples.length > 0 && left.length > 0) yield "\n";
  if (left.length > 0) yield `${markdownTable(["not measured", "why"], [])}\n`;
  for (const { input, reason } of left) yield `${markdownRow([input, reason])}\n`;
};

function isPlaced(samples: Samples): boolean {
  for (const { spectrum } of samples) if (spectrum !== null) return true;
  return false;
}

/** A table: its head, the right-aligned columns, and the rows of each sample. */
type SampleTable = readonly [
  head: readonly string[],
  right: readonly number[],
  rowsOf: (sample: Sample) => string[][],
];

const places: SampleTable = [
  ["sample", "n", "randomness", "S kbit", "G kbit", "verdict", "like"],
  [1, 2, 3, 4],
  (sample) => {
    const { name, spectrum, like } = sample;
    const title = like?.status === "ok" ? like.title : "-";
    return [[name, ...placeCells(sample, "±"), spectrum?.verdict.regime ?? "-", title]];
  },
];

/** One row a number; for series and tables their length. */
const numbers: SampleTable = [
  ["sample", "estimator", "quantity", "value", "unit"],
  [3],
  ({ name, measurements }) =>
    measurements.map((one) => [name, one.estimator, quantities[one.quantity].title, textOf(one), one.unit]),
];

function textOf(measurement: ReportedMeasurement): string {
  if (measurement.status === "undefined") return `undefined: ${measurement.reason}`;
  if (measurement.shape === "table") return `${formatNumber(measurement.value.rows.length)} rows`;
  if (measurement.shape === "series") {
    const { index, points } = measurement.value;
    return points.map(({ x, value }) => `${formatNumber(value)} at ${index} = ${x}`).join(", ");
  }
  const sign = measurement.bound === undefined ? "" : measurement.bound === "upper" ? "≤ " : "≥ ";
  return sign + formatWithInterval(measurement.value, measurement.interval);
}
