import { largestOf, plural } from "../../core/collections.ts";
import type { QuantityId } from "../../core/quantities.ts";
import type {
  BatchReport,
  Coordinate,
  Figure,
  FolderFindings,
  LearnerColumn,
  Sample,
  Samples,
} from "../../results/report.ts";
import { copiesSentence } from "../copies-sentence.ts";
import { Kinds } from "../kinds.ts";
import {
  type FamilyGroup,
  groupFamilies,
  inThousands,
  lettersAvailable,
  markOf,
  printed,
  rowsBeyondLetters,
} from "../kit/figures.ts";
import { escapeForTerminal, formatCount } from "../kit/format.ts";
import { type Layout, layoutFor } from "../kit/layout.ts";
import type { ExpectedRows, LiveRows } from "../kit/live-rows.ts";
import { namedTable } from "../kit/named-table.ts";
import { plainTable } from "../kit/plain-table.ts";
import { placeOnly, type View } from "../kit/renderer.ts";
import { layOutRows } from "../kit/row-layout.ts";
import { fitWidth, padEndTo, textWidth, wrapText } from "../kit/text-width.ts";
import { spectrumMapOf } from "../map-model.ts";
import { drawTerminalMap } from "./terminal-map.ts";
import {
  coordinateText,
  measurementBlock,
  measurementColumns,
  spectrumColumns,
  spectrumRow,
  withFirstColumns,
} from "./terminal-table.ts";
import {
  hasNotes,
  movementLines,
  noteLines,
  placeLines,
  type ShownSamples,
  sectionLines,
  sentenceLines,
  typeLines,
  type Unranked,
  unrankedNote,
  verdictLines,
  within,
} from "./terminal-verdicts.ts";

/** Columns of the names of landmarks. */
const mostName = 24;

/**
 * The measured references of a map: landmarks beside their truth, ordered families as a list of positions.
 *
 * @returns blocks of lines; none without families
 */
function familyBlocks(references: readonly Sample[], layout: Layout): string[] {
  const families = groupFamilies(references);
  const landmarks = families.filter(([family]) => family?.kind === "landmarks");
  const roads = families.filter(([family]) => family?.kind === "road");
  const blocks = landmarks.map(([_, ...members]) => landmarkTable(members, layout));
  if (roads.length > 0) {
    const title = layout.dim(
      wrapText("roads, from text or pattern down to noise", layout.view.width).join("\n"),
    );
    blocks.push([title, ...roads.flatMap((road) => roadLines(road, layout))].join("\n"));
  }
  return blocks;
}

/** Exact rates beside those of the observer. */
function landmarkTable(members: readonly Sample[], layout: Layout): string {
  const plusMinus = layout.plusMinus;
  const blocks = members.map(({ name, truth, spectrum }) => ({
    name: layout.escape(name),
    rows: [
      [
        exactText(truth?.entropyRate),
        spectrum === null ? "-" : coordinateText(spectrum.rate, 3, plusMinus),
        spectrum === null ? "-" : coordinateText(spectrum.growth, 0, plusMinus),
      ],
    ],
  }));
  const table = { blocks, head: ["h, exact", "l(M)", "G  bit"], right: [0, 1, 2], names: "generator" };
  return namedTable(table, (columns) => withFirstColumns(table, columns), mostName, layout);
}

function exactText(truth: NonNullable<Sample["truth"]>["entropyRate"] | undefined): string {
  return truth?.status === "exact" ? truth.value.toFixed(3) : "-";
}

/** One ordered family: its name, and its positions. */
function roadLines([family, ...members]: FamilyGroup, layout: Layout): string[] {
  const along = (decimals: number, unit: number, pick: (sample: Sample) => Coordinate | undefined) =>
    members.map((sample) => {
      const coordinate = pick(sample);
      return coordinate?.status === "ok"
        ? (coordinate.value / unit).toFixed(decimals).replace(/^-(?=0\.?0*$)/, "")
        : "-";
    });
  const values = members.map((sample) => {
    const { value } = sample.family!;
    return value === null ? sample.name : String(value);
  });
  const parts = [
    `${family?.parameter ?? "at"} ${values.join(" ")}`,
    `x ${along(2, 1, ({ spectrum }) => spectrum?.randomness).join(" ")}`,
    `G kbit ${along(1, 1000, ({ spectrum }) => spectrum?.growth).join(" ")}`,
  ];
  return [
    ...wrapText(family!.title, layout.view.width),
    ...parts.flatMap((part) => wrapText(part, layout.view.width - 2)).map((line) => layout.dim(`  ${line}`)),
  ];
}

/** Columns for the end of a sample's name, beside its letter. */
const longestName = 12;

/**
 * The cost of each sample for a learner and for the observer, on the same blocks.
 *
 * @param marks letters of samples on the map, by name
 */
function learnerBlock(
  { command, samples }: LearnerColumn,
  marks: ReadonlyMap<string, string>,
  layout: Layout,
): string {
  const cell = (one: Figure | null) => (one === null ? "-" : layout.figure(one));
  const kilo = (one: Figure | null) => cell(one && inThousands(one));
  const nameOf = (name: string) => {
    const end = fitWidth(layout.escape(name.replace(/.*\/(?=.)/su, "")), longestName);
    return `${(marks.get(name) ?? "").padEnd(1)}  ${end}`;
  };
  const rows = samples.map((one) => {
    if (one.status === "undefined") return [nameOf(one.name), "-", "", "", ""];
    const { randomness, structure } = one;
    return [
      nameOf(one.name),
      ...[cell(randomness.learner), cell(randomness.observer)],
      ...[kilo(structure.learner), kilo(structure.observer)],
    ];
  });
  const title = `For ${layout.escape(command)} and for the observer, on the same held-out blocks:`;
  const head = ["", "x", "observer's", "S kbit", "observer's"].map(layout.dim);
  return printed([layout.paragraph(title), plainTable(head, rows, [1, 2, 3, 4])].join("\n"));
}

/** Samples up to which each has a row; more are summarised. */
const fewSamples = 20;

/**
 * The default view. One sample: its sentence, and its row. A few: what they are, rows, and sentences on the unusual ones. Many:
 * what they are. The map comes last, below the explanation of its letters.
 *
 * @returns for one report
 */
export function terminalOf(): LiveRows<Sample, BatchReport> {
  let shownParts: ShownParts = { rows: 0 };
  let held: HeldRows | undefined;
  return {
    begin({ names, estimators, corpora: bundled = 0, files }, view) {
      const layout = layoutFor(view);
      shownParts = shownPartsOf(names.length, bundled, estimators === null, view);
      const { backdrop = 0, rows } = shownParts;
      // What a few samples are is known only with the last of them.
      const isHeld = estimators === null && files === undefined && rows > 1 && rows <= fewSamples;
      const folder = isHeld ? folderOf(names.slice(0, rows)) : "";
      // Some inputs may fail, and later ones take their rows.
      const first = names.slice(0, 2 * rows).map((name) => within(folder, name));
      const columns =
        estimators === null
          ? spectrumColumns(first, view.ascii)
          : measurementColumns(first, estimators, view.ascii);
      const table = layOutRows(columns, layout);
      const rowOf = (sample: Sample, place: number, nth: number) => {
        if (estimators !== null) return table.block(place, "", measurementBlock(sample, view));
        const { mark, cells } = spectrumRow(sample, markOf(sample, nth, names.length), layout);
        return table.block(place, mark, [cells]);
      };
      const head = `${table.head}\n`;
      held = isHeld ? { folder, lines: [head] } : undefined;
      // The sentence of a single sample is known only with its row.
      const alone = estimators === null && rows === 1;
      const lead = (sample: Sample) => {
        if (!alone) return "";
        const lines = backdrop > 0 ? placeLines(sample, layout) : sentenceLines(sample, layout);
        return `${lines.join("\n")}\n\n${head}`;
      };
      const movedLines = (sample: Sample) => {
        if (!alone || backdrop > 0) return "";
        const lines = movementLines(sample, view).map(layout.dim);
        return lines.length === 0 ? "" : `\n${lines.join("\n")}\n`;
      };
      return {
        head: rows === 0 || alone || isHeld ? "" : openingOf(names, estimators, files, layout) + head,
        row(sample, place, nth) {
          if (!hasRow(sample, nth, shownParts)) return "";
          const text = `${lead(sample)}${rowOf(sample, place, nth)}\n${movedLines(sample)}`;
          if (held === undefined) return text;
          held.lines.push(text);
          return "";
        },
      };
    },
    *end(report, view) {
      const digest = digestSamples(report.samples, shownParts, held?.folder ?? "", view);
      // The others may have failed, or all.
      const [only, other] = digest.described;
      if (held !== undefined && only !== undefined) {
        const layout = layoutFor(view);
        const said =
          other === undefined
            ? sentenceLines(only, layout).join("\n")
            : kindsLine(digest.kinds, held.folder, layout);
        yield `${said}\n\n${held.lines.join("")}`;
      }
      const isEmpty = report.samples.length === 0 || (held !== undefined && only === undefined);
      let before = isEmpty || shownParts.rows === 0 ? "" : "\n";
      let any = false;
      for (const block of blocksAfterRows(
        report,
        digest,
        { ...shownParts, isHeld: held !== undefined },
        view,
      )) {
        for (const line of typeof block === "string" ? [block] : block) {
          yield before + line;
          before = "\n";
          any = true;
        }
        if (any) before = "\n\n";
      }
      if (any) yield "\n";
    },
  };
}

/** Rows that are written after what the samples are. */
interface HeldRows {
  /** that all names begin with, and that is left out of them */
  readonly folder: string;
  readonly lines: string[];
}

/** The folder of several files, with a slash at its end; empty: they have none in common. */
function folderOf(names: readonly string[]): string {
  const [first = "", ...others] = names;
  let folder = first.slice(0, first.lastIndexOf("/") + 1);
  while (folder !== "" && !others.every((name) => name.startsWith(folder)))
    folder = folder.slice(0, folder.lastIndexOf("/", folder.length - 2) + 1);
  return others.length === 0 ? "" : folder;
}

/** What the samples are, in one sentence. */
function kindsLine(kinds: Kinds, folder: string, layout: Layout): string {
  const where = folder === "" || folder === "/" ? "" : ` in ${layout.name(folder.slice(0, -1), mostNamed)}`;
  const said = kinds.sentence(where, (name) => layout.name(within(folder, name), mostNamed));
  return layout.paragraph(said);
}

/** Columns of a name in a sentence. */
const mostNamed = 36;

/** What a view shows of its samples. */
interface ShownParts {
  /** number of samples with rows and sentences: the first ones */
  readonly rows: number;
  /** what a summary shows instead of rows */
  readonly overview?: "inputs" | "corpora";
  /** number of corpora behind the requested samples */
  readonly backdrop?: number;
}

/** Whether a sample, the nth of those present, has a row: corpora behind requested samples have none. */
const hasRow = (
  { provenance }: Pick<Sample, "provenance">,
  nth: number,
  { rows, backdrop = 0 }: ShownParts,
) => nth < rows && (backdrop === 0 || provenance.kind !== "corpus");

function shownPartsOf(
  total: number,
  bundled: number,
  onSpectrum: boolean,
  { all = false, whole }: View,
): ShownParts {
  if (!onSpectrum) return { rows: total > lettersAvailable && !whole ? rowsBeyondLetters : total };
  if (all) return { rows: total };
  // Corpora are the backdrop of the inputs before them.
  const inputs = total - bundled;
  const subjects = inputs > 0 ? inputs : bundled;
  const backdrop = inputs > 0 ? bundled : 0;
  if (subjects <= fewSamples) return { rows: subjects, backdrop };
  return { rows: 0, overview: inputs > 0 ? "inputs" : "corpora", backdrop };
}

/** The same from a finished report. */
export function renderTerminal(report: BatchReport, view: View): string {
  const { begin, end } = terminalOf();
  const { head, row } = begin(expectedOf(report), view);
  const rows = Array.from(report.samples, (sample, nth) => row(sample, nth, nth));
  return [head, ...rows, ...end(report, view)].join("");
}

function expectedOf({ samples, folder }: BatchReport): ExpectedRows {
  const names: string[] = [];
  const measured = new Map<string, QuantityId>();
  let onSpectrum = samples.length === 0;
  let corpora = 0;
  for (const { name, spectrum, measurements, provenance } of samples) {
    names.push(name);
    if (provenance.kind === "corpus") corpora++;
    if (spectrum !== null) onSpectrum = true;
    for (const { estimator, quantity } of measurements) measured.set(estimator, quantity);
  }
  return {
    ...(folder === undefined ? {} : { files: folder.files }),
    names,
    corpora,
    estimators: onSpectrum ? null : Array.from(measured, ([id, quantity]) => ({ id, quantity })),
  };
}

/** The subject of the table, in one sentence. */
function openingOf(
  names: readonly string[],
  estimators: ExpectedRows["estimators"],
  files: number | undefined,
  layout: Layout,
): string {
  if (estimators === null && files === undefined) return "";
  const count = estimators?.length ?? 0;
  const estimates = plural(count, "estimate");
  const what =
    estimators === null
      ? `${files} files of ${names.length} types; a row is one sample drawn over the files of a type.`
      : names.length === 1
        ? `${estimates} of ${layout.escape(names[0]!)}.`
        : `${names.length} samples, ${estimates} each.`;
  return `${wrapText(what, layout.view.width).join("\n")}\n\n`;
}

/** Rows of a terminal from which the lines about other commands leave a sample and its map on it. */
const roomForHints = 28;

/** Paragraphs, as a whole or in lines. */
function* blocksAfterRows(
  report: BatchReport,
  { described, onMap, onSpectrum, short, kinds, unnamed }: SampleDigest,
  shownParts: ShownParts & { readonly isHeld: boolean },
  view: View,
): Generator<string | Iterable<string>> {
  const layout = layoutFor(view);
  const { samples } = report;
  const { overview, isHeld } = shownParts;
  let hidden = 0;
  const isUsual = (sample: Sample) => {
    const is = view.all !== true && kinds.isUsual(sample);
    if (is) hidden++;
    return is;
  };
  if (!onSpectrum && shownParts.rows < samples.length) {
    const more = `... and ${samples.length - shownParts.rows} more; all of them: -f csv, -f json`;
    yield wrapText(more, view.width).map(layout.dim).join("\n");
  }
  const mark = (sample: Sample, place: number) => markOf(sample, place, samples.length);
  const parts = samples.length === 1 ? sectionLines(samples.at(0)!, layout) : [];
  if (parts.length > 0) yield parts.join("\n");
  if (overview !== undefined) {
    yield kindsLine(kinds, "", layout);
  } else if (!onSpectrum) yield noteLines(described, layout);
  else if (report.folder !== undefined && shownParts.rows > 1) yield typeLines(described, mark, layout);
  else if ((shownParts.backdrop ?? 0) > 0 && shownParts.rows > 1) {
    for (const sample of described) yield placeLines(sample, layout).join("\n");
  } else {
    if (!isHeld && described.names.length > 1) yield kindsLine(kinds, "", layout);
    yield verdictLines(described, mark, isUsual, layout);
  }
  if (report.folder !== undefined) yield folderLines(report.folder, layout);
  if (report.copies !== undefined) {
    const { compared, equal, near } = report.copies;
    const said = [
      copiesSentence(equal, compared, "have equal contents", layout),
      copiesSentence(near, compared, "are near copies", layout),
    ];
    yield* said.filter((one) => one !== null).map((one) => layout.paragraph(one));
  }
  if (report.learner !== undefined) {
    const marks = new Map(Array.from(samples, (sample, place) => [sample.name, mark(sample, place)]));
    yield learnerBlock(report.learner, marks, layout);
  }
  if (onSpectrum && view.all === true) yield* familyBlocks(report.references, layout);
  const notes: string[] = [];
  if (onSpectrum || view.hints) {
    const { length: total } = samples;
    const letters = onSpectrum && total <= lettersAvailable ? "all" : "none";
    const note = unrankedNote(short, total, letters, view.hints);
    if (note !== null) notes.push(note);
  }
  if (overview !== undefined || report.folder !== undefined || hidden > 0)
    notes.push("--all: a row and a sentence for each; -f csv and -f json: all numbers");
  if (notes.length > 0) yield notes.flatMap((note) => wrapText(note, view.width).map(layout.dim)).join("\n");
  const drawsMap = onSpectrum && view.map && (shownParts.overview !== "inputs" || view.mapRequested === true);
  if (drawsMap) {
    const map = drawTerminalMap(spectrumMapOf({ ...report, samples: onMap }), layout);
    if (map.length > 0) yield [...letterLines(unnamed, layout), ...map].join("\n");
  }
  if (view.hints && (view.height ?? roomForHints) >= roomForHints)
    yield footer(report, drawsMap, layout).join("\n");
}

/** Which files are unlike the others, and why. */
function* folderLines(
  { compared, unlike, odd, undecided }: FolderFindings,
  layout: Layout,
): Generator<string> {
  const { width } = layout.view;
  const said =
    undecided ??
    `${unlike === 0 ? "None" : unlike} of ${compared} files ${unlike < 2 ? "is" : "are"} unlike the others${unlike === 0 ? "." : ":"}`;
  yield layout.paragraph(said);
  for (const { name, why } of odd) {
    yield `  ${layout.name(name, width - 2)}`;
    for (const line of wrapText(layout.escape(why), width - 4)) yield layout.dim(`    ${line}`);
  }
  if (unlike > odd.length) yield layout.dim(`  ${unlike - odd.length} more: mesoscope odd lists them`);
}

/** What one pass over all samples collects. */
interface SampleDigest {
  /** samples with rows and notes */
  readonly described: ShownSamples;
  /** all samples on the map, reduced to what it shows; empty without a map */
  readonly onMap: readonly Sample[];
  readonly onSpectrum: boolean;
  readonly short: Unranked;
  readonly kinds: Kinds;
  /** letters on the map without rows, and their names */
  readonly unnamed: readonly string[];
}

function digestSamples(
  samples: Samples,
  shownParts: ShownParts,
  folder: string,
  { map, ascii }: View,
): SampleDigest {
  const names: string[] = [];
  const places: number[] = [];
  const onMap: Sample[] = [];
  const unnamed: string[] = [];
  const kinds = new Kinds();
  let onSpectrum = false;
  let count = 0;
  let smallest = Number.POSITIVE_INFINITY;
  let place = 0;
  for (const sample of samples) {
    if (sample.spectrum !== null) onSpectrum = true;
    if (!sample.ranked) {
      count++;
      smallest = Math.min(smallest, sample.n);
    }
    const isShown = hasRow(sample, place, shownParts);
    if (map && (sample.spectrum !== null || isShown)) onMap.push(placeOnly(sample));
    // Keeps nothing, not even names, of samples without a note: there may be a million.
    if (isShown && (sample.spectrum !== null || hasNotes(sample))) {
      names.push(sample.name);
      places.push(place);
    }
    const isCorpus = sample.provenance.kind === "corpus";
    if (!isShown && samples.length <= lettersAvailable)
      unnamed.push(`${markOf(sample, place, samples.length)} ${escapeForTerminal(sample.name, ascii)}`);
    if (!isCorpus || (shownParts.backdrop ?? 0) === 0) kinds.add(sample);
    place++;
  }
  const described = {
    ...{ names, folder },
    *[Symbol.iterator]() {
      for (const at of places) yield samples.at(at)!;
    },
  };
  return { described, onMap, onSpectrum, short: { count, smallest }, kinds, unnamed };
}

/** The names of letters on a map, in columns. */
function letterLines(letters: readonly string[], layout: Layout): string[] {
  if (letters.length === 0) return [];
  const { width } = layout.view;
  const column = Math.min(width, largestOf(letters.map(textWidth)) + 2);
  const perLine = Math.max(1, Math.floor((width + 2) / column));
  const lines: string[] = [];
  for (let at = 0; at < letters.length; at += perLine) {
    const cells = letters.slice(at, at + perLine);
    lines.push(
      cells
        .map((one) => padEndTo(layout.cut(one, column - 2), column))
        .join("")
        .trimEnd(),
    );
  }
  return lines;
}

/** What was read, the marks of the map if there is one, and hints for the next command. */
function footer(report: BatchReport, drawsMap: boolean, layout: Layout): string[] {
  const { ascii, width } = layout.view;
  const dot = ascii ? "|" : "·";
  const { total, skipped, failed } = report.inputs;
  const size =
    report.options.sample === "all"
      ? "whole inputs"
      : `up to ${formatCount(report.options.sample)} symbols each`;
  const parts = [plural(total, "input"), size];
  if (skipped > 0) parts.push(`${skipped} skipped`);
  if (failed > 0) parts.push(`${failed} failed`);
  if (drawsMap) parts.push(...marksOf(report, ascii));
  const lines = [parts.join(` ${dot} `)];
  lines.push(`next: mesoscope explain <path> ${dot} -f json ${dot} mesoscope --help`);
  return lines.flatMap((line) => wrapText(line, width)).map(layout.dim);
}

/** The marks of the map other than letters. */
function marksOf(report: BatchReport, ascii: boolean): string[] {
  const marks: string[] = [];
  const [reference] = report.references;
  if (reference !== undefined) {
    const { n } = reference;
    const each = n === report.options.sample ? "" : `, ${formatCount(n)} symbols each`;
    marks.push(`${ascii ? "o" : "∘"} generated${each}`);
  }
  if (report.border !== null) marks.push(`${ascii ? "-" : "⠒"} up to here: patterns`);
  if (report.references.some(({ family }) => family?.kind === "road"))
    marks.push(`${ascii ? ":" : "⠂"} roads`);
  return marks;
}
