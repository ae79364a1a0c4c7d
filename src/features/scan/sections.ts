import { InputError } from "../../core/errors.ts";
import type { BatchReport, Sample } from "../../results/report.ts";
import type { BatchPlan } from "../../run/run-batch.ts";
import { sectionsTask } from "../sections/task.ts";

/** Largest input whose sections are looked for, bytes: a fifth of a second. */
const mostBytes = 4_194_304;

/**
 * The report with the sections of its input, where it has one input, a file that is several things.
 *
 * Cost: 40 ms a megabyte.
 */
export async function withSections(
  report: BatchReport,
  { tasks, options }: Pick<BatchPlan, "tasks" | "options">,
  maker: Parameters<typeof sectionsTask>[0]["maker"],
): Promise<BatchReport> {
  const [task, sample] = [tasks.length === 1 ? tasks.at(0) : undefined, report.samples.at(0)];
  if (task?.input.kind !== "file" || sample === undefined || !options.spectrum) return report;
  if (sample.size === null || sample.size > mostBytes || sample.spectrum?.randomness.status !== "ok")
    return report;
  try {
    const plan = { level: "usual", quick: true, changes: false } as const;
    const { sections, sentence } = await sectionsTask({ task, plan, maker, progress() {} });
    if (new Set(sections.map(({ what }) => what)).size < 2) return report;
    const found: Sample = { ...sample, sections: { count: sections.length, sentence } };
    return { ...report, samples: [found] };
  } catch (error) {
    // A file that changed meanwhile has its row.
    if (error instanceof InputError) return report;
    throw error;
  }
}
