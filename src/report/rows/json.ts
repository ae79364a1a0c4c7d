import type { BatchReport, Sample } from "../../results/report.ts";
import { sentencesOf } from "../../spectrum/sentences.ts";
import { escapeInJson } from "../kit/format.ts";
import { type LiveRows, wholeOf } from "../kit/live-rows.ts";
import type { PieceRenderer } from "../kit/renderer.ts";

/** The report itself. */
export const renderJson: PieceRenderer = function* (report) {
  let before = "{";
  for (const [key, value] of Object.entries(report)) {
    yield `${before}\n  ${JSON.stringify(key)}: `;
    if (key === "samples") yield* list(report.samples);
    else if (key === "references") yield indented(report.references.map(withSentence), "  ");
    else yield indented(value, "  ");
    before = ",";
  }
  yield "\n}\n";
};

/** A sample with its verdict in one sentence after its name. */
function withSentence({ name, sentence: _, ...sample }: Sample): Sample {
  if (sample.spectrum === null) return { name, ...sample };
  return { name, sentence: sentencesOf(sample, sample.spectrum), ...sample };
}

function* list(samples: Iterable<Sample>): Generator<string> {
  let before = "[";
  for (const sample of samples) {
    yield `${before}\n    ${indented(withSentence(sample), "    ")}`;
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
  begin: () => ({ head: "", row: (sample) => line("sample", withSentence(sample)) }),
  *end({ samples: _, references, skipped, errors, ...rest }) {
    for (const sample of references) yield line("reference", withSentence(sample));
    for (const entry of skipped) yield line("skipped", entry);
    for (const entry of errors) yield line("error", entry);
    yield line("report", rest);
  },
};

export const renderNdjson: PieceRenderer = wholeOf(liveNdjson);
