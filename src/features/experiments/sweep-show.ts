import { grouped } from "../../core/collections.ts";
import { type QuantityId, quantities } from "../../core/quantities.ts";
import { errorOf } from "../../report/kit/figures.ts";
import { formatCount, formatNumber, formatWithError } from "../../report/kit/format.ts";
import { type Layout, layoutFor } from "../../report/kit/layout.ts";
import { namedTable } from "../../report/kit/named-table.ts";
import type { View } from "../../report/kit/renderer.ts";
import { endsOf, type Rows, rowsOf } from "../../report/kit/rows.ts";
import { wrapText } from "../../report/kit/text-width.ts";
import { liveRows } from "../../report/rows/from-rows.ts";
import { withFirstColumns } from "../../report/terminal/terminal-table.ts";
import type { Sweep, SweepCurve, SweepOptions, SweepPoint } from "./sweep-schema.ts";

/** Most columns for the values of parameters. */
const mostValues = 32;

/** A sweep for a person: a table for each estimator, truth beside estimate, and what has not converged. */
export function renderSweep({ options, curves }: Sweep, view: View): string {
  const layout = layoutFor(view);
  const tables = Array.from(grouped(curves, keyOf).values(), (own) => {
    return `${layout.bold(wrapText(titleOf(own[0]!), view.width).join("\n"))}\n${tableOf(own, layout)}`;
  });
  const open = curves.filter(({ convergence }) => convergence.verdict === "not-converged");
  const marks = open.map((curve) =>
    layout.paragraph(
      `* ${nameOf(curve, layout)}, ${curve.estimator}: not converged: ${curve.convergence.because}`,
      2,
    ),
  );
  const runs = `mean ${layout.plusMinus} 95 % and spread over ${options.repeat} seeded sequences each; the first seed is ${options.seed}`;
  const settled = curves.filter(({ convergence }) => convergence.verdict === "settled").length;
  const recipe = layout.paragraph(
    `${layout.escape(options.recipe)}: ${settled} of ${curves.length} estimates converged, ${open.length} did not.`,
    2,
  );
  return `${[recipe, ...tables, ...(marks.length > 0 ? [marks.join("\n")] : []), layout.dim(layout.paragraph(runs, 2))].join("\n\n")}\n`;
}

const keyOf = ({ estimator, parameters }: SweepCurve) => `${estimator} ${JSON.stringify(parameters)}`;

function titleOf({ estimator, quantity, unit }: SweepCurve): string {
  const { title, symbol } = quantities[quantity as QuantityId];
  return `${estimator}: ${title} ${symbol}${unit === "1" ? "" : `, ${unit}`}`;
}

function nameOf({ values }: SweepCurve, layout: Layout): string {
  const parts = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  return layout.escape(parts.length === 0 ? "as given" : parts.join(" "));
}

function tableOf(curves: readonly SweepCurve[], layout: Layout): string {
  const blocks = curves.map((curve) => {
    const star = curve.convergence.verdict === "not-converged" ? "*" : "";
    const rows = curve.points.map((point, i) => {
      const isLast = i === curve.points.length - 1;
      return [
        formatCount(point.n),
        truthText(curve),
        meanText(point, layout) + (isLast ? star : ""),
        spreadText(point),
      ];
    });
    return { name: nameOf(curve, layout), rows };
  });
  const table = { blocks, head: ["n", "truth", "mean", "spread"], right: [0, 1], names: "" };
  return namedTable(table, (columns) => withFirstColumns(table, columns), mostValues, layout);
}

/** The truth, or its bounds. */
function truthText({ truth }: SweepCurve): string {
  if (truth === null) return "-";
  if (truth.value !== null) return formatNumber(truth.value);
  return `${formatNumber(truth.lower)} to ${formatNumber(truth.upper)}`;
}

const spreadText = ({ deviation }: SweepPoint) => (deviation === null ? "" : deviation.toPrecision(2));

function meanText({ mean }: SweepPoint, layout: Layout): string {
  if (mean === null) return "undefined";
  return formatWithError(mean.value, errorOf(mean), layout.plusMinus);
}

/** One row per estimator on a recipe at a size, a column for each parameter. */
export const sweepRows = ({ options, curves }: Sweep): Rows => recordsOf(curves, options);

/** The same rows, recipe by recipe as they are measured. */
export const liveSweep = (format: "csv" | "ndjson") =>
  liveRows(
    format,
    columnsOf,
    (curves: readonly SweepCurve[], options: SweepOptions) => recordsOf(curves, options).rows,
  );

const columns = [
  "recipe", "alphabet", "estimator", "parameters", "quantity", "unit", "n", "against", "truth", "truthLower", "truthUpper",
  "mean", "lower", "upper", "level", "deviation", "defined", "runs", "converged", "because", "reason",
]; // biome-ignore format: one line a group reads better

const columnsOf = ({ parameters }: SweepOptions) => [...parameters.map(({ name }) => name), ...columns];

function recordsOf(curves: readonly SweepCurve[], options: SweepOptions) {
  const rows = curves.flatMap(({ values, parameters, truth, convergence, points, ...about }) => {
    const records = points.map(({ n, mean, deviation, defined, runs, reason }, i) => ({
      ...about,
      ...{ parameters: JSON.stringify(parameters), n, deviation, defined, runs: runs.length, reason },
      ...(truth && { against: truth.against, truth: truth.value, ...endsOf({ interval: truth }, "truth") }),
      ...(mean && { mean: mean.value, ...endsOf(mean), level: mean.interval?.level }),
      ...(i === points.length - 1 && { converged: convergence.verdict, because: convergence.because }),
    }));
    // A parameter may have the name of a column.
    const first = options.parameters.map(({ name }) => values[name] ?? null);
    return rowsOf(columns, records).rows.map((row) => [...first, ...row]);
  });
  return { columns: columnsOf(options), rows };
}
