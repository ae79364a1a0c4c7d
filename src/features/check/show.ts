import { grouped } from "../../core/collections.ts";
import { type Layout, layoutFor } from "../../report/kit/layout.ts";
import type { View } from "../../report/kit/renderer.ts";
import type { Cell, Rows } from "../../report/kit/rows.ts";
import { markdownTable, markdownText, rowsOf } from "../../report/kit/rows.ts";
import { padEndTo, textWidth, wrapText } from "../../report/kit/text-width.ts";
import { isExempt } from "./judge.ts";
import type { Check, CheckReport } from "./schema.ts";
import { adviceOnOdd, linesOf, remarkable, sentenceOf, summaryOf, whereOf } from "./words.ts";

const statusColumns = 11;

/** Lines of a failed build's log that a reader sees first. */
const linesOfGlance = 10;

/** A check for a person: a summary line, then what did not pass, by input; in short form where it is long. */
export function renderCheckTable(report: CheckReport, view: View): string {
  const layout = layoutFor(view);
  const full = fullText(report, layout);
  const isShort = report.counts.failed === 0 || full.split("\n").length - 1 <= linesOfGlance;
  return isShort ? full : shortText(report, layout);
}

/** Full details of what did not pass. */
function fullText(report: CheckReport, layout: Layout): string {
  const end = [...report.notes, ...adviceOnDrift(report)].map((text) => layout.dim(wrapped(text, layout)));
  const blocks = blocksOf(report.checks, (check) => detailsOf(check, report, layout), layout);
  return joined([summaryLine(report, layout), ...blocks, end.join("\n")]);
}

/** Files named in a line. */
const mostNamed = 3;

/** First failures, with place and remedy; then a few lines for each check. The other formats have all of it. */
function shortText(report: CheckReport, layout: Layout): string {
  const { checks, notes, options } = report;
  const failed = checks.filter(({ status }) => status === "failed");
  const places = new Map(failed.toReversed().map((check) => [check.input, check]));
  const failing = [...new Set(failed.map(({ input }) => input))];
  const named = failing.slice(0, mostNamed).map((input) => {
    const lines = linesOf(places.get(input)!);
    return lines === undefined ? input : `${input}:${lines.firstLine}`;
  });
  const more = failing.length - named.length;
  const where = `failed: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  const onOdd = notes.filter((note) => Object.values(adviceOnOdd).some((advice) => advice === note));
  const advice = [
    ...(failed.some(({ rule }) => rule === "budget")
      ? [`change the files, or their limits in ${options.config}`]
      : []),
    ...adviceOnDrift(report),
    ...onOdd,
  ];
  const digest = [wrapped(where, layout), ...advice.map((text) => layout.dim(wrapped(text, layout)))];
  const ordered = [...failed, ...checks.filter(({ status }) => status !== "failed")];
  const blocks = blocksOf(ordered, (check) => shortDetailsOf(check, report, layout), layout);
  const rest = notes.filter((note) => !onOdd.includes(note));
  const end = rest.map((note) => layout.dim(wrapped(note, layout))).join("\n");
  return joined([summaryLine(report, layout), digest.join("\n"), ...blocks, end]);
}

const joined = (parts: readonly string[]) => `${parts.filter((part) => part !== "").join("\n\n")}\n`;

const wrapped = (text: string, layout: Layout) => wrapText(layout.escape(text), layout.view.width).join("\n");

function summaryLine(report: CheckReport, layout: Layout): string {
  const summary = wrapText(`${summaryOf(report)}.`, layout.view.width).join("\n");
  return report.counts.failed > 0 ? layout.failure(summary) : summary;
}

function adviceOnDrift({ checks }: CheckReport): string[] {
  const has = checks.some(({ rule, status }) => rule === "drift" && status === "failed");
  return has ? ["mesoscope baseline FILE accepts the new numbers of a file"] : [];
}

/** What did not pass, by input: its name, then the lines of each check. */
function blocksOf(
  checks: readonly Check[],
  details: (check: Check) => readonly string[],
  layout: Layout,
): string[] {
  const shown = checks.filter((check) => check.status !== "passed" && !isExempt(check));
  return [...grouped(shown, ({ input }) => input)].map(([input, own]) =>
    [layout.bold(layout.escape(input)), ...own.flatMap(details)].join("\n"),
  );
}

const indent = " ".repeat(2 + statusColumns);
const roomIn = (layout: Layout) => Math.max(20, layout.view.width - indent.length);

function detailsOf(check: Check, report: CheckReport, layout: Layout): string[] {
  const details = [whereOf(check), check.why, placeOf(check, report)].flatMap((text) =>
    text === null ? [] : wrapText(layout.escape(text), roomIn(layout)),
  );
  return linesOfCheck(check, sentenceLines(check, layout), details, layout);
}

/** Lines of a result in short form. */
const mostOfSentence = 2;

function shortDetailsOf(check: Check, report: CheckReport, layout: Layout): string[] {
  const sentence = sentenceLines(check, layout);
  const rest = sentence.slice(mostOfSentence - 1).join(" ");
  const kept = sentence.slice(0, mostOfSentence - 1);
  const reason = [placeOf(check, report), check.why].filter((text) => text !== null).join(": ");
  const details = [whereOf(check) ?? "", reason].filter((text) => text !== "");
  return linesOfCheck(
    check,
    rest === "" ? kept : [...kept, firstWords(rest, layout)],
    details.map((text) => firstWords(layout.escape(text), layout)),
    layout,
  );
}

/** As many words as fit a line. */
function firstWords(text: string, layout: Layout): string {
  const room = roomIn(layout);
  if (textWidth(text) <= room) return text;
  return `${wrapText(text, room - 2)[0]} ${layout.view.ascii ? "~" : "…"}`;
}

function sentenceLines(check: Check, layout: Layout): string[] {
  const sentence = `${sentenceOf(check, layout.plusMinus)} (${check.estimator})`;
  return wrapText(layout.escape(sentence), roomIn(layout));
}

/** The place of a check's limit. */
function placeOf({ line, rule }: Check, { options }: CheckReport): string | null {
  if (line !== null) return `${options.config}:${line}`;
  return rule === "drift" ? options.baseline : null;
}

function linesOfCheck(
  { status }: Check,
  [first = "", ...rest]: readonly string[],
  details: readonly string[],
  layout: Layout,
): string[] {
  const paint = status === "failed" ? layout.failure : layout.warning;
  return [
    `  ${paint(padEndTo(status, statusColumns))}${first}`,
    ...rest.map((line) => indent + line),
    ...details.map((line) => indent + layout.dim(line)),
  ];
}

const header = [
  "kind", "input", "rule", "quantity", "at", "estimator", "unit", "status", "value", "lower", "upper",
  "min", "max", "expected", "tolerance", "why", "line", "reason",
] as const; // biome-ignore format: one line a group reads better
/** Columns of the rule odd; present if there is such a check. */
const oddHeader = ["firstLine", "lastLine", "p", "kindOfFiles", "among"] as const;
/** Columns for the lines behind a budget or drift; present if needed. */
const whereHeader = ["firstLine", "lastLine", "kindOfLines"] as const;

/** One row per check, then inputs that were not checked. */
export function checkRows({ checks, skipped, errors }: CheckReport): Rows {
  const rows = checks.map(
    ({ measured, expected, odd, lines, where, exempt: _, ...check }): Partial<Record<string, Cell>> => {
      const number = measured !== null && "value" in measured ? measured : null;
      const regime = measured !== null && "regime" in measured ? measured.regime : null;
      return {
        kind: "check",
        ...check,
        ...lines,
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
    },
  );
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
      ...(checks.some(({ lines }) => lines !== undefined) ? oddHeader.slice(0, 2) : []),
      ...(checks.some(({ where }) => where !== undefined) ? whereHeader : []),
    ]),
  ];
  return rowsOf(columns, all);
}

/** One line per check, skipped input and error, then one line for the rest of the report. */
export function renderCheckNdjson({ checks, skipped, errors, ...rest }: CheckReport): string {
  const lines = [
    ...checks.map((check) => ({ type: "check", ...check })),
    ...skipped.map((entry) => ({ type: "skipped", ...entry })),
    ...errors.map((entry) => ({ type: "error", ...entry })),
    { type: "report", ...rest },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** A step summary of GitHub holds 1 MiB; this leaves room for other output of the step. */
const mostBytes = 900_000;

/** A check as Markdown: a table of what did not pass, and a summary line. */
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
    // Escaping may double every character.
    bytes += 2 * Buffer.byteLength(row.join(""));
    return bytes > mostBytes;
  });
  return rows.slice(0, end < 0 ? rows.length : end);
}
