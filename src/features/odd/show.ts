import { escapeForTerminal } from "../../report/kit/format.ts";
import { paletteFor } from "../../report/kit/palette.ts";
import { plainTable } from "../../report/kit/plain-table.ts";
import type { View } from "../../report/kit/renderer.ts";
import type { Rows } from "../../report/kit/rows.ts";
import { fitWidth, wrapText } from "../../report/kit/text-width.ts";
import type { OddReport } from "./schema.ts";

/** Columns that the numbers take beside the names. */
const numbersWidth = 48;
const leastName = 16;
/** Files that are shown below the odd ones. */
const mostOthers = 5;

/** The files that are most unlike the others, for a person. */
export function renderOdd({ files, inputs, unlike, usual, undecided }: OddReport, view: View): string {
  const palette = paletteFor(view.color);
  const said =
    undecided === null
      ? wrapText(sentenceOf(files[0], unlike, inputs.ok, view), view.width)
      : wrapText(`${undecided[0]!.toUpperCase()}${undecided.slice(1)}.`, view.width);
  if (files.length === 0) return `${said.join("\n")}\n`;
  const name = Math.max(leastName, view.width - numbersWidth);
  const mark = view.ascii ? "~" : "…";
  const shown = view.all === true ? files.length : Math.min(unlike + mostOthers, files.length);
  const rows = files
    .slice(0, shown)
    .map(({ file, oddest, rate, expected, odd: isOdd, firstLine, lastLine }) => [
      isOdd ? "odd" : "",
      oddest.toFixed(2),
      rate.toFixed(2),
      expected.toPrecision(2),
      firstLine === lastLine ? `${firstLine}` : `${firstLine}-${lastLine}`,
      fitWidth(escapeForTerminal(file, view.ascii), name, mark),
    ]);
  const [top] = files;
  return `${[
    ...said,
    ...(usual === null
      ? []
      : wrapText(
          `Half of the files cost ${usual.toFixed(2)} bit/byte or less under a model of the others.`,
          view.width,
        )),
    "",
    plainTable(["", "oddest", "whole", "expected", "lines", "file"].map(palette.dim), rows, [1, 2, 3]),
    ...wrapText(
      `oddest: bit/byte of the lines that surprise most; whole: of all of the file; expected: usual files that would be as odd by chance${
        files.length > shown ? `; --all lists ${files.length - shown} more` : ""
      }`,
      view.width,
    ).map(palette.dim),
    ...(top === undefined
      ? []
      : [
          "",
          fitWidth(
            `first: ${escapeForTerminal(top.excerpt.replaceAll(/\s+/g, " "), view.ascii)}`,
            view.width,
            mark,
          ),
        ]),
  ].join("\n")}\n`;
}

/** How many files are odd; where none is, which comes nearest. */
function sentenceOf(
  top: OddReport["files"][number] | undefined,
  unlike: number,
  of: number,
  view: View,
): string {
  const what = `${unlike === 0 ? "None" : unlike} of ${of} files ${unlike < 2 ? "is" : "are"} unlike the others`;
  const said = `${what}: chance gives at most 0.01 such files.`;
  if (unlike > 0 || top === undefined) return said;
  return `${said} The most unusual is ${escapeForTerminal(top.file, view.ascii)}, with ${top.expected.toPrecision(2)}.`;
}

/** A row a file. */
export function oddRows({ files }: OddReport): Rows {
  const columns = [
    "file",
    "bytes",
    "rate",
    "oddest",
    "expected",
    "odd",
    "firstLine",
    "lastLine",
    "excerpt",
  ] as const;
  return {
    columns: [...columns],
    rows: files.map((file) =>
      columns.map((column) => (typeof file[column] === "boolean" ? String(file[column]) : file[column])),
    ),
  };
}
