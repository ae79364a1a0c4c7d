import type { Report, Sample } from "../core/report.ts";
import type { SharedOptions } from "./options.ts";

/**
 * Puts the samples of a report in the order asked for; equal keys keep the order of the inputs, rows without the
 * key go last.
 *
 * @throws never
 */
export function sortSamples(report: Report, key: SharedOptions["sort"]): Report {
  if (key === "input") return report;
  const samples = [...report.samples].sort((a, b) =>
    key === "name" ? (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) : compare(keyOf(a, key), keyOf(b, key)),
  );
  return { ...report, samples };
}

function keyOf(sample: Sample, key: "randomness" | "structure" | "height" | "size"): number | null {
  if (key === "size") return sample.size ?? sample.n;
  const coordinate = sample.spectrum?.[key];
  return coordinate?.status === "ok" ? coordinate.value : null;
}

function compare(a: number | null, b: number | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a - b;
}
