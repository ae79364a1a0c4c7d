import type { QuantityId } from "../../core/quantities.ts";
import type { BatchReport, Sample, Samples } from "../../results/report.ts";
import { escapeForTerminal, formatCount } from "../kit/format.ts";
import type { Expected, LiveRows } from "../kit/live-rows.ts";
import { type Palette, paletteFor } from "../kit/palette.ts";
import { placeOnly, type View } from "../kit/renderer.ts";
import { layOutRows } from "../kit/row-layout.ts";
import { lettersAvailable, markOf, rowsBeyondLetters } from "../kit/sample-labels.ts";
import { wrapText } from "../kit/text-width.ts";
import { spectrumMapOf } from "../map-model.ts";
import { familyBlocks } from "./terminal-families.ts";
import { learnerBlock } from "./terminal-learner.ts";
import { drawTerminalMap } from "./terminal-map.ts";
import { measurementBlock, measurementColumns, spectrumColumns, spectrumRow } from "./terminal-table.ts";
import {
  hasNotes,
  noteLines,
  type ShownSamples,
  sentenceLines,
  type Unranked,
  unrankedNote,
  verdictLines,
} from "./terminal-verdicts.ts";

/**
 * The default view: what it is in one sentence, table, map, a sentence for each sample, then what else there is. Rows come one
 * after the other.
 */
export const liveTerminal: LiveRows<Sample, BatchReport> = {
  begin({ names, estimators }, view) {
    const palette = paletteFor(view.color);
    const shown = names.length > lettersAvailable && !view.whole ? rowsBeyondLetters : names.length;
    // Some may fail, and others take their rows.
    const first = names.slice(0, 2 * shown);
    const columns =
      estimators === null
        ? spectrumColumns(first, view.ascii)
        : measurementColumns(first, estimators, view.ascii);
    const layout = layOutRows(columns, view, palette);
    const rowOf = (sample: Sample, place: number, nth: number) => {
      if (estimators !== null) return layout.block(place, "", measurementBlock(sample, view));
      const { mark, cells } = spectrumRow(sample, markOf(sample, nth, names.length), view, palette);
      return layout.block(place, mark, [cells]);
    };
    const head = `${layout.head}\n`;
    // Of one sample the sentence is known only with its row.
    const alone = estimators === null && names.length === 1;
    const lead = (sample: Sample) => (alone ? `${sentenceLines(sample, view).join("\n")}\n\n${head}` : "");
    return {
      head: names.length === 0 || alone ? "" : openingOf(names, estimators, view) + head,
      row: (sample, place, nth) => (nth < shown ? `${lead(sample)}${rowOf(sample, place, nth)}\n` : ""),
    };
  },
  *end(report, view) {
    let before = report.samples.length > 0 ? "\n" : "";
    let any = false;
    for (const block of blocksAfterRows(report, view)) {
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

/** The same of a report that is there already. */
export function renderTerminal(report: BatchReport, view: View): string {
  const { begin, end } = liveTerminal;
  const { head, row } = begin(expectedOf(report), view);
  const rows = Array.from(report.samples, (sample, nth) => row(sample, nth, nth));
  return [head, ...rows, ...end(report, view)].join("");
}

function expectedOf({ samples }: BatchReport): Expected {
  const names: string[] = [];
  const measured = new Map<string, QuantityId>();
  let onSpectrum = samples.length === 0;
  for (const { name, spectrum, measurements } of samples) {
    names.push(name);
    if (spectrum !== null) onSpectrum = true;
    for (const { estimator, quantity } of measurements) measured.set(estimator, quantity);
  }
  return {
    names,
    estimators: onSpectrum ? null : Array.from(measured, ([id, quantity]) => ({ id, quantity })),
  };
}

/** What the table is, in one sentence. */
function openingOf(names: readonly string[], estimators: Expected["estimators"], view: View): string {
  const count = estimators?.length ?? 0;
  const estimates = `${count} ${count === 1 ? "estimate" : "estimates"}`;
  const what =
    estimators === null
      ? `${names.length} samples between order (randomness 0) and noise (1).`
      : names.length === 1
        ? `${estimates} of ${escapeForTerminal(names[0]!, view.ascii)}.`
        : `${names.length} samples, ${estimates} each.`;
  return `${wrapText(what, view.width).join("\n")}\n\n`;
}

/** Paragraphs, as a whole or in lines. */
function* blocksAfterRows(report: BatchReport, view: View): Generator<string | Iterable<string>> {
  const palette = paletteFor(view.color);
  const { samples } = report;
  const { rows, said, onMap, onSpectrum, short } = lookThrough(samples, view);
  if (rows < samples.length) {
    const more = `... and ${samples.length - rows} more; all of them: -f csv, -f json`;
    yield wrapText(more, view.width).map(palette.dim).join("\n");
  }
  if (onSpectrum && view.map) {
    const map = drawTerminalMap(spectrumMapOf({ ...report, samples: onMap }), view, palette);
    if (map.length > 0) yield map.join("\n");
  }
  if (onSpectrum) yield* familyBlocks(report.references, view, palette);
  const mark = (sample: Sample, place: number) => markOf(sample, place, samples.length);
  yield onSpectrum ? verdictLines(said, mark, view, palette) : noteLines(said, view, palette);
  if (report.learner !== undefined) {
    const marks = new Map(Array.from(samples, (sample, place) => [sample.name, mark(sample, place)]));
    yield learnerBlock(report.learner, marks, view, palette);
  }
  if (onSpectrum || view.hints) {
    const { length: total } = samples;
    const letters = !onSpectrum ? "none" : total <= lettersAvailable ? "all" : "some";
    const note = unrankedNote(short, total, letters, view.hints);
    if (note !== null) yield wrapText(note, view.width).map(palette.dim).join("\n");
  }
  if (view.hints) yield footer(report, view, palette).join("\n");
}

/** What is to be known of all samples, from one pass. */
interface Overview {
  /** samples that have rows of their own: the first ones */
  readonly rows: number;
  /** those of them of which there is something to say */
  readonly said: ShownSamples;
  /** all that stand on the map, no more of each than the map shows; empty where none is drawn */
  readonly onMap: readonly Sample[];
  readonly onSpectrum: boolean;
  readonly short: Unranked;
}

function lookThrough(samples: Samples, { map, whole }: View): Overview {
  const rows = samples.length > lettersAvailable && !whole ? rowsBeyondLetters : samples.length;
  const names: string[] = [];
  const places: number[] = [];
  const onMap: Sample[] = [];
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
    const hasRow = place < rows;
    if (map && (sample.spectrum !== null || hasRow)) onMap.push(placeOnly(sample));
    // Of a million samples of which there is nothing to say, not even names are kept.
    if (hasRow && (sample.spectrum !== null || hasNotes(sample))) {
      names.push(sample.name);
      places.push(place);
    }
    place++;
  }
  const said = {
    names,
    *[Symbol.iterator]() {
      for (const at of places) yield samples.at(at)!;
    },
  };
  return { rows, said, onMap, onSpectrum, short: { count, smallest } };
}

function footer(report: BatchReport, view: View, palette: Palette): string[] {
  const dot = view.ascii ? "|" : "·";
  const { total, skipped, failed } = report.inputs;
  const size =
    report.options.sample === "all"
      ? "whole inputs"
      : `up to ${formatCount(report.options.sample)} symbols each`;
  const parts = [`${total} ${total === 1 ? "input" : "inputs"}`, size];
  if (skipped > 0) parts.push(`${skipped} skipped`);
  if (failed > 0) parts.push(`${failed} failed`);
  const [reference] = report.references;
  if (reference !== undefined) {
    const { n } = reference;
    const each = n === report.options.sample ? "" : `, ${formatCount(n)} symbols each`;
    parts.push(`${view.ascii ? "o" : "∘"} generated${each}`);
  }
  if (report.border !== null) parts.push(`${view.ascii ? "-" : "⠒"} up to here: patterns`);
  if (report.references.some(({ family }) => family?.kind === "road"))
    parts.push(`${view.ascii ? ":" : "⠂"} roads`);
  const lines = [parts.join(` ${dot} `)];
  lines.push(`next: mesoscope explain <path> ${dot} -f json ${dot} mesoscope --help`);
  return lines.flatMap((line) => wrapText(line, view.width)).map(palette.dim);
}
