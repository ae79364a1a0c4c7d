import { quantities } from "../core/quantities.ts";
import type { ReportedMeasurement, Sample } from "../core/report.ts";
import { formatCount, formatNumber, formatWithError } from "./format.ts";
import { markdownTable } from "./markdown-table.ts";
import type { Renderer } from "./renderer.ts";
import { errorOf } from "./sample-labels.ts";
import { coordinateText } from "./terminal-table.ts";

/** A report as Markdown: the table, and what was not measured. */
export const renderMarkdown: Renderer = ({ samples, skipped, errors }) => {
  const placed = samples.some(({ spectrum }) => spectrum !== null);
  const left = [...errors, ...skipped];
  const parts = [
    ...(samples.length === 0 ? [] : [placed ? placesTable(samples) : numbersTable(samples)]),
    ...(left.length === 0
      ? []
      : [
          markdownTable(
            ["not measured", "why"],
            left.map(({ input, reason }) => [input, reason]),
          ),
        ]),
  ];
  return parts.length === 0 ? "" : `${parts.join("\n\n")}\n`;
};

function placesTable(samples: readonly Sample[]): string {
  const rows = samples.map(({ name, n, spectrum }) => [
    name,
    formatCount(n),
    ...(["randomness", "structure", "height"] as const).map((id) =>
      spectrum === null ? "-" : coordinateText(spectrum[id], id === "randomness" ? 3 : 1, "±"),
    ),
    spectrum?.verdict.regime ?? "-",
  ]);
  return markdownTable(["sample", "n", "randomness", "structure", "height", "verdict"], rows, [1, 2, 3, 4]);
}

/** One row a number; of series and tables how many there are. */
function numbersTable(samples: readonly Sample[]): string {
  const rows = samples.flatMap(({ name, measurements }) =>
    measurements.map((one) => [name, one.estimator, quantities[one.quantity].title, textOf(one), one.unit]),
  );
  return markdownTable(["sample", "estimator", "quantity", "value", "unit"], rows, [3]);
}

function textOf(measurement: ReportedMeasurement): string {
  if (measurement.status === "undefined") return `undefined: ${measurement.reason}`;
  if (measurement.shape === "table") return `${formatNumber(measurement.value.rows.length)} rows`;
  if (measurement.shape === "series") {
    const { index, points } = measurement.value;
    return points.map(({ x, value }) => `${formatNumber(value)} at ${index} = ${x}`).join(", ");
  }
  const sign = measurement.bound === undefined ? "" : measurement.bound === "upper" ? "≤ " : "≥ ";
  return sign + formatWithError(measurement.value, errorOf(measurement));
}
