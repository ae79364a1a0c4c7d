import { type QuantityId, quantities } from "../../core/quantities.ts";
import { escapeForTerminal, formatCount, formatNumber, formatWithError } from "../../report/kit/format.ts";
import { namedTable } from "../../report/kit/named-table.ts";
import { type Palette, paletteFor } from "../../report/kit/palette.ts";
import type { View } from "../../report/kit/renderer.ts";
import type { Cell, Rows } from "../../report/kit/rows.ts";
import { errorOf } from "../../report/kit/sample-labels.ts";
import { wrapText } from "../../report/kit/text-width.ts";
import { liveRows } from "../../report/rows/from-rows.ts";
import { withFirstColumns } from "../../report/terminal/terminal-table.ts";
import type { Sweep, SweepCurve, SweepOptions, SweepPoint } from "./sweep-schema.ts";

/** Columns of the values of parameters, at most. */
const mostValues = 32;

/** A sweep for a person: a table for each estimator, truth beside estimate, and what has not come to rest. */
export function renderSweep({ options, curves }: Sweep, view: View): string {
  const palette = paletteFor(view.color);
  const estimators = [...new Set(curves.map(keyOf))];
  const tables = estimators.map((key) => {
    const own = curves.filter((curve) => keyOf(curve) === key);
    return `${palette.bold(wrapText(titleOf(own[0]!), view.width).join("\n"))}\n${tableOf(own, view, palette)}`;
  });
  const open = curves.filter(({ convergence }) => convergence.verdict === "not-converged");
  const marks = open.map((curve) =>
    paragraph(
      `* ${nameOf(curve, view)}, ${curve.estimator}: not converged: ${curve.convergence.because}`,
      view,
    ),
  );
  const runs = `mean ${view.ascii ? "+-" : "±"} 95 % and spread over ${options.repeat} seeded sequences each, seeds from ${options.seed} on`;
  const settled = curves.filter(({ convergence }) => convergence.verdict === "settled").length;
  const recipe = paragraph(
    `${escapeForTerminal(options.recipe, view.ascii)}: ${settled} of ${curves.length} estimates came to rest, ${open.length} did not.`,
    view,
  );
  return `${[recipe, ...tables, ...(marks.length > 0 ? [marks.join("\n")] : []), palette.dim(paragraph(runs, view))].join("\n\n")}\n`;
}

const keyOf = ({ estimator, parameters }: SweepCurve) => `${estimator} ${JSON.stringify(parameters)}`;

function titleOf({ estimator, quantity, unit }: SweepCurve): string {
  const { title, symbol } = quantities[quantity as QuantityId];
  return `${estimator}: ${title} ${symbol}${unit === "1" ? "" : `, ${unit}`}`;
}

function paragraph(text: string, view: View): string {
  return wrapText(text, Math.min(view.width, 100) - 2).join("\n  ");
}

function nameOf({ values }: SweepCurve, view: View): string {
  const parts = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  return escapeForTerminal(parts.length === 0 ? "as given" : parts.join(" "), view.ascii);
}

function tableOf(curves: readonly SweepCurve[], view: View, palette: Palette): string {
  const blocks = curves.map((curve) => {
    const star = curve.convergence.verdict === "not-converged" ? "*" : "";
    const rows = curve.points.map((point, i) => {
      const isLast = i === curve.points.length - 1;
      return [
        formatCount(point.n),
        truthText(curve),
        meanText(point, view) + (isLast ? star : ""),
        spreadText(point),
      ];
    });
    return { name: nameOf(curve, view), rows };
  });
  const table = { blocks, head: ["n", "truth", "mean", "spread"], right: [0, 1], names: "" };
  return namedTable(table, (columns) => withFirstColumns(table, columns), mostValues, view, palette);
}

/** The truth, or its bounds. */
function truthText({ truth }: SweepCurve): string {
  if (truth === null) return "-";
  if (truth.value !== null) return formatNumber(truth.value);
  return `${formatNumber(truth.lower)} to ${formatNumber(truth.upper)}`;
}

const spreadText = ({ deviation }: SweepPoint) => (deviation === null ? "" : deviation.toPrecision(2));

function meanText({ mean }: SweepPoint, view: View): string {
  if (mean === null) return "undefined";
  return formatWithError(mean.value, errorOf(mean), view.ascii ? "+-" : "±");
}

/** One row an estimator on a recipe at a size, a column for each parameter. */
export function sweepRows({ options, curves }: Sweep): Rows {
  return { columns: columnsOf(options), rows: rowsOf(curves, options) };
}

/** The same rows, recipe by recipe as they are measured. */
export const liveSweep = (format: "csv" | "ndjson") => liveRows(format, columnsOf, rowsOf);

function columnsOf({ parameters }: SweepOptions): string[] {
  return [
    ...parameters.map(({ name }) => name), "recipe", "alphabet", "estimator", "parameters", "quantity", "unit", "n", "against",
    "truth", "truthLower", "truthUpper", "mean", "lower", "upper", "level", "deviation", "defined", "runs", "converged", "because",
    "reason",
  ]; // biome-ignore format: one line a group reads better
}

function rowsOf(curves: readonly SweepCurve[], { parameters }: SweepOptions): Cell[][] {
  const names = parameters.map(({ name }) => name);
  return curves.flatMap((curve) => curve.points.map((point) => rowOf(names, curve, point)));
}

function rowOf(names: readonly string[], curve: SweepCurve, point: SweepPoint): Cell[] {
  const { recipe, alphabet, estimator, parameters, quantity, unit, truth, convergence } = curve;
  const isLast = point === curve.points.at(-1);
  const { mean } = point;
  return [
    ...names.map((name) => curve.values[name] ?? null),
    recipe, alphabet, estimator, JSON.stringify(parameters), quantity, unit, point.n,
    truth?.against ?? null, truth?.value ?? null, truth?.lower ?? null, truth?.upper ?? null,
    mean?.value ?? null, mean?.interval?.lower ?? null, mean?.interval?.upper ?? null, mean?.interval?.level ?? null,
    point.deviation, point.defined, point.runs.length,
    isLast ? convergence.verdict : null, isLast ? convergence.because : null, point.reason,
  ]; // biome-ignore format: in the order of the header
}
