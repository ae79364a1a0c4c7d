import type { Report } from "../core/report.ts";
import { formatCount } from "./format.ts";
import { type Palette, paletteFor } from "./palette.ts";
import type { Renderer, View } from "./renderer.ts";
import { lettersAvailable, rowsBeyondLetters, sampleMarks } from "./sample-labels.ts";
import { familyBlocks } from "./terminal-families.ts";
import { drawTerminalMap } from "./terminal-map.ts";
import { measurementTable, spectrumTable } from "./terminal-table.ts";
import { noteLines, verdictLines } from "./terminal-verdicts.ts";
import { wrapText } from "./text-width.ts";

/** The default view: table, map, one verdict a line, then what else there is. */
export const renderTerminal: Renderer = (report, view) => {
  const palette = paletteFor(view.color);
  const blocks: string[] = [];
  const onSpectrum = report.samples.some((sample) => sample.spectrum !== null);
  const shown =
    report.samples.length > lettersAvailable ? report.samples.slice(0, rowsBeyondLetters) : report.samples;
  const marks = sampleMarks(report.samples);
  if (report.samples.length > 0) {
    blocks.push(
      onSpectrum ? spectrumTable(shown, marks, view, palette) : measurementTable(shown, view, palette),
    );
  }
  if (shown.length < report.samples.length) {
    const more = `... and ${report.samples.length - shown.length} more; all of them: -f csv, -f json`;
    blocks.push(wrapText(more, view.width).map(palette.dim).join("\n"));
  }
  if (onSpectrum && view.map) {
    const map = drawTerminalMap(report.samples, report.references, report.arc, view, palette);
    if (map.length > 0) blocks.push(map.join("\n"));
  }
  if (onSpectrum) blocks.push(...familyBlocks(report.references, view, palette));
  const remarks = onSpectrum ? verdictLines(shown, marks, view, palette) : noteLines(shown, view, palette);
  if (remarks.length > 0) blocks.push(remarks.join("\n"));
  if (view.hints) blocks.push(footer(report, view, palette).join("\n"));
  return blocks.length === 0 ? "" : `${blocks.join("\n\n")}\n`;
};

/** Samples below this many symbols cannot be placed, so no smaller sample size is advised. */
const shortestUseful = 4000;

function footer(report: Report, view: View, palette: Palette): string[] {
  const dot = view.ascii ? "|" : "·";
  const { total, skipped, failed } = report.inputs;
  const size =
    report.options.sample === "all" ? "whole inputs" : `${formatCount(report.options.sample)} symbols each`;
  const parts = [`${total} ${total === 1 ? "input" : "inputs"}`, size];
  if (skipped > 0) parts.push(`${skipped} skipped`);
  if (failed > 0) parts.push(`${failed} failed`);
  if (report.references.length > 0) parts.push(`${view.ascii ? "o" : "∘"} generated references`);
  if (report.arc !== null) parts.push(`${view.ascii ? "-" : "⠒"} mixture arc`);
  if (report.references.some(({ family }) => family?.kind === "road"))
    parts.push(`${view.ascii ? ":" : "⠂"} roads`);
  const short = report.samples.filter((sample) => !sample.ranked);
  const lines = [parts.join(` ${dot} `)];
  if (short.length > 0 && report.options.sample !== "all") {
    const smallest = Math.min(...short.map((sample) => sample.n));
    const advice = smallest >= shortestUseful ? `; --sample ${smallest} ranks all` : "";
    const reference = short.length < report.samples.length ? "the others" : "--sample";
    const which = report.samples.length > lettersAvailable ? `${short.length} samples` : "small letters";
    lines.push(`${which}: shorter than ${reference}, not ranked${advice}`);
  }
  lines.push(`next: mesoscope explain <path> ${dot} -f json ${dot} mesoscope --help`);
  return lines.flatMap((line) => wrapText(line, view.width)).map(palette.dim);
}
