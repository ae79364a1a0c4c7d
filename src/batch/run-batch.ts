import type { Report, Sample } from "../core/report.ts";
import { schemaVersion } from "../core/schema-version.ts";
import { arcPoints } from "../spectrum/mixture-arc.ts";
import type { TaskRunner } from "./pool.ts";
import type { MeasureOptions, MeasureTask } from "./task.ts";

/** An input that was not measured, and why. */
export interface AccountedInput {
  readonly input: string;
  readonly reason: string;
}

/** A whole run, planned: every input is a task, skipped or failed. */
export interface BatchPlan {
  readonly tasks: readonly MeasureTask[];
  /** generated sequences to measure the same way */
  readonly references: readonly MeasureTask[];
  readonly skipped: readonly AccountedInput[];
  readonly failed: readonly AccountedInput[];
  readonly options: MeasureOptions;
}

/** The arc to draw among samples: at their usual size and alphabet; null when none was placed. */
function arcOf(samples: readonly Sample[]): Report["arc"] {
  const placed = samples.filter(({ spectrum }) => spectrum?.height.status === "ok");
  const n = median(placed.map((sample) => sample.n));
  const alphabet = median(placed.map(({ spectrum }) => spectrum!.alphabet));
  if (n === undefined || alphabet === undefined || alphabet < 2) return null;
  return { n, alphabet, points: arcPoints(n, alphabet) };
}

/** The name of a reference whose text is not there, as that of an input that failed. @throws Error for any other */
function lostReference({ name, family }: MeasureTask, { reason }: { readonly reason: string }): string {
  if (family?.corpus == null) throw new Error(`a reference could not be generated: ${reason}`);
  return name;
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** What a report says of the program that made it. */
export interface Maker {
  readonly version: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Measures everything that is planned and accounts for every input.
 *
 * @param done called with the number of finished tasks
 * @throws what the runner throws; failures of single inputs are in the report
 */
export async function runBatch(
  plan: BatchPlan,
  maker: Maker,
  runner: TaskRunner,
  done: (finished: number) => void,
): Promise<Report> {
  const results = await runner.run([...plan.tasks, ...plan.references], done);
  const samples: Sample[] = [];
  const references: Sample[] = [];
  const errors: AccountedInput[] = [...plan.failed];
  results.forEach((result, i) => {
    const task = plan.tasks[i];
    if (result.status === "ok") (task === undefined ? references : samples).push(result.sample);
    else
      errors.push({
        input: task?.name ?? lostReference(plan.references[i - plan.tasks.length]!, result),
        reason: result.reason,
      });
  });
  const { sample, encoding, seed, estimators } = plan.options;
  return {
    schemaVersion,
    tool: { name: "mesoscope", version: maker.version },
    environment: { ...maker.environment },
    options: { sample, encoding, seed, estimators: estimators.map((choice) => choice.id) },
    inputs: {
      total: samples.length + plan.skipped.length + errors.length,
      ok: samples.length,
      skipped: plan.skipped.length,
      failed: errors.length,
    },
    samples,
    references,
    arc: arcOf(samples) ?? arcOf(references.filter(({ family }) => family !== null)),
    skipped: [...plan.skipped],
    errors,
  };
}
