import type { Sample, Spectrum } from "../core/report.ts";
import { escapeForTerminal, formatColumn } from "./format.ts";
import type { Palette } from "./palette.ts";
import type { View } from "./renderer.ts";
import { errorOf } from "./sample-labels.ts";
import { fitWidth, padEndTo, wrapText } from "./text-width.ts";

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
  const reference = samples.some((sample) => sample.ranked) ? "the others" : "--sample";
  return samples.map((sample, i) => {
    const regime = sample.ranked ? (sample.spectrum?.verdict.regime ?? null) : null;
    const paintMark = (mark: string) => (sample.ranked ? palette.regime(regime, mark) : palette.dim(mark));
    const mark = marks[i] === "" ? "" : `${paintMark(marks[i]!)}  `;
    const indent = nameColumns + 2 + (mark === "" ? 0 : 3);
    const text =
      verdictText(sample.spectrum, view) + (sample.ranked ? "" : `; shorter than ${reference}, not ranked`);
    const lines = [
      ...wrapText(text, view.width - indent).map((line) => palette.regime(regime, line)),
      ...sample.warnings.flatMap(({ message }) =>
        wrapText(message, view.width - indent).map(palette.warning),
      ),
    ];
    return `${mark}${padEndTo(nameOf(sample, view), nameColumns)}  ${lines.join(`\n${" ".repeat(indent)}`)}`;
  });
}

/**
 * What is to be known of inputs and why numbers are missing, where no verdict says it.
 *
 * @throws never
 */
export function noteLines(samples: readonly Sample[], view: View, palette: Palette): string[] {
  return samples.flatMap((sample) => {
    const missing = sample.measurements.flatMap((one) =>
      one.status === "undefined" ? [`${one.estimator} is undefined: ${one.reason}`] : [],
    );
    const lines = (text: string) => wrapText(`${nameOf(sample, view)}: ${text}`, view.width);
    return [
      ...sample.warnings.flatMap(({ message }) => lines(message).map(palette.warning)),
      ...missing.flatMap(lines),
    ];
  });
}

function nameOf(sample: Sample, view: View): string {
  return fitWidth(escapeForTerminal(sample.name, view.ascii), nameColumns, view.ascii ? "~" : "…");
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
