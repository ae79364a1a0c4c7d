import type { Renderer } from "./renderer.ts";

/** The report itself. */
export const renderJson: Renderer = (report) => `${JSON.stringify(report, null, 2)}\n`;

/** One line a sample, reference, skipped input and error, then one line for the rest of the report. */
export const renderNdjson: Renderer = (report) => {
  const { samples, references, skipped, errors, ...rest } = report;
  const lines = [
    ...samples.map((sample) => ({ type: "sample", ...sample })),
    ...references.map((sample) => ({ type: "reference", ...sample })),
    ...skipped.map((entry) => ({ type: "skipped", ...entry })),
    ...errors.map((entry) => ({ type: "error", ...entry })),
    { type: "report", ...rest },
  ];
  return `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`;
};
