import { basename } from "node:path";
import { plural } from "../../core/collections.ts";
import { normalQuantile } from "../../math/intervals.ts";
import { formatNumber, formatWithError } from "../../report/kit/format.ts";
import { layoutFor } from "../../report/kit/layout.ts";
import { plainTable } from "../../report/kit/plain-table.ts";
import type { View } from "../../report/kit/renderer.ts";
import type { Cell, Rows } from "../../report/kit/rows.ts";
import { type DocumentScore, documentScoreSchema, type ScoreReport } from "./schema.ts";

/** Columns whose distribution over documents is printed. */
const spreads = [
  ["rate", "rate, bit/byte"],
  ["learned", "learned share"],
  ["repeated", "repeated share"],
  ["against", "against, bit/byte"],
  ["bad", "bad, bit/byte"],
  ["difference", "difference, bit/byte"],
] as const;

/** The summary of a job's documents, for a person. */
export function renderScores(report: ScoreReport, view: View): string {
  const layout = layoutFor(view);
  const { inputs, rate, quantiles, regimes, distinct, sample } = report;
  const error = layout.plusMinus;
  const sketched = (value: number) =>
    formatWithError(value, normalQuantile * distinct.relativeError * value, error);
  const whole: [string, string, string][] = [
    ["documents", String(inputs.ok), `${report.bytes} bytes, ${report.symbols} of them measured`],
    ["different", sketched(distinct.documents), "documents, by a sketch"],
  ];
  const row = (name: string, measured: ScoreReport["rate"], about: string) => {
    if (measured !== null) whole.push([name, withError(measured, error), about]);
  };
  row("rate", rate, "bit/byte under the observer, each document alone");
  row("deflate", report.deflateRatio, "deflated size divided by size");
  const [good, bad] = report.models.map(({ name }) => layout.escape(basename(name)));
  row("against", report.against, `bit/byte under ${good}`);
  row("bad", report.bad, `bit/byte under ${bad}`);
  row("difference", report.difference, "against - bad, bit/byte");
  row("H(1)", report.symbolEntropy, "bit, bytes of all documents");
  row("H(2) - H(1)", report.pairGain, "bit, within documents");
  whole.push(["octets", sketched(distinct.octets), "different 8-byte strings, by a sketch"]);
  if (sample !== null) {
    whole.push(["sample", String(sample.documents), `documents of ${sample.symbols} bytes, drawn by hash`]);
    whole.push(["l(M)", withError(sample.rate, error), "bit/byte of held-out documents"]);
    whole.push(["S", withError(sample.structure, error), "bit learned from them"]);
    const { forecast } = sample;
    if (forecast?.status === "undefined") whole.push(["forecast", "", forecast.reason]);
    for (const { factor, loss } of forecast?.status === "ok" ? forecast.expectations : []) {
      const range = `${loss.lower95.toFixed(3)} to ${loss.upper95.toFixed(3)}`;
      whole.push([
        `l(${factor}x)`,
        formatNumber(loss.value),
        `bit/byte after ${factor} times the sample, ${range}`,
      ]);
    }
  }
  const spread = layout.table(
    ["over documents, within 1 %", "1 %", "5 %", "25 %", "50 %", "75 %", "95 %", "99 %"],
    spreads.flatMap(([name, title]) => {
      const of = quantiles[name];
      if (of === null) return [];
      const cells = [of.p1, of.p5, of.p25, of.p50, of.p75, of.p95, of.p99];
      return [[title, ...cells.map((value) => value.toFixed(3))]];
    }),
    [1, 2, 3, 4, 5, 6, 7],
  );
  const verdicts = Object.entries(regimes).map(([regime, count]) => `${count} ${regime}`);
  const columns = layout.columns;
  const extremes = (title: string, rows: ScoreReport["lowest"]) =>
    rows.length === 0
      ? []
      : [
          layout.dim(title),
          ...rows.map(({ id, rate }) => {
            const name = layout.name(id, columns - 10);
            return `  ${rate.toFixed(3).padStart(6)}  ${name}`;
          }),
        ];
  const cost = rate === null ? "" : `; a byte costs ${formatNumber(rate.value)} bits on average`;
  return `${[
    `${plural(inputs.ok, "document")} of ${report.bytes} bytes${cost}.`,
    "",
    plainTable(["", "", ""], whole, [1]).split("\n").slice(1).join("\n"),
    "",
    spread,
    "",
    `verdicts: ${verdicts.join(", ")}`,
    ...extremes("lowest rates, bit/byte", report.lowest),
    ...extremes("highest rates, bit/byte", report.highest),
  ].join("\n")}\n`;
}

function withError({ value, interval }: NonNullable<ScoreReport["rate"]>, sign: string): string {
  return formatWithError(value, interval === null ? null : interval.upper - value, sign);
}

/** The summary of a job's documents, one number per row. */
export function scoreRows({
  inputs,
  bytes,
  distinct,
  regimes,
  quantiles,
  sample,
  ...report
}: ScoreReport): Rows {
  const columns = ["what", "value", "lower", "upper", "unit"];
  const rows: Cell[][] = [
    ["documents", inputs.ok, null, null, "1"],
    ["size", Number(bytes), null, null, "byte"],
  ];
  const add = (what: string, measured: ScoreReport["rate"], unit: string) => {
    if (measured === null) return;
    rows.push([
      what,
      measured.value,
      measured.interval?.lower ?? null,
      measured.interval?.upper ?? null,
      unit,
    ]);
  };
  add("rate", report.rate, "bit/byte");
  add("deflate ratio", report.deflateRatio, "1");
  add("against", report.against, "bit/byte");
  add("bad", report.bad, "bit/byte");
  add("difference", report.difference, "bit/byte");
  add("H(1)", report.symbolEntropy, "bit");
  add("H(2) - H(1)", report.pairGain, "bit");
  for (const what of ["documents", "octets"] as const) {
    const half = normalQuantile * distinct.relativeError * distinct[what];
    rows.push([`different ${what}`, distinct[what], distinct[what] - half, distinct[what] + half, "1"]);
  }
  for (const [name, title] of spreads) {
    const [what, unit = "1"] = title.split(", ");
    for (const [quantile, value] of Object.entries(quantiles[name] ?? {}))
      rows.push([`${what}, ${quantile.slice(1)} % of documents below`, value, null, null, unit]);
  }
  for (const [regime, count] of Object.entries(regimes))
    rows.push([`verdict ${regime}`, count, null, null, "1"]);
  add("l(M) of documents not seen", sample?.rate ?? null, "bit/byte");
  add("S", sample?.structure ?? null, "bit");
  if (sample?.forecast?.status === "ok")
    for (const { factor, loss } of sample.forecast.expectations)
      rows.push([`l after ${factor} times the sample`, loss.value, loss.lower95, loss.upper95, "bit/byte"]);
  return { columns, rows };
}

/** The score of each document, as the columns of a table. */
export const documentColumns = Object.keys(documentScoreSchema.shape) as (keyof DocumentScore)[];

export function documentRow(score: DocumentScore): Cell[] {
  return documentColumns.map((column) => score[column] ?? null);
}
