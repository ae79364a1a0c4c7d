import { grouped, median, plural } from "../../core/collections.ts";
import { type QuantityId, quantities } from "../../core/quantities.ts";
import { escapeForTerminal, formatColumn, formatCount, formatNumber } from "../../report/kit/format.ts";
import { type Layout, layoutFor } from "../../report/kit/layout.ts";
import { plainTable } from "../../report/kit/plain-table.ts";
import type { View } from "../../report/kit/renderer.ts";
import { endsOf, type Rows, rowsOf } from "../../report/kit/rows.ts";
import { fitWidth, wrapText } from "../../report/kit/text-width.ts";
import { liveRows } from "../../report/rows/from-rows.ts";
import { type BoundaryGrades, boundaryGrades, isOfBoundaries } from "./boundaries.ts";
import { topicOf } from "./grades.ts";
import type { CalibrationVerdict, Experiment, Row } from "./schema.ts";

/** A calibration for a person: a table for each quantity and length, then the best estimators. */
export function renderCalibration(calibration: Experiment, view: View): string {
  const { options, rows, verdicts } = calibration;
  const layout = layoutFor(view);
  const { columns } = layout;
  const tables = Array.from(
    grouped(rows, titleOf),
    ([title, own]) => `${layout.bold(title)}\n${tableOf(own, layout).join("\n")}\n`,
  );
  const sentences = verdicts.map((verdict) => layout.paragraph(sentenceOf(verdict, layout), 2));
  const countOf = (noun: "estimator" | "source") => plural(new Set(rows.map((row) => row[noun])).size, noun);
  sentences.push(...boundaryGrades(rows).map((grades) => layout.paragraph(gradesText(grades, layout), 2)));
  const title = verdicts.length > 0 ? "Best estimators" : "Boundaries";
  const runs = `${options.runs} seeded sequences of each source; bias and RMSE have 95 % intervals over these.`;
  const opening = `Errors of ${countOf("estimator")} on ${countOf("source")} of exactly known truth.`;
  return `${wrapText(opening, columns).join("\n")}\n\n${tables.join("\n")}\n${mediansOf(rows, layout)}${layout.bold(title)}\n${sentences.join("\n")}\n\n${layout.dim(wrapText(runs, columns).join("\n"))}\n`;
}

/** Quantities of estimators that read a sample with the observer. */
const observed = ["structure", "structureBeyondShuffle"];
const learnerOf = ({ quantity }: Row) =>
  observed.includes(quantity) ? "observer" : quantity === "learnableBits" ? "own" : "none";

/** Where structure is graded: medians of value / truth over the sources of a family, and the learner inside each measure. */
function mediansOf(rows: readonly Row[], layout: Layout): string {
  if (rows.every(({ against }) => against !== "learnableBits")) return "";
  const ofBits = rows.filter(({ unit, errors }) => unit === "bit" && errors !== null);
  const tables = Array.from(
    grouped(ofBits, ({ n }) => n),
    ([n, own]) => {
      const groups = grouped(own, (row) =>
        JSON.stringify([familyOf(row), row.truth === 0, row.estimator, row.parameters]),
      );
      const lines = Array.from(groups.values(), (alike) => lineOf(alike, layout)).sort(([a], [b]) =>
        a! < b! ? -1 : a! > b! ? 1 : 0,
      );
      const title = `Medians of value / truth by family of sources, n = ${formatCount(n)}`;
      return `${layout.bold(title)}\n${plainTable(["family", "measure", "learner", "sources", "median"], lines, [3, 4])}\n\n`;
    },
  );
  return tables.join("");
}

/** The median of one measure on one family; a value in bits where nothing can be learned. */
function lineOf(rows: readonly Row[], layout: Layout): string[] {
  const first = rows[0]!;
  const zero = first.truth === 0;
  const values = rows.map(({ truth, errors }) => (truth! + errors!.bias.value) / (zero ? 1 : truth!));
  const value = `${formatNumber(median(values)!)}${zero ? " bit" : ""}`;
  return [familyOf(first), layout.name(first.estimator, 26), learnerOf(first), String(rows.length), value];
}

/** The source that a recipe names first. */
const familyOf = ({ source }: Row) => source.split("(", 1)[0]!;

const titleOf = (row: Row) => {
  const { unit, n } = row;
  const { title, symbol } = quantities[topicOf(row) as QuantityId];
  return `${title} ${symbol}${unit === "1" ? "" : `, ${unit}`}, n = ${formatCount(n)}`;
};

/** Rows of one quantity and length, with a line for each source above its estimators. */
function tableOf(rows: readonly Row[], layout: Layout): string[] {
  const [head, ...lines] = plainTable(
    ["", "bias", "spread", "RMSE", "intervals cover"],
    rows.map((row) => cellsOf(row, rows, layout)),
    [1, 2, 3],
  ).split("\n");
  return [
    head!,
    ...rows.flatMap((row, i) => {
      const first = rows[i - 1]?.source !== row.source;
      return first ? [sourceLine(row, layout), lines[i]!] : [lines[i]!];
    }),
  ];
}

function sourceLine({ source, alphabet, against, truth }: Row, layout: Layout): string {
  // The boundaries of a source are told apart in its rows.
  const known =
    against === "boundary" ? "" : `, ${quantities[against as QuantityId].symbol} = ${formatNumber(truth!)}`;
  const about = `  A = ${alphabet}${known}`;
  const room = Math.max(20, layout.columns - about.length);
  return layout.name(source, room) + about;
}

function cellsOf(row: Row, rows: readonly Row[], layout: Layout): string[] {
  const { errors, coverage, undefined: silent, reason } = row;
  const name = `  ${nameOf(row, rows, layout)}`;
  if (errors === null) {
    return [name, "", "", "", fitWidth(`undefined: ${escapeForTerminal(reason ?? "")}`, reasonColumns)];
  }
  const { bias, deviation, rmse } = errors;
  const holds =
    coverage === null
      ? ""
      : `${Math.round(coverage.share.value * coverage.intervals)} of ${coverage.intervals}${row.bound === null ? "" : " as bound"}`;
  const missing = silent === 0 ? "" : `${holds === "" ? "" : ", "}undefined in ${silent}`;
  const decimals = row.against === "learnableBits" || isOfBoundaries(row) ? 1 : 4;
  const half = bias.interval === null ? null : (bias.interval.upper - bias.interval.lower) / 2;
  return [
    name,
    formatColumn(bias.value, half, decimals, layout.plusMinus),
    deviation.toFixed(decimals),
    rmse.value.toFixed(decimals),
    holds + missing,
  ];
}

/** The id of an estimator, or the beginning and the end of the command of an own program. */
const shortName = (name: string, layout: Layout) => (/[^a-z0-9-]/.test(name) ? layout.name(name, 20) : name);

/** Parameters are shown where an estimator occurs with several choices of them. */
function nameOf({ source, estimator, parameters }: Row, rows: readonly Row[], layout: Layout): string {
  if (rows.filter((row) => row.source === source && row.estimator === estimator).length < 2)
    return shortName(estimator, layout);
  const text = Object.entries(parameters).map(([key, value]) => `${key}=${String(value)}`);
  return `${estimator}(${text.join(", ")})`;
}

function sentenceOf(
  { quantity, n, alphabets, sources, trust, alike }: CalibrationVerdict,
  layout: Layout,
): string {
  const { title, unit } = quantities[quantity as QuantityId];
  const { least, most } = alphabets;
  const where = `${title}, n = ${formatCount(n)}, A = ${least === most ? least : `${least} to ${most}`}`;
  if (trust === null) return `${where}: no estimator gives a number in all runs.`;
  const { estimator, bestOn, worst, coverage, bound } = trust;
  const beside =
    alike.length === 0
      ? ""
      : ` Equally often best: ${alike.map((one) => shortName(one, layout)).join(", ")}.`;
  const intervals =
    coverage === null
      ? ""
      : ` Its intervals cover the truth${bound === null ? "" : ` as ${bound} bounds`} in ${percent(coverage.least)}${coverage.least === coverage.most ? "" : ` to ${percent(coverage.most)}`} of the runs.`;
  const source = layout.name(worst.source, 40);
  return `${where}: ${shortName(estimator, layout)}, best on ${bestOn} of ${sources}; RMSE at most ${formatNumber(worst.rmse)}${unit === "1" ? "" : ` ${unit}`} (${source}).${intervals}${beside}`;
}

function gradesText(
  { estimator, found, of, held, intervals, wrong }: BoundaryGrades,
  layout: Layout,
): string {
  const covered = intervals === 0 ? "" : ` Its intervals contain ${held} of ${intervals}.`;
  return `${shortName(estimator, layout)} finds ${found} of ${of} boundaries, and ${wrong} where there are none.${covered}`;
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

/** JSON and CSV have the whole reason. */
const reasonColumns = 44;

const header = [
  "source", "alphabet", "n", "quantity", "unit", "against", "truth", "estimator", "parameters", "defined", "undefined",
  "bias", "biasLower", "biasUpper", "deviation", "rmse", "rmseLower", "rmseUpper", "intervals", "coverage", "bound", "reason",
]; // biome-ignore format: one line a group reads better

/** One row per estimator on a source at a length. */
export const calibrationRows = ({ rows }: Experiment): Rows => recordsOf(rows);

/** The same rows, source by source as they are measured. */
export const liveCalibration = (format: "csv" | "ndjson") =>
  liveRows(
    format,
    () => header,
    (rows: readonly Row[]) => recordsOf(rows).rows,
  );

const recordsOf = (rows: readonly Row[]) =>
  rowsOf(
    header,
    rows.map(({ errors, coverage, parameters, ...row }) => ({
      ...row,
      parameters: JSON.stringify(parameters),
      ...(errors && {
        ...{ bias: errors.bias.value, ...endsOf(errors.bias, "bias"), deviation: errors.deviation },
        ...{ rmse: errors.rmse.value, ...endsOf(errors.rmse, "rmse") },
      }),
      ...(coverage && { intervals: coverage.intervals, coverage: coverage.share.value }),
    })),
  );
