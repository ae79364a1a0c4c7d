import type { Sample } from "../../results/report.ts";
import { verdictSentence } from "../../spectrum/verdict-sentence.ts";
import { cutNames } from "../kit/cut-names.ts";
import { escapeForTerminal } from "../kit/format.ts";
import type { Palette } from "../kit/palette.ts";
import type { View } from "../kit/renderer.ts";
import { padEndTo, wrapText } from "../kit/text-width.ts";

const nameColumns = 20;

/**
 * What each sample is in a sentence, where there are several, with what is to be known of its input below it.
 *
 * @param marks of the samples, as on the map
 * @throws never
 */
export function verdictLines(
  samples: readonly Sample[],
  marks: readonly string[],
  view: View,
  palette: Palette,
): string[] {
  const names = namesOf(samples, view);
  return samples.flatMap((sample, i) => {
    const regime = sample.ranked ? (sample.spectrum?.verdict.regime ?? null) : null;
    const paintMark = (mark: string) => (sample.ranked ? palette.regime(regime, mark) : palette.dim(mark));
    const mark = marks[i] === "" ? "" : `${paintMark(marks[i]!)}  `;
    const indent = nameColumns + 2 + (mark === "" ? 0 : 3);
    // Of one sample the sentence stands first of all.
    const sentence = samples.length === 1 ? [] : wrapText(sentenceOf(sample), view.width - indent);
    const lines = [
      ...sentence.map((line) => palette.regime(regime, line)),
      ...sample.warnings.flatMap(({ message }) =>
        wrapText(message, view.width - indent).map(palette.warning),
      ),
    ];
    if (lines.length === 0) return [];
    return [`${mark}${padEndTo(names[i]!, nameColumns)}  ${lines.join(`\n${" ".repeat(indent)}`)}`];
  });
}

/** What one sample is, with its name. */
export function sentenceLines(sample: Sample, view: View): string[] {
  return wrapText(`${escapeForTerminal(sample.name, view.ascii)}: ${sentenceOf(sample)}`, view.width);
}

function sentenceOf(sample: Sample): string {
  return sample.spectrum === null ? "no verdict" : verdictSentence(sample, sample.spectrum);
}

/** Samples that are not ranked. */
export interface Unranked {
  readonly count: number;
  /** symbols of the shortest */
  readonly smallest: number;
}

/** Samples below this many symbols cannot be placed, so no smaller sample size is advised. */
const shortestUseful = 4000;

/**
 * Why some or all samples are not ranked, and with hints how all are; null when all are.
 *
 * @param everyLetter whether every sample has a letter, which is small where it is not ranked
 * @throws never
 */
export function unrankedNote(
  { count, smallest }: Unranked,
  total: number,
  everyLetter: boolean,
  hints: boolean,
): string | null {
  if (count === 0) return null;
  const advice = hints && smallest >= shortestUseful ? `; --sample ${smallest} ranks all` : "";
  if (count === total) return `${count === 1 ? "" : "all are "}shorter than --sample, not ranked${advice}`;
  const which = everyLetter ? "small letters" : `${count} samples (small letters)`;
  return `${which}: shorter than the others, not ranked${advice}`;
}

/**
 * What is to be known of inputs and why numbers are missing, where no verdict says it.
 *
 * @throws never
 */
export function noteLines(samples: readonly Sample[], view: View, palette: Palette): string[] {
  const names = namesOf(samples, view);
  return samples.flatMap((sample, i) => {
    const missing = sample.measurements.flatMap((one) =>
      one.status === "undefined" ? [`${one.estimator} is undefined: ${one.reason}`] : [],
    );
    const lines = (text: string) => wrapText(`${names[i]!}: ${text}`, view.width);
    return [
      ...sample.warnings.flatMap(({ message }) => lines(message).map(palette.warning)),
      ...missing.flatMap(lines),
    ];
  });
}

function namesOf(samples: readonly Sample[], view: View): string[] {
  const names = samples.map(({ name }) => escapeForTerminal(name, view.ascii));
  return cutNames(names, nameColumns, view.ascii ? "~" : "…");
}
