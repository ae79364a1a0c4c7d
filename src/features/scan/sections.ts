import type { BatchReport, Sample } from "../../results/report.ts";
import type { BatchPlan } from "../../run/run-batch.ts";
import { quickSections } from "../sections/quick-sections.ts";

/** Largest input whose sections are looked for, bytes: a fifth of a second. */
const mostBytes = 4_194_304;

/**
 * The report with the sections of its input, where it has one input, a file that is several things.
 *
 * Cost: 40 ms a megabyte, 80 of text.
 */
export async function withSections(
  report: BatchReport,
  { tasks, options }: Pick<BatchPlan, "tasks" | "options">,
  maker: Parameters<typeof quickSections>[0]["maker"],
): Promise<BatchReport> {
  const [task, sample] = [tasks.length === 1 ? tasks.at(0) : undefined, report.samples.at(0)];
  if (task?.input.kind !== "file" || sample === undefined || !options.spectrum) return report;
  if (sample.size === null || sample.spectrum?.randomness.status !== "ok") return report;
  const found = await quickSections({ task, maker }, sample.provenance, sample.size, mostBytes);
  if (found === null || new Set(found.sections.map(({ what }) => what)).size < 2) return report;
  const own: Sample = { ...sample, sections: { count: found.sections.length, sentence: found.sentence } };
  return { ...report, samples: [own] };
}
