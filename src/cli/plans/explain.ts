import { explainTask, explanationSteps } from "../../explain/explain-task.ts";
import type { Explanation } from "../../explain/schema.ts";
import { curveTask } from "../../learners/curve-task.ts";
import type { Outcome, ReportCall } from "../command.ts";
import type { SharedOptions } from "../options.ts";
import { curvePlan } from "./curve.ts";
import { ofOneInput, onlyTask } from "./only-task.ts";

export interface ExplainOptions extends SharedOptions {
  readonly recipe?: string;
}

/** Sizes of a learner's curve: everything, a half, ... and nothing. */
const halvings = "8";

/**
 * One sample in depth, and what a learner pays for it where one is named.
 *
 * @throws UsageError for wrong options; InputError when the input cannot be had or the learner does not answer as it should
 */
export async function explained(call: ReportCall<ExplainOptions>): Promise<Outcome<Explanation>> {
  const { paths, options, io, maker } = call;
  const named = options.learner !== undefined || options.losses !== undefined;
  // Losses are of places in the whole input, whatever of it is explained.
  const plan = named ? curvePlan({ ...options, halvings }, new Set(), io) : undefined;
  const steps = explanationSteps + (named ? 1 : 0);
  call.progress(0, steps);
  const task = await onlyTask("explain", paths, options, io);
  return ofOneInput(task, async (hear) => {
    const explanation = await explainTask(task, maker, (finished) => call.progress(finished, steps), hear);
    if (plan === undefined) return explanation;
    const sample = plan.kind === "losses" ? "all" : task.options.sample;
    const asked = { ...task, options: { ...task.options, sample } };
    return { ...explanation, learner: await curveTask(asked, plan, maker, () => {}) };
  });
}
