import { plural } from "../../core/collections.ts";
import { formatCount } from "../../report/kit/format.ts";
import { type Layout, layoutFor } from "../../report/kit/layout.ts";
import type { View } from "../../report/kit/renderer.ts";
import { endsOf, type Rows, rowsOf } from "../../report/kit/rows.ts";
import { wrapText } from "../../report/kit/text-width.ts";
import { pageOfRows } from "../../report/rows/page-of-rows.ts";
import type {
  FoundArmour,
  FoundChange,
  FoundSection,
  QuickSections,
  SectionsOfInput,
  SectionsReport,
} from "./schema.ts";
import { renderSectionsSvg } from "./svg.ts";
import { labelOf } from "./words.ts";

/** Columns of the strip, rows of a file, and columns beside what a section is. */
const stripWidth = 72;
const mostRows = 12;
const otherColumns = 50;
const leastWhat = 16;
/** Boundaries less certain than a block have their error beside them. */
const certain = 512;

/** What files are made of, for a person: one in detail, or a line for each. */
export function renderSections(report: SectionsReport, view: View): string {
  const layout = layoutFor(view);
  const { files, options, inputs } = report;
  if (options.noise) return `${noiseText(report, layout)}\n`;
  const [only] = files;
  if (only === undefined) return "";
  if (inputs.total === 1) return `${detail(only, layout)}\n`;
  return `${files.map((file) => layout.paragraph(sentence(file, layout))).join("\n")}\n`;
}

const sentence = ({ name, sentence }: SectionsOfInput, layout: Layout) =>
  `${layout.escape(name)}: ${sentence}`;

function detail(file: SectionsOfInput, layout: Layout): string {
  const { sections, size, changes, armour } = file;
  const said = layout.paragraph(sentence(file, layout));
  if (size === 0) return said;
  const counted = shownOf(sections, layout.view, mostRows).some(({ rate }) => rate === null);
  return [
    said,
    "",
    ...(sections.length > 1 ? [strip(file, layout), ""] : []),
    ...sectionLines(sections, layout, { most: mostRows, placed: true, more: "--all lists them" }),
    ...(changes.length === 0
      ? []
      : ["", ...changes.map((change) => layout.paragraph(changeLine(change, layout)))]),
    ...(armour.length === 0 ? [] : ["", ...armour.map((one) => layout.paragraph(`${armourText(one)}.`))]),
    ...(counted ? [layout.dim("bit/byte: entropy of the bytes where the observer read nothing")] : []),
  ].join("\n");
}

/** How sections are listed. */
interface Listing {
  /** most rows, unless all are wanted */
  readonly most: number;
  /** whether x has a column */
  readonly placed: boolean;
  /** who has the others */
  readonly more: string;
}

/** The largest sections in the order of the file, and how many more there are. */
export function sectionLines(
  sections: readonly FoundSection[],
  layout: Layout,
  { most, placed, more }: Listing,
): string[] {
  const shown = shownOf(sections, layout.view, most);
  const hasLines = sections.every(({ line }) => line !== null) && sections.length > 1;
  const rows = shown.map((section) => [
    layout.regime(section.regime, labelOf(section.index)),
    startText(section, hasLines, layout),
    offsetText(section.to, hasLines),
    ...(hasLines ? [String(section.line)] : []),
    `${formatCount(section.size)}B`,
    layout.cut(whatText(section), Math.max(leastWhat, layout.columns - otherColumns)),
    (section.rate ?? section.symbolEntropy).toFixed(2),
    ...(placed ? [section.randomness?.status === "ok" ? section.randomness.value.toFixed(2) : ""] : []),
  ]);
  const head = ["", "from", "to", ...(hasLines ? ["line"] : []), "size", "what", "bit/byte"];
  const right = hasLines ? [1, 2, 3, 4, 6, 7] : [1, 2, 3, 5, 6];
  const left = sections.length - shown.length;
  return [
    layout.table([...head, ...(placed ? ["x"] : [])], rows, right),
    ...(left === 0 ? [] : [layout.dim(`and ${left} shorter ${left === 1 ? "one" : "ones"}; ${more}`)]),
  ];
}

function changeLine({ kind, line, lastLine, what }: FoundChange, layout: Layout): string {
  const where = kind === "break" ? `From line ${line}` : `Lines ${line} to ${lastLine}`;
  return layout.escape(`${where}: ${what}.`);
}

function armourText({ notation, holds, runs, bytes, line }: FoundArmour): string {
  const [name, verb] = [notation === "hex" ? "hexadecimal digits" : notation, runs === 1 ? "holds" : "hold"];
  const first = runs === 1 ? `in line ${line}` : `the first in line ${line}`;
  return `${plural(runs, "run")} of ${name} ${verb} ${holds} (${formatCount(bytes)}B), ${first}`;
}

/** The largest sections, in the order of the file. */
function shownOf(sections: readonly FoundSection[], { all }: View, most: number): readonly FoundSection[] {
  if (all === true || sections.length <= most) return sections;
  const largest = [...sections].sort((a, b) => b.size - a.size || a.index - b.index).slice(0, most);
  return largest.sort((a, b) => a.index - b.index);
}

const offsetText = (offset: number, asLines: boolean) =>
  asLines || offset === 0 ? String(offset) : `0x${offset.toString(16)}`;

function startText({ from, fromLower, fromUpper }: FoundSection, asLines: boolean, layout: Layout): string {
  const error = Math.max(from - fromLower, fromUpper - from);
  return `${offsetText(from, asLines)}${error > certain ? ` ${layout.plusMinus} ${formatCount(error)}B` : ""}`;
}

function whatText({ copyOf, what }: FoundSection): string {
  return copyOf === null ? what : `copy of ${labelOf(copyOf)}: ${what}`;
}

/** The file to scale, a letter for the section that has most of each column. */
export function strip({ sections, size }: QuickSections, layout: Layout): string {
  const width = Math.min(stripWidth, layout.columns);
  let text = "";
  for (let column = 0, at = 0; column < width; column++) {
    const [from, to] = [(column * size) / width, ((column + 1) * size) / width];
    while (sections[at]!.to <= from) at++;
    let most = sections[at]!;
    for (let i = at; i < sections.length && sections[i]!.from < to; i++)
      if (shareIn(sections[i]!, from, to) > shareIn(most, from, to)) most = sections[i]!;
    const label = labelOf(most.index);
    text += layout.regime(most.regime, label.length === 1 ? label : ".");
  }
  return text;
}

const shareIn = ({ from, to }: FoundSection, start: number, end: number) =>
  Math.min(to, end) - Math.max(from, start);

function noiseText({ files, inputs }: SectionsReport, layout: Layout): string {
  const verb = files.length < 2 ? "holds" : "hold";
  const of = inputs.ok === 1 ? "1 file" : `${inputs.ok} files`;
  const said = `${files.length === 0 ? "None" : files.length} of ${of} ${verb} noise of 4 kB or more, or 64 bytes in digits.`;
  if (files.length === 0) return said;
  const rows = files.flatMap(({ name, sections, armour, size }) => [
    ...sections.map((section) => [
      offsetText(section.from, false),
      offsetText(section.to, false),
      `${formatCount(section.size)}B`,
      `${Math.round((100 * section.size) / size)} %`,
      section.what,
      layout.escape(name),
    ]),
    ...armour.map((one) => [
      `line ${one.line}`,
      "",
      `${formatCount(one.bytes)}B`,
      "",
      `${plural(one.runs, "run")} of ${one.notation}: noise`,
      layout.escape(name),
    ]),
  ]);
  return [
    ...wrapText(said, layout.view.width),
    "",
    layout.table(["from", "to", "size", "share", "what", "file"], rows, [0, 1, 2, 3]),
  ].join("\n");
}

/** A page of the text, the picture and the numbers. */
export function renderSectionsHtml(report: SectionsReport, view: View): string {
  const text = renderSections(report, { ...view, color: false });
  return pageOfRows(sectionRows(report), text, renderSectionsSvg(report, true));
}

const columns = [
  ...[
    "file",
    "kind",
    "section",
    "from",
    "to",
    "size",
    "fromLower",
    "fromUpper",
    "line",
    "lastLine",
    "level",
    "regime",
    "what",
  ],
  ...["copyOf", "symbolEntropy", "rate", "x", "xLower", "xUpper", "structure", "column", "bits"],
];

/** One row per section, per change of lines, and per kind of armour. */
export const sectionRows = ({ files }: SectionsReport): Rows =>
  rowsOf(
    columns,
    files.flatMap(({ name, sections, changes, armour }) => [
      ...sections.map(({ index, randomness, structure, ...section }) => ({
        ...section,
        file: name,
        kind: "section",
        section: index,
        ...(randomness?.status === "ok" && { x: randomness.value, ...endsOf(randomness, "x") }),
        structure: structure?.status === "ok" ? structure.value : null,
      })),
      ...changes.map((change) => ({ ...change, file: name })),
      ...armour.map(({ from, line, bytes, ...one }) => ({
        ...{ file: name, kind: "armour", from, line, size: bytes },
        what: armourText({ from, line, bytes, ...one }),
      })),
    ]),
  );
