import { InputError } from "../../core/errors.ts";
import { explainTask, explanationSteps } from "../../explain/explain-task.ts";
import type { Explanation } from "../../explain/schema.ts";
import { curveTask } from "../../learners/curve-task.ts";
import type { Outcome, ReportCall } from "../command.ts";
import { exitStatus } from "../io.ts";
import type { SharedOptions } from "../options.ts";
import { curvePlan, usualHalvings } from "./curve.ts";
import { ofOneInput, onlyTask } from "./only-task.ts";

export interface ExplainOptions extends SharedOptions {
  readonly recipe?: string;
}

/**
 * One sample in depth, and what a learner pays for it where one is named. A learner that does not answer as it should is named
 * beside the rest.
 *
 * @throws UsageError for wrong options; InputError when the input cannot be had
 */
export async function explained(call: ReportCall<ExplainOptions>): Promise<Outcome<Explanation>> {
  const { paths, options, io, maker } = call;
  const named = options.learner !== undefined || options.losses !== undefined;
  // Losses are of places in the whole input, whatever of it is explained.
  const plan = named ? curvePlan({ ...options, halvings: usualHalvings }, new Set(), io) : undefined;
  const steps = explanationSteps + (named ? 1 : 0);
  call.progress(0, steps);
  const task = await onlyTask("explain", paths, options, io);
  const outcome = await ofOneInput(task, (hear) =>
    explainTask(task, maker, (finished) => call.progress(finished, steps), hear),
  );
  if (plan === undefined) return outcome;
  const sample = plan.kind === "losses" ? "all" : task.options.sample;
  const asked = { ...task, options: { ...task.options, sample } };
  try {
    const learner = await curveTask(asked, plan, maker, () => {});
    return { ...outcome, result: { ...outcome.result!, learner } };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const errors = [...(outcome.errors ?? []), { input: task.name, reason: error.message }];
    return { ...outcome, errors, status: exitStatus.input };
  }
}
