import { grouped } from "../../core/collections.ts";
import { type QuantityId, quantities } from "../../core/quantities.ts";
import { errorOf } from "../../report/kit/figures.ts";
import { formatCount, formatDeviation, formatNumber, formatWithError } from "../../report/kit/format.ts";
import { type Layout, layoutFor } from "../../report/kit/layout.ts";
import { namedTable } from "../../report/kit/named-table.ts";
import type { View } from "../../report/kit/renderer.ts";
import { endsOf, type Rows, rowsOf } from "../../report/kit/rows.ts";
import { wrapText } from "../../report/kit/text-width.ts";
import { liveRows } from "../../report/rows/from-rows.ts";
import { withFirstColumns } from "../../report/terminal/terminal-table.ts";
import { type Curve, curvesOf, namedTitle } from "./curves.ts";
import type { Row, Sweep, SweepRow } from "./schema.ts";

/** Most columns for the values of parameters. */
const mostValues = 32;

/** A sweep for a person: a table for each estimator, truth beside estimate, and what has not converged. */
export function renderSweep({ options, rows, sweep }: Sweep, view: View): string {
  const curves = curvesOf(rows, options.lengths);
  const layout = layoutFor(view);
  const tables = Array.from(grouped(curves, keyOf).values(), (own) => {
    return `${layout.bold(wrapText(titleOf(own[0]!), view.width).join("\n"))}\n${tableOf(own, layout)}`;
  });
  const open = curves.filter((curve) => verdictOf(curve) === "not-converged");
  const marks = open.map((curve) =>
    layout.paragraph(
      `* ${nameOf(curve, layout)}, ${curve[0]!.estimator}: not converged: ${curve.at(-1)!.swept.convergence!.because}`,
      2,
    ),
  );
  const runs = `mean ${layout.plusMinus} 95 % and spread over ${options.runs} seeded sequences each; the first seed is ${options.seed}`;
  const settled = curves.filter((curve) => verdictOf(curve) === "settled").length;
  const rest = curves.length - settled - open.length;
  const unknown = rest === 0 ? "" : `, ${rest} are undecided`;
  const recipe = layout.paragraph(
    `${layout.escape(sweep.recipe)}: ${settled} of ${curves.length} estimates converged, ${open.length} did not${unknown}.`,
    2,
  );
  return `${[recipe, ...tables, ...(marks.length > 0 ? [marks.join("\n")] : []), layout.dim(layout.paragraph(runs, 2))].join("\n\n")}\n`;
}

const verdictOf = (curve: Curve) => curve.at(-1)!.swept.convergence!.verdict;

const keyOf = ([row]: Curve) => `${row!.estimator} ${JSON.stringify(row!.parameters)}`;

function titleOf(curve: Curve): string {
  const { estimator, quantity, unit } = curve[0]!;
  const { title, symbol } = quantities[quantity as QuantityId];
  return `${namedTitle(estimator, title)} ${symbol}${unit === "1" ? "" : `, ${unit}`}`;
}

function nameOf(curve: Curve, layout: Layout): string {
  const parts = Object.entries(curve[0]!.swept.values).map(([name, value]) => `${name}=${value}`);
  return layout.escape(parts.length === 0 ? "as given" : parts.join(" "));
}

function tableOf(curves: readonly Curve[], layout: Layout): string {
  const blocks = curves.map((curve) => {
    const rows = curve.map((row) => [
      formatCount(row.n),
      truthText(row),
      meanText(row, layout) + (row.swept.convergence?.verdict === "not-converged" ? "*" : ""),
      row.swept.deviation === null ? "" : formatDeviation(row.swept.deviation),
    ]);
    return { name: nameOf(curve, layout), rows };
  });
  const table = { blocks, head: ["n", "truth", "mean", "spread"], right: [0, 1], names: "" };
  return namedTable(table, (columns) => withFirstColumns(table, columns), mostValues, layout);
}

/** The truth, or its bounds. */
function truthText({ truth, swept: { bounds } }: SweepRow): string {
  if (bounds === null) return "-";
  if (truth !== null) return formatNumber(truth);
  return `${formatNumber(bounds.lower)} to ${formatNumber(bounds.upper)}`;
}

function meanText({ swept: { mean } }: SweepRow, layout: Layout): string {
  if (mean === null) return "undefined";
  return formatWithError(mean.value, errorOf(mean), layout.plusMinus);
}

/** One row per estimator on a recipe at a size, a column for each parameter. */
export const sweepRows = ({ rows, sweep }: Sweep): Rows => recordsOf(rows, sweep);

/** The same rows, recipe by recipe as they are measured. */
export const liveSweep = (format: "csv" | "ndjson") =>
  liveRows(
    format,
    columnsOf,
    (rows: readonly Row[], sweep: Sweep["sweep"]) => recordsOf(rows as readonly SweepRow[], sweep).rows,
  );

const columns = [
  "recipe", "alphabet", "estimator", "parameters", "quantity", "unit", "n", "against", "truth", "truthLower", "truthUpper",
  "mean", "lower", "upper", "level", "deviation", "defined", "runs", "converged", "because", "reason",
]; // biome-ignore format: one line a group reads better

const columnsOf = ({ parameters }: Sweep["sweep"]) => [...parameters.map(({ name }) => name), ...columns];

function recordsOf(rows: readonly SweepRow[], sweep: Sweep["sweep"]) {
  const cells = rows.map(({ source: recipe, parameters, truth, swept, ...about }) => {
    const { values, bounds, mean, deviation, runs, convergence } = swept;
    const record = {
      ...{ ...about, recipe, parameters: JSON.stringify(parameters), deviation, runs: runs.length, truth },
      ...(bounds && endsOf({ interval: bounds }, "truth")),
      ...(mean && { mean: mean.value, ...endsOf(mean), level: mean.interval?.level }),
      ...(convergence && { converged: convergence.verdict, because: convergence.because }),
    };
    // A parameter may have the name of a column.
    const first = sweep.parameters.map(({ name }) => values[name] ?? null);
    return [...first, ...rowsOf(columns, [record]).rows[0]!];
  });
  return { columns: columnsOf(sweep), rows: cells };
}
