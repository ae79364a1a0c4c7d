import type { BatchReport, Sample, Samples } from "../../results/report.ts";
import { formatCount } from "../kit/format.ts";
import { type Palette, paletteFor } from "../kit/palette.ts";
import { placeOnly, type View } from "../kit/renderer.ts";
import { lettersAvailable, rowsBeyondLetters, sampleMarks } from "../kit/sample-labels.ts";
import { wrapText } from "../kit/text-width.ts";
import { familyBlocks } from "./terminal-families.ts";
import { drawTerminalMap } from "./terminal-map.ts";
import { measurementTable, spectrumTable } from "./terminal-table.ts";
import { noteLines, type Unranked, unrankedNote, verdictLines } from "./terminal-verdicts.ts";

/** The default view: table, map, one verdict a line, then what else there is. */
export function renderTerminal(report: BatchReport, view: View): string {
  const palette = paletteFor(view.color);
  const blocks: string[] = [];
  const { shown, onMap, onSpectrum, short } = lookThrough(report.samples, view);
  const marks = sampleMarks(onMap);
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
    const map = drawTerminalMap(onMap, report.references, report.arc, view, palette);
    if (map.length > 0) blocks.push(map.join("\n"));
  }
  if (onSpectrum) blocks.push(...familyBlocks(report.references, view, palette));
  const remarks = onSpectrum ? verdictLines(shown, marks, view, palette) : noteLines(shown, view, palette);
  if (remarks.length > 0) blocks.push(remarks.join("\n"));
  if (onSpectrum || view.hints) {
    const { length: total } = report.samples;
    const note = unrankedNote(short, total, total <= lettersAvailable, view.hints);
    if (note !== null) blocks.push(wrapText(note, view.width).map(palette.dim).join("\n"));
  }
  if (view.hints) blocks.push(footer(report, view, palette).join("\n"));
  return blocks.length === 0 ? "" : `${blocks.join("\n\n")}\n`;
}

/** What is to be known of all samples, from one pass. */
interface Overview {
  /** those that have rows of their own */
  readonly shown: readonly Sample[];
  /** all that stand on the map; beyond the first ones no more of each than the map shows */
  readonly onMap: readonly Sample[];
  readonly onSpectrum: boolean;
  readonly short: Unranked;
}

function lookThrough(samples: Samples, { map, whole }: View): Overview {
  const rows = samples.length > lettersAvailable && !whole ? rowsBeyondLetters : samples.length;
  const onMap: Sample[] = [];
  let onSpectrum = false;
  let count = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (const sample of samples) {
    if (sample.spectrum !== null) onSpectrum = true;
    if (!sample.ranked) {
      count++;
      smallest = Math.min(smallest, sample.n);
    }
    if (onMap.length < rows) onMap.push(sample);
    else if (map && sample.spectrum !== null) onMap.push(placeOnly(sample));
  }
  return { shown: onMap.slice(0, rows), onMap, onSpectrum, short: { count, smallest } };
}

function footer(report: BatchReport, view: View, palette: Palette): string[] {
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
  const lines = [parts.join(` ${dot} `)];
  lines.push(`next: mesoscope explain <path> ${dot} -f json ${dot} mesoscope --help`);
  return lines.flatMap((line) => wrapText(line, view.width)).map(palette.dim);
}
