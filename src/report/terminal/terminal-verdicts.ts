import { plural } from "../../core/collections.ts";
import type { Sample } from "../../results/report.ts";
import { sentencesOf } from "../../spectrum/sentences.ts";
import { errorOf, groupDigits, wrapPrinted } from "../kit/figures.ts";
import type { Layout } from "../kit/layout.ts";
import type { View } from "../kit/renderer.ts";
import { nameCutter, padEndTo, textWidth, wrapText } from "../kit/text-width.ts";

/** Least columns of names, and the share of the view that longer ones may take. */
const leastNameColumns = 20;
const mostNameShare = 1 / 3;
/** Least columns of a sentence beside a name. */
const leastSentence = 24;

/** Samples that are read again for each section of the text: not all of them may fit in memory. */
export interface ShownSamples extends Iterable<Sample> {
  readonly names: readonly string[];
  /** that their names begin with, and that is left out; may be empty */
  readonly folder: string;
}

/** The name of a sample below a folder that ends with a slash. */
export const within = (folder: string, name: string) =>
  name.startsWith(folder) ? name.slice(folder.length) : name;

/**
 * The verdict of each sample that is not usual where there are several, followed by notes on its input.
 *
 * @param markOf the mark of a sample on the map, by its index
 */
export function* verdictLines(
  samples: ShownSamples,
  markOf: (sample: Sample, place: number) => string,
  isUsual: (sample: Sample) => boolean,
  layout: Layout,
): Generator<string> {
  const { nameOf, columns } = namesOf(samples, layout);
  let place = 0;
  for (const sample of samples) {
    const regime = sample.ranked ? (sample.spectrum?.verdict.regime ?? null) : null;
    const paintMark = (mark: string) => (sample.ranked ? layout.regime(regime, mark) : layout.dim(mark));
    const letter = markOf(sample, place++);
    const mark = letter === "" ? "" : `${paintMark(letter)}  `;
    const textColumn = columns + 2 + (mark === "" ? 0 : 3);
    // Where few columns are left beside the names, sentences go below them.
    const isBelow = layout.view.width - textColumn < leastSentence;
    const indent = isBelow ? 2 : textColumn;
    // For a single sample the sentence comes first of all.
    const sentence =
      samples.names.length === 1 || isUsual(sample)
        ? []
        : wrapPrinted(sentenceOf(sample), layout.view.width - indent);
    const lines = [
      ...sentence.map((line) => layout.regime(regime, line)),
      ...sample.warnings.flatMap(({ message }) =>
        wrapText(layout.escape(message), layout.view.width - indent).map(layout.warning),
      ),
    ];
    if (lines.length === 0) continue;
    const next = `\n${" ".repeat(indent)}`;
    const name = nameOf(sample.name);
    yield mark + (isBelow ? name + next : `${padEndTo(name, columns)}  `) + lines.join(next);
  }
}

/** The verdict of one sample, with its name. */
export function sentenceLines(sample: Sample, layout: Layout): string[] {
  return wrapPrinted(`${layout.escape(sample.name)}: ${sentenceOf(sample)}`, layout.view.width);
}

/** The regime of a sample and what it is like, with its name. */
export function placeLines(sample: Sample, layout: Layout): string[] {
  const { spectrum, like } = sample;
  if (spectrum?.randomness.status !== "ok" || like?.status !== "ok") return sentenceLines(sample, layout);
  return wrapText(`${layout.escape(sample.name)}: ${placeOf(sample)}.`, layout.view.width);
}

/** What the files of each type are, one line each, with what could not be read of them. */
export function* typeLines(
  samples: ShownSamples,
  markOf: (sample: Sample, place: number) => string,
  layout: Layout,
): Generator<string> {
  let place = 0;
  for (const sample of samples) {
    const mark = padEndTo(markOf(sample, place++), 1);
    const wrapped = (text: string) => wrapText(text, layout.view.width - 3);
    const lines = [
      ...wrapped(`${layout.escape(sample.name)}: ${placeOf(sample)}`),
      ...sample.warnings.flatMap(({ message }) => wrapped(layout.escape(message)).map(layout.warning)),
    ];
    yield `${mark}  ${lines.join("\n   ")}`;
  }
}

/** Such as "structure, like Perl source". */
function placeOf({ spectrum, like }: Sample): string {
  const kind = like?.status === "ok" ? `, like ${like.title}` : "";
  if (spectrum?.randomness.status !== "ok") return `too short to place${kind}`;
  const { regime, between } = spectrum.verdict;
  return `${between === null ? regime : `undecided between ${between.join(" and ")}`}${kind}`;
}

/** That an input is several things, and the command that says where each is. */
export function sectionLines({ name, sections }: Sample, layout: Layout): string[] {
  if (sections === undefined) return [];
  const line = `${sections.sentence} Where: mesoscope sections ${layout.escape(name)}`;
  return wrapText(line.replace(/^(\d+) sections\./, "It has $1 sections:"), layout.view.width);
}

/** The movement of a sample on the map while it was read, if that is more than its error. */
export function movementLines({ spectrum }: Sample, view: View): string[] {
  const sentences: string[] = [];
  if (spectrum?.tail != null && spectrum.randomness.status === "ok" && spectrum.growth.status === "ok") {
    const { randomness, growth } = spectrum.tail;
    const [x, g] = [spectrum.randomness.value, spectrum.growth.value];
    const movements = [
      {
        beyond: Math.abs(x - randomness) > (errorOf(spectrum.randomness) ?? 0),
        from: `randomness ${randomness.toFixed(2)}`,
        to: x.toFixed(2),
      },
      {
        beyond: Math.abs(g - growth) > (errorOf(spectrum.growth) ?? 0),
        from: `G ${(growth / 1000).toFixed(1)}`,
        to: `${(g / 1000).toFixed(1)} kbit`,
      },
    ];
    // Omits a movement that no printed digit shows.
    const moved = movements
      .filter(({ beyond, from, to }) => beyond && from.split(" ")[1] !== to.split(" ")[0])
      .map(({ from, to }) => `${from} to ${to}`);
    if (moved.length > 0) sentences.push(`From half of the sample to all of it: ${moved.join(", ")}.`);
  }
  return sentences.flatMap((one) => wrapText(one, view.width));
}

function sentenceOf(sample: Sample): string {
  return sample.spectrum === null ? "no verdict" : groupDigits(sentencesOf(sample, sample.spectrum));
}

/** Samples that are not ranked. */
export interface Unranked {
  readonly count: number;
  /** symbols of the shortest one */
  readonly smallest: number;
}

/** Samples below this many symbols cannot be placed, so no smaller sample size is suggested. */
const shortestUseful = 500;

/**
 * Why some or all samples are not ranked, and with hints how to rank all; null when all are.
 *
 * @param letters which samples have a letter; it is small where the sample is not ranked
 */
export function unrankedNote(
  { count, smallest }: Unranked,
  total: number,
  letters: "all" | "none",
  hints: boolean,
): string | null {
  // Among samples that are all short none is ranked before another.
  if (count === 0 || count === total) return null;
  const advice = hints && smallest >= shortestUseful ? `; --sample ${smallest} ranks all` : "";
  const samples = plural(count, "sample");
  const which = { all: "small letters", none: samples }[letters];
  return `${which}: shorter than the others and not ranked${advice}`;
}

/** Whether `noteLines` has a note on a sample. */
export function hasNotes({ measurements, warnings }: Sample): boolean {
  return warnings.length > 0 || remarksOn(measurements).length > 0;
}

/** Warnings about numbers that the table does not show: that one is unreliable, or why there is none or no interval. */
const ofNumbers: ReadonlySet<string> = new Set([
  "undersampled",
  "small-sample",
  "out-of-range",
  "no-interval",
  "heavy-tailed",
  "few-events",
  "long-duplicate",
]);

/** Notes on numbers, in one line where several estimators have the same. */
function remarksOn(measurements: Sample["measurements"]): string[] {
  const estimatorsOf = new Map<string, Set<string>>();
  const note = (remark: string, estimator: string) =>
    estimatorsOf.set(remark, (estimatorsOf.get(remark) ?? new Set()).add(estimator));
  for (const { estimator, ...one } of measurements) {
    if (one.status === "undefined") note(` undefined: ${one.reason}`, estimator);
    else
      for (const { code, message } of one.warnings) if (ofNumbers.has(code)) note(`: ${message}`, estimator);
  }
  return Array.from(estimatorsOf, ([remark, estimators]) => {
    const verb = remark.startsWith(":") ? "" : estimators.size === 1 ? " is" : " are";
    return `${[...estimators].join(", ")}${verb}${remark}`;
  });
}

/** Notes on inputs and on numbers, where no verdict has them. */
export function* noteLines(samples: ShownSamples, layout: Layout): Generator<string> {
  const { nameOf } = namesOf(samples, layout);
  for (const { name, measurements, warnings } of samples) {
    const lines = (text: string) => wrapText(`${nameOf(name)}: ${layout.escape(text)}`, layout.view.width);
    for (const { message } of warnings) yield* lines(message).map(layout.warning);
    for (const remark of remarksOn(measurements)) yield* lines(remark);
  }
}

/** Names in front of sentences on samples, and their columns. */
function namesOf({ names, folder }: ShownSamples, layout: Layout) {
  const escaped = (name: string) => layout.escape(within(folder, name));
  const shown = names.map(escaped);
  const longest = shown.reduce((most, name) => Math.max(most, textWidth(name)), leastNameColumns);
  const columns = Math.min(
    longest,
    Math.max(leastNameColumns, Math.floor(layout.view.width * mostNameShare)),
  );
  const cut = nameCutter(shown, columns, layout.view.ascii ? "~" : "…");
  return { nameOf: (name: string) => cut(escaped(name)), columns };
}
