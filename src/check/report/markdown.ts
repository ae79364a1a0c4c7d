import { markdownTable, markdownText } from "../../report/kit/markdown-table.ts";
import type { CheckReport } from "../schema.ts";
import { remarkable, sentenceOf, summaryOf, whereOf } from "./words.ts";

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
