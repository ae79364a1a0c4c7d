import { capitalized } from "../../report/kit/figures.ts";
import { type Layout, layoutFor } from "../../report/kit/layout.ts";
import type { View } from "../../report/kit/renderer.ts";
import { type Rows, rowsOf } from "../../report/kit/rows.ts";
import { wrapText } from "../../report/kit/text-width.ts";
import { mostExpected } from "./judge.ts";
import type { OddReport } from "./schema.ts";
import { findingText } from "./words.ts";

/** Columns of the numbers beside the names. */
const numbersWidth = 62;
const leastName = 16;
/** Files listed below the odd ones. */
const mostOthers = 5;

/** The files that are most unlike the others, for a person. */
export function renderOdd({ files, inputs, unlike, usual, undecided }: OddReport, view: View): string {
  const layout = layoutFor(view);
  const said =
    undecided === null
      ? wrapText(sentenceOf(files[0], unlike, inputs.ok, layout), view.width)
      : wrapText(`${capitalized(undecided)}.`, view.width);
  if (files.length === 0) return `${said.join("\n")}\n`;
  const shown = view.all === true ? files.length : Math.min(unlike + mostOthers, files.length);
  const rows = files
    .slice(0, shown)
    .map((file) => [
      file.odd ? "odd" : "",
      file.expected.toPrecision(2),
      findingText(file),
      file.firstLine === file.lastLine ? `${file.firstLine}` : `${file.firstLine}-${file.lastLine}`,
      layout.name(file.file, Math.max(leastName, view.width - numbersWidth)),
    ]);
  const [top] = files;
  const why = top?.why == null ? "" : `; ${top.why}`;
  const more = files.length > shown ? `; --all lists ${files.length - shown} more` : "";
  return `${[
    ...said,
    ...(usual === null
      ? []
      : wrapText(
          `Half of the files cost ${usual.toFixed(2)} bit/byte or less under a model of the others.`,
          view.width,
        )),
    "",
    layout.table(["", "expected", "most unusual", "lines", "file"], rows, [1]),
    ...wrapText(
      `expected: number of usual files that are as odd by chance; bit: cost under a model of the other files${more}`,
      view.width,
    ).map(layout.dim),
    ...(top === undefined
      ? []
      : ["", layout.cut(`first: ${layout.escape(top.excerpt.replaceAll(/\s+/g, " "))}${why}`, view.width)]),
  ].join("\n")}\n`;
}

/** The number of odd files; without any, the nearest one. */
function sentenceOf(
  top: OddReport["files"][number] | undefined,
  unlike: number,
  of: number,
  layout: Layout,
): string {
  const what = `${unlike === 0 ? "None" : unlike} of ${of} files ${unlike < 2 ? "is" : "are"} unlike the others`;
  const said = `${what} (expected by chance: at most ${mostExpected}).`;
  if (unlike > 0 || top === undefined) return said;
  return `${said} The most unusual is ${layout.escape(top.file)}, with ${top.expected.toPrecision(2)}.`;
}

const columns = [
  ...["file", "bytes", "rate", "expected", "odd", "quantity", "at", "unit", "value", "limit", "kind"],
  ...["firstLine", "lastLine", "excerpt", "why"],
];

/** One row per file. */
export const oddRows = ({ files }: OddReport): Rows =>
  rowsOf(
    columns,
    files.map((file) => ({ ...file, odd: String(file.odd) })),
  );
