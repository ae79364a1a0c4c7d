import { InputError } from "../../core/errors.ts";
import { inputCounts, type Sample } from "../../results/report.ts";
import { allResults, type TaskRunner } from "../../run/pool.ts";
import { requireSomeField } from "../../run/require-some-field.ts";
import type { AccountedInput, Maker } from "../../run/run-batch.ts";
import type { MeasureTask } from "../../run/task.ts";
import { type BaselineInput, judgeDrifts } from "./baseline.ts";
import { type Demand, type FoundNumber, type Instrument, judgeBudget, needsSections } from "./judge.ts";
import type { JudgedInput } from "./judge-files.ts";
import { type Check, type CheckReport, checkVersion } from "./schema.ts";

/** An input and its requirements. */
export interface CheckedInput {
  readonly task: MeasureTask;
  readonly demands: readonly Demand[];
  /** its entry in the baseline */
  readonly before: BaselineInput | null;
}

/** A whole check, planned: every input is checked, skipped or failed. */
export interface CheckPlan {
  readonly inputs: readonly CheckedInput[];
  readonly instruments: readonly Instrument[];
  readonly skipped: readonly AccountedInput[];
  readonly failed: readonly AccountedInput[];
  readonly notes: readonly string[];
  readonly options: CheckReport["options"];
  /** set where files are judged by a model of the others: the result, and what was read for it */
  readonly odd?: {
    readonly checks: readonly Check[];
    readonly unchanged: number;
    readonly read: readonly string[];
  };
}

/**
 * Measures all inputs and judges them.
 *
 * @param done called with the number of finished inputs
 * @throws what the runner throws; the report has failures of single inputs
 */
export async function runCheck(
  plan: CheckPlan,
  maker: Maker,
  runner: TaskRunner,
  done: (finished: number) => void,
): Promise<CheckReport> {
  const { samples, errors } = await measured(plan, runner, done);
  // One after the other: each input is open, and held if it is packed, while it is read.
  const noise: (FoundNumber | undefined)[] = [];
  for (const [i, { task, demands }] of plan.inputs.entries())
    noise.push(samples[i] !== undefined && needsSections(demands) ? await noiseOf(task, maker) : undefined);
  const judged = plan.inputs.flatMap(({ task, demands, before }, i): JudgedInput[] => {
    const sample = samples[i];
    if (sample === undefined) return [];
    const { estimators } = task.options;
    return [
      ...demands.map((demand) => judgeBudget(sample, estimators, demand, noise[i])),
      ...(before === null ? [] : judgeDrifts(sample, estimators, plan.instruments, before)),
    ].map((check) => ({ check, input: task.input, sample }));
  });
  const fails = judged.some(({ check: { status } }) => status === "failed");
  const checks = fails
    ? (await import("./judge-files.ts")).linesBehind(judged)
    : judged.map(({ check }) => check);
  checks.push(...(plan.odd?.checks ?? []));
  const damaged = samples.flatMap((sample) => (sample === undefined ? [] : badRecordsOf(sample)));
  const count = (status: Check["status"]) => checks.filter((check) => check.status === status).length;
  const unread = new Set(errors.map(({ input }) => input));
  const read = new Set([
    ...samples.flatMap((sample) => (sample === undefined ? [] : [sample.name])),
    ...(plan.odd?.read ?? []).filter((name) => !unread.has(name)),
  ]);
  const ok = plan.odd === undefined ? samples.filter((sample) => sample !== undefined).length : read.size;
  return {
    schemaVersion: checkVersion,
    tool: { name: "mesoscope", version: maker.version },
    environment: { ...maker.environment },
    options: plan.options,
    inputs: inputCounts(ok, plan.skipped, errors),
    counts: {
      total: checks.length,
      passed: count("passed"),
      failed: count("failed"),
      undecided: count("undecided"),
      undefined: count("undefined"),
    },
    checks,
    unchanged: plan.odd?.unchanged ?? 0,
    badRecords: damaged.reduce((sum, { count }) => sum + count, 0),
    notes: [...damaged.map(({ note }) => note), ...plan.notes],
    skipped: [...plan.skipped],
    errors,
  };
}

/** Bytes of noise in an input. The input is read again as a whole. */
async function noiseOf(task: MeasureTask, maker: Maker): Promise<FoundNumber> {
  const { noiseBytes } = await import("../sections/noise.ts");
  try {
    return { value: await noiseBytes({ task, maker }), interval: null };
  } catch (error) {
    if (error instanceof InputError) return { reason: error.message };
    if (error instanceof RangeError) return { reason: "does not fit in memory" };
    throw error;
  }
}

/** Unreadable records of an input that was measured all the same. */
function badRecordsOf({ name, warnings }: Sample): { count: number; note: string }[] {
  return warnings
    .filter(({ code }) => code === "bad-records")
    .map((warning) => ({ count: Number(warning["count"]), note: `${name}: ${warning.message}` }));
}

/**
 * The samples of a plan, in the order of its inputs.
 *
 * @returns undefined for inputs that failed, which are among the errors
 * @throws what the runner throws; UsageError when all inputs lack the requested field
 */
export async function measured(
  plan: Pick<CheckPlan, "inputs" | "failed">,
  runner: TaskRunner,
  done: (finished: number) => void,
): Promise<{ samples: readonly (Sample | undefined)[]; errors: AccountedInput[] }> {
  const results = await allResults(
    runner,
    plan.inputs.map(({ task }) => task),
    done,
  );
  const errors = [...plan.failed];
  let withoutField = 0;
  const samples = results.map((result, i) => {
    if (result.status === "ok") return result.sample;
    const { name } = plan.inputs[i]!.task;
    // An input that was read for the model has already reported its failure.
    if (!errors.some(({ input }) => input === name)) errors.push({ input: name, reason: result.reason });
    if (result.noField === true) withoutField++;
    return undefined;
  });
  requireSomeField(samples.filter((sample) => sample !== undefined).length, errors, withoutField);
  return { samples, errors };
}
