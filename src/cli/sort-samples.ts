import type { BatchReport, Sample, Samples } from "../results/report.ts";
import type { SharedOptions } from "./options.ts";

/**
 * Puts the samples of a report in the order asked for; equal keys keep the order of the inputs, rows without the
 * key go last.
 *
 * @throws never
 */
export function sortSamples(report: BatchReport, key: SharedOptions["sort"]): BatchReport {
  if (key === "input") return report;
  const { samples } = report;
  const keys = Array.from(samples, (sample) => (key === "name" ? sample.name : keyOf(sample, key)));
  const order = [...keys.keys()].sort((a, b) => compare(keys[a]!, keys[b]!));
  const at = (index: number) => (order[index] === undefined ? undefined : samples.at(order[index]));
  const sorted: Samples = {
    length: samples.length,
    at,
    *[Symbol.iterator]() {
      for (let i = 0; i < order.length; i++) yield at(i)!;
    },
  };
  return { ...report, samples: sorted };
}

function keyOf(sample: Sample, key: "randomness" | "structure" | "height" | "size"): number | null {
  if (key === "size") return sample.size ?? sample.n;
  const coordinate = sample.spectrum?.[key];
  return coordinate?.status === "ok" ? coordinate.value : null;
}

function compare(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
