import { escapeForTerminal } from "../../report/kit/format.ts";
import { type Palette, paletteFor } from "../../report/kit/palette.ts";
import type { View } from "../../report/kit/renderer.ts";
import { padEndTo, wrapText } from "../../report/kit/text-width.ts";
import { isExempt } from "../judge.ts";
import type { Check, CheckReport } from "../schema.ts";
import { sentenceOf, summaryOf, whereOf } from "./words.ts";

const statusColumns = 11;

/** A check for a person: a line that counts, then what did not pass, by input. */
export function renderCheckTable(report: CheckReport, view: View): string {
  const palette = paletteFor(view.color);
  const inputs = [...new Set(report.checks.map(({ input }) => input))];
  const blocks = inputs.flatMap((input) => {
    const own = report.checks.filter(
      (check) => check.input === input && check.status !== "passed" && !isExempt(check),
    );
    if (own.length === 0) return [];
    const name = palette.bold(escapeForTerminal(input, view.ascii));
    return [[name, ...own.flatMap((check) => linesOf(check, report, view, palette))].join("\n")];
  });
  const notes = report.notes.map((note) =>
    wrapText(escapeForTerminal(note, view.ascii), view.width).join("\n"),
  );
  const summary = wrapText(`${summaryOf(report)}.`, view.width).join("\n");
  const first = report.counts.failed > 0 ? palette.failure(summary) : summary;
  return `${[first, ...blocks, ...(notes.length > 0 ? [palette.dim(notes.join("\n"))] : [])].join("\n\n")}\n`;
}

function linesOf(check: Check, { options }: CheckReport, view: View, palette: Palette): string[] {
  const paint = check.status === "failed" ? palette.failure : palette.warning;
  const sentence = `${sentenceOf(check, view.ascii ? "+-" : "±")} (${check.estimator})`;
  const place =
    check.line !== null
      ? `${options.config}:${check.line}`
      : check.rule === "drift"
        ? options.baseline
        : null;
  const indent = " ".repeat(2 + statusColumns);
  const room = Math.max(20, view.width - indent.length);
  const [first = "", ...rest] = wrapText(escapeForTerminal(sentence, view.ascii), room);
  return [
    `  ${paint(padEndTo(check.status, statusColumns))}${first}`,
    ...rest.map((line) => indent + line),
    ...[whereOf(check), check.why, place].flatMap((text) =>
      text === null
        ? []
        : wrapText(escapeForTerminal(text, view.ascii), room).map((line) => indent + palette.dim(line)),
    ),
  ];
}
