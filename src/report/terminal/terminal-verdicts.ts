import type { Sample, Spectrum } from "../../results/report.ts";
import { cutNames } from "../kit/cut-names.ts";
import { escapeForTerminal, formatColumn } from "../kit/format.ts";
import type { Palette } from "../kit/palette.ts";
import type { View } from "../kit/renderer.ts";
import { errorOf } from "../kit/sample-labels.ts";
import { padEndTo, wrapText } from "../kit/text-width.ts";

const nameColumns = 20;

/**
 * One verdict a sample, with what is to be known of its input below it.
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
  return samples.map((sample, i) => {
    const regime = sample.ranked ? (sample.spectrum?.verdict.regime ?? null) : null;
    const paintMark = (mark: string) => (sample.ranked ? palette.regime(regime, mark) : palette.dim(mark));
    const mark = marks[i] === "" ? "" : `${paintMark(marks[i]!)}  `;
    const indent = nameColumns + 2 + (mark === "" ? 0 : 3);
    const lines = [
      ...wrapText(verdictText(sample.spectrum, view), view.width - indent).map((line) =>
        palette.regime(regime, line),
      ),
      ...sample.warnings.flatMap(({ message }) =>
        wrapText(message, view.width - indent).map(palette.warning),
      ),
    ];
    return `${mark}${padEndTo(names[i]!, nameColumns)}  ${lines.join(`\n${" ".repeat(indent)}`)}`;
  });
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

/** A verdict in words, with the number it rests on. */
function verdictText(spectrum: Spectrum | null, view: View): string {
  if (spectrum === null) return "no verdict";
  const { regime, because } = spectrum.verdict;
  if (spectrum.randomness.status !== "ok") return because;
  if ((regime !== "middle" && regime !== "mixture") || spectrum.height.status !== "ok") {
    return `${regime}: ${because}`;
  }
  const { value } = spectrum.height;
  const halfWidth = errorOf(spectrum.height);
  const amount = formatColumn(Math.abs(value), halfWidth, 1, view.ascii ? "+-" : "±");
  // Nothing measured vouches for the arc there.
  const arc = spectrum.arc?.extrapolated === true ? "the extended arc" : "the mixture arc";
  return `${regime}: ${amount} doublings ${value < 0 ? "below" : "above"} ${arc}`;
}
