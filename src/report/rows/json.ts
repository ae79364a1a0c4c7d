import type { BatchReport, Sample } from "../../results/report.ts";
import { escapeInJson } from "../kit/format.ts";
import { type LiveRows, wholeOf } from "../kit/live-rows.ts";
import type { PieceRenderer } from "../kit/renderer.ts";

/** The report itself. */
export const renderJson: PieceRenderer = function* (report) {
  let before = "{";
  for (const [key, value] of Object.entries(report)) {
    yield `${before}\n  ${JSON.stringify(key)}: `;
    if (key === "samples") yield* list(report.samples);
    else yield indented(value, "  ");
    before = ",";
  }
  yield "\n}\n";
};

function* list(values: Iterable<unknown>): Generator<string> {
  let before = "[";
  for (const value of values) {
    yield `${before}\n    ${indented(value, "    ")}`;
    before = ",";
  }
  yield before === "[" ? "[]" : "\n  ]";
}

/** A value inside a larger one; JSON has no line break within a string. */
function indented(value: unknown, indent: string): string {
  return JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`);
}

const line = (type: string, value: object) => `${escapeInJson(JSON.stringify({ type, ...value }))}\n`;

/** One line per sample, reference, skipped input and error, then one line for the rest of the report. */
export const liveNdjson: LiveRows<Sample, BatchReport> = {
  begin: () => ({ head: "", row: (sample) => line("sample", sample) }),
  *end({ samples: _, references, skipped, errors, ...rest }) {
    for (const sample of references) yield line("reference", sample);
    for (const entry of skipped) yield line("skipped", entry);
    for (const entry of errors) yield line("error", entry);
    yield line("report", rest);
  },
};

export const renderNdjson: PieceRenderer = wholeOf(liveNdjson);
