import type { Outcome, ReportCall } from "../../command/command.ts";
import { exitStatus } from "../../command/io.ts";
import { curvePlan, usualHalvings } from "../../command/learner-plan.ts";
import type { SharedOptions } from "../../command/options.ts";
import type { List } from "../../core/collections.ts";
import { InputError, UsageError } from "../../core/errors.ts";
import { type CurvePlan, curveTask } from "../../learners/curve-task.ts";
import type { BatchReport, LearnerColumn } from "../../results/report.ts";
import type { AccountedInput } from "../../run/run-batch.ts";
import type { MeasureTask } from "../../run/task.ts";

/** The learner to run beside the observer. @throws UsageError for wrong options */
export function learnerPlan(
  { options, io, format }: ReportCall<SharedOptions>,
  tasks: List<MeasureTask>,
): CurvePlan {
  if (format !== "table" && format !== "json" && format !== "ndjson")
    throw new UsageError(
      `losses of a learner are printed as table, json and ndjson, not as ${format}; mesoscope curve prints those of one input as rows`,
    );
  if (options.losses !== undefined && tasks.length > 1)
    throw new UsageError(`--losses takes one input, not ${tasks.length}`);
  return curvePlan({ ...options, halvings: usualHalvings }, new Set(), io);
}

/**
 * A report with the cost of each sample for a learner, and for the observer on the same blocks. Failures of the learner, and
 * samples that it cannot learn, are listed beside the rest.
 *
 * @throws never for failures of the learner
 */
export async function withLearner(
  outcome: Outcome<BatchReport>,
  tasks: List<MeasureTask>,
  plan: CurvePlan,
  { maker, progress, signal }: ReportCall<SharedOptions>,
): Promise<Outcome<BatchReport>> {
  const report = outcome.result!;
  const measured = new Set(Array.from(report.samples, ({ name }) => name));
  const samples: LearnerColumn["samples"] = [];
  const errors: AccountedInput[] = [];
  const asked = [...tasks].filter(({ name }) => measured.has(name));
  for (const [place, task] of asked.entries()) {
    if (signal.aborted) break;
    progress(place, asked.length);
    // Losses are indexed by positions in the whole input.
    const sample = plan.kind === "losses" ? "all" : task.options.sample;
    try {
      const whole = { ...task, options: { ...task.options, sample } };
      const curve = await curveTask({ task: whole, plan, maker, progress: () => {} });
      const { name, learned, perByte, randomness, structure, inBlocks, truth } = curve;
      samples.push({
        ...{ name, status: "ok", learned, asked: curve.asked.symbols },
        ...{ perByte, randomness, structure, inBlocks, excess: truth?.excess ?? null },
      });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      samples.push({ name: task.name, status: "undefined", reason: error.message });
      errors.push({ input: task.name, reason: error.message });
    }
  }
  const result = { ...report, learner: { command: plan.name, samples } };
  if (errors.length === 0) return { ...outcome, result };
  return { ...outcome, result, errors: [...(outcome.errors ?? []), ...errors], status: exitStatus.input };
}
