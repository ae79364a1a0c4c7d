import { type Layout, layoutFor } from "../../report/kit/layout.ts";
import type { View } from "../../report/kit/renderer.ts";
import type { Cell, Rows } from "../../report/kit/rows.ts";
import { markdownTable, markdownText, rowsOf } from "../../report/kit/rows.ts";
import { padEndTo, wrapText } from "../../report/kit/text-width.ts";
import { isExempt } from "./judge.ts";
import type { Check, CheckReport } from "./schema.ts";
import { remarkable, sentenceOf, summaryOf, whereOf } from "./words.ts";

const statusColumns = 11;

/** A check for a person: a line that counts, then what did not pass, by input. */
export function renderCheckTable(report: CheckReport, view: View): string {
  const layout = layoutFor(view);
  const inputs = [...new Set(report.checks.map(({ input }) => input))];
  const blocks = inputs.flatMap((input) => {
    const own = report.checks.filter(
      (check) => check.input === input && check.status !== "passed" && !isExempt(check),
    );
    if (own.length === 0) return [];
    const name = layout.bold(layout.escape(input));
    return [[name, ...own.flatMap((check) => linesOf(check, report, layout))].join("\n")];
  });
  const notes = report.notes.map((note) => wrapText(layout.escape(note), view.width).join("\n"));
  const summary = wrapText(`${summaryOf(report)}.`, view.width).join("\n");
  const first = report.counts.failed > 0 ? layout.failure(summary) : summary;
  const failing = inputs.filter((input) =>
    report.checks.some((check) => check.input === input && check.status === "failed"),
  );
  const isMany = failing.length > fewFailures;
  const advice = adviceOf(report, isMany).flatMap((line) =>
    wrapText(layout.escape(line), view.width).map(layout.dim),
  );
  // Of many, what and where stands above the fold of a log.
  const digest = isMany
    ? [[...wrapText(`failed: ${someOf(failing, layout)}`, view.width), ...advice].join("\n")]
    : [];
  const end = [...notes.map(layout.dim), ...(digest.length === 0 ? advice : [])];
  const parts = [first, ...digest, ...blocks, ...(end.length > 0 ? [end.join("\n")] : [])];
  return `${parts.join("\n\n")}\n`;
}

/** Files whose failures are read at a glance. */
const fewFailures = 2;
/** Files that a line names. */
const mostNamed = 3;

function someOf(inputs: readonly string[], layout: Layout): string {
  const names = inputs.slice(0, mostNamed).map(layout.escape);
  const more = inputs.length - names.length;
  return `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** What can be done about budgets and drift that failed. Each of a few names its budget; files that are odd have a note. */
function adviceOf({ checks, options }: CheckReport, isMany: boolean): string[] {
  const failed = new Set(checks.filter(({ status }) => status === "failed").map(({ rule }) => rule));
  return [
    ...(isMany && failed.has("budget")
      ? [`${options.config} has the limits and the files that they are for`]
      : []),
    ...(failed.has("drift") ? ["mesoscope baseline FILE accepts the new numbers of a file"] : []),
  ];
}

function linesOf(check: Check, { options }: CheckReport, layout: Layout): string[] {
  const paint = check.status === "failed" ? layout.failure : layout.warning;
  const sentence = `${sentenceOf(check, layout.plusMinus)} (${check.estimator})`;
  const place =
    check.line !== null
      ? `${options.config}:${check.line}`
      : check.rule === "drift"
        ? options.baseline
        : null;
  const indent = " ".repeat(2 + statusColumns);
  const room = Math.max(20, layout.view.width - indent.length);
  const [first = "", ...rest] = wrapText(layout.escape(sentence), room);
  return [
    `  ${paint(padEndTo(check.status, statusColumns))}${first}`,
    ...rest.map((line) => indent + line),
    ...[whereOf(check), check.why, place].flatMap((text) =>
      text === null ? [] : wrapText(layout.escape(text), room).map((line) => indent + layout.dim(line)),
    ),
  ];
}

const header = [
  "kind", "input", "rule", "quantity", "at", "estimator", "unit", "status", "value", "lower", "upper",
  "min", "max", "expected", "tolerance", "why", "line", "reason",
] as const; // biome-ignore format: one line a group reads better
/** What is known of the rule odd alone stands in columns that there are when there is such a check. */
const oddHeader = ["firstLine", "lastLine", "p", "kindOfFiles", "among"] as const;
/** And so do the lines behind a budget or drift. */
const whereHeader = ["firstLine", "lastLine", "kindOfLines"] as const;

/** One row a check, then inputs that were not checked. */
export function checkRows({ checks, skipped, errors }: CheckReport): Rows {
  const rows = checks.map(({ measured, expected, odd, where, ...check }): Partial<Record<string, Cell>> => {
    const number = measured !== null && "value" in measured ? measured : null;
    const regime = measured !== null && "regime" in measured ? measured.regime : null;
    return {
      kind: "check",
      ...check,
      ...(odd === undefined ? {} : { ...odd, kindOfFiles: odd.kind, kind: "check" }),
      ...(where === undefined
        ? {}
        : { firstLine: where.firstLine, lastLine: where.lastLine, kindOfLines: where.kind }),
      value: number?.value ?? regime,
      lower: number?.interval?.lower ?? null,
      upper: number?.interval?.upper ?? null,
      ...("min" in expected ? expected : {}),
      ...("regimes" in expected ? { expected: expected.regimes.join(" or ") } : {}),
      ...("tolerance" in expected ? { expected: expected.value, tolerance: expected.tolerance } : {}),
      reason: regime === null ? check.reason : (measured as { because: string }).because,
    };
  });
  const accounted = (status: string) => (entry: { input: string; reason: string }) => ({
    kind: "input",
    status,
    ...entry,
  });
  const all = [...rows, ...skipped.map(accounted("skipped")), ...errors.map(accounted("failed"))];
  const columns = [
    ...new Set<string>([
      ...header,
      ...(checks.some(({ odd }) => odd !== undefined) ? oddHeader : []),
      ...(checks.some(({ where }) => where !== undefined) ? whereHeader : []),
    ]),
  ];
  return rowsOf(columns, all);
}

/** One line a check, skipped input and error, then one line for the rest of the report. */
export function renderCheckNdjson({ checks, skipped, errors, ...rest }: CheckReport): string {
  const lines = [
    ...checks.map((check) => ({ type: "check", ...check })),
    ...skipped.map((entry) => ({ type: "skipped", ...entry })),
    ...errors.map((entry) => ({ type: "error", ...entry })),
    { type: "report", ...rest },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** A step summary of GitHub holds 1 MiB; this many bytes leave room for what else the step writes. */
const mostBytes = 900_000;

/** A check as Markdown: what did not pass, as a table, and a line that counts. */
export function renderCheckMarkdown(report: CheckReport): string {
  const rows = [
    ...report.errors.map(({ input, reason }) => ["unread", input, reason, ""]),
    ...remarkable(report).map((check) => [
      check.status,
      check.input,
      [`${sentenceOf(check)} (${check.estimator})`, whereOf(check)]
        .filter((text) => text !== null)
        .join("; "),
      check.why ?? "",
    ]),
  ];
  const shown = fitting(rows);
  const parts = [
    `**mesoscope check**: ${markdownText(summaryOf(report))}`,
    ...(shown.length === 0 ? [] : [markdownTable(["status", "input", "what", "why"], shown)]),
    ...(shown.length === rows.length ? [] : [`${rows.length - shown.length} more do not fit here.`]),
    ...report.notes.map(markdownText),
  ];
  return `${parts.join("\n\n")}\n`;
}

function fitting(rows: readonly string[][]): string[][] {
  let bytes = 0;
  const end = rows.findIndex((row) => {
    // Every character may have to be escaped.
    bytes += 2 * Buffer.byteLength(row.join(""));
    return bytes > mostBytes;
  });
  return rows.slice(0, end < 0 ? rows.length : end);
}
