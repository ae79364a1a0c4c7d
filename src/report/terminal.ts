import type { Report, Sample, Spectrum } from "../core/report.ts";
import { escapeForTerminal, formatBytes, formatColumn, formatCount } from "./format.ts";
import { type Palette, paletteFor } from "./palette.ts";
import type { Renderer, View } from "./renderer.ts";
import { halfWidthOf, lettersAvailable, rowsBeyondLetters, sampleMarks } from "./sample-labels.ts";
import { drawTerminalMap } from "./terminal-map.ts";
import { measurementTable, spectrumTable } from "./terminal-table.ts";
import { fitWidth, padEndTo } from "./text-width.ts";

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
    blocks.push(
      palette.dim(`... and ${report.samples.length - shown.length} more; all of them: -f csv, -f json`),
    );
  }
  if (onSpectrum && view.map) {
    const map = drawTerminalMap(report.samples, report.references, view, palette);
    if (map.length > 0) blocks.push(map.join("\n"));
  }
  if (onSpectrum) blocks.push(verdictLines(shown, marks, view, palette).join("\n"));
  if (view.hints) blocks.push(footer(report, view, palette).join("\n"));
  return blocks.length === 0 ? "" : `${blocks.join("\n\n")}\n`;
};

function verdictLines(
  samples: readonly Sample[],
  marks: readonly string[],
  view: View,
  palette: Palette,
): string[] {
  const nameColumns = 20;
  return samples.map((sample, i) => {
    const name = padEndTo(
      fitWidth(escapeForTerminal(sample.name), nameColumns, view.ascii ? "~" : "…"),
      nameColumns,
    );
    const regime = sample.spectrum?.verdict.regime ?? null;
    const text =
      verdictText(sample.spectrum) + (sample.ranked ? "" : "; shorter than the others, not ranked");
    const mark =
      marks[i] === ""
        ? ""
        : `${sample.ranked ? palette.regime(regime, marks[i]!) : palette.dim(marks[i]!)}  `;
    const warnings = sample.warnings.map((warning) => palette.warning(`; ${warning.message}`)).join("");
    return `${mark}${name}  ${palette.regime(sample.ranked ? regime : null, asciiIf(view, text))}${warnings}`;
  });
}

/** A verdict in words, with the number it rests on. */
function verdictText(spectrum: Spectrum | null): string {
  if (spectrum === null) return "no verdict";
  const { regime, because } = spectrum.verdict;
  if (spectrum.randomness.status !== "ok") return because;
  if (regime !== "structured" || spectrum.structure.status !== "ok") return `${regime}: ${because}`;
  const amount = formatColumn(spectrum.structure.value, halfWidthOf(spectrum.structure), 2);
  return `structured beyond its shuffle by ${amount} bits`;
}

function asciiIf(view: View, text: string): string {
  return view.ascii ? text.replaceAll("±", "+-").replaceAll("…", "...") : text;
}

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
  if (report.references.length > 0)
    parts.push(`${view.ascii ? "o" : "∘"} generated references of known truth`);
  const short = report.samples.filter((sample) => !sample.ranked);
  const lines = [palette.dim(parts.join(` ${dot} `))];
  if (short.length > 0 && report.options.sample !== "all") {
    const smallest = Math.min(...short.map((sample) => sample.n));
    const advice =
      smallest >= shortestUseful ? `; --sample ${formatBytes(smallest).replace(" ", "")} ranks all` : "";
    lines.push(palette.dim(`small letters: shorter than the others, not ranked${advice}`));
  }
  lines.push(
    palette.dim(
      `next: -f json ${dot} -e plug-in,deflate ${dot} mesoscope estimators ${dot} mesoscope --help`,
    ),
  );
  return lines;
}
