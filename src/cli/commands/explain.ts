import { InputError, UsageError } from "../../core/errors.ts";
import { explainTask, explanationSteps } from "../../explain/explain-task.ts";
import type { Explanation } from "../../explain/schema.ts";
import { exitStatus, type Io } from "../io.ts";
import { onlyTask } from "../only-task.ts";
import type { SharedOptions } from "../options.ts";
import { createProgress } from "../progress.ts";
import { version } from "../version.ts";
import { requireWritable, writeOutput } from "../write-output.ts";
import { chooseFormat, environmentOf, viewOf } from "./scan.ts";

interface ExplainOptions extends SharedOptions {
  readonly recipe?: string;
}

/**
 * `mesoscope explain <path>`: one sample in depth.
 *
 * @throws UsageError for wrong options; InputError when the input cannot be had
 */
export async function runExplain(paths: readonly string[], options: ExplainOptions, io: Io): Promise<number> {
  const format = chooseFormat(options);
  if (format !== "table" && format !== "json") {
    throw new UsageError(`explain prints a table or json, not ${format}`);
  }
  if (options.estimator !== undefined) {
    throw new UsageError("explain chooses its estimators itself: leave out -e, or leave out explain");
  }
  requireWritable(io, options.output);
  const task = await onlyTask("explain", paths, options, io);
  const progress = createProgress(io, explanationSteps, options.quiet === true);
  let explanation: Explanation;
  try {
    progress.update(0);
    explanation = await explainTask(task, { version, environment: environmentOf(io) }, progress.update);
  } catch (error) {
    // The name stands in front, as it does when several inputs are measured.
    if (error instanceof InputError && task.input.kind !== "recipe") {
      throw new InputError(`${task.name}: ${error.message}`);
    }
    throw error;
  } finally {
    progress.clear();
  }
  const text =
    format === "json"
      ? `${JSON.stringify(explanation, null, 2)}\n`
      : (await import("../../explain/render-explanation.ts")).renderExplanation(
          explanation,
          viewOf(options, io),
        );
  await writeOutput(io, options.output, text);
  return exitStatus.fine;
}
