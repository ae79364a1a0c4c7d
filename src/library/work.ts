import { setMaxListeners } from "node:events";
import { estimatorRegistry } from "../estimators/registry.ts";
import type { Sample } from "../results/report.ts";
import type { TaskRunner } from "../run/pool.ts";
import type { MeasureTask } from "../run/task.ts";
import { sourceRegistry } from "../sources/registry.ts";
import { type Job, type JobResults, type Progress, runJob, type Tasks } from "./job.ts";
import { jobInPool } from "./job-pool.ts";
import { type RunOptions, requireHooks, threadsOf } from "./options.ts";

/**
 * Runs a job on a thread of the pool, or here if it names a source or estimator that only this thread knows.
 *
 * @param tasks of features, for this thread
 * @throws the reason of the signal; what `onProgress` threw; InputError, UsageError and RecipeError of the job
 */
export async function work<Kind extends Job["kind"]>(
  job: Extract<Job, { kind: Kind }>,
  options: RunOptions,
  tasks?: Tasks,
): Promise<JobResults[Kind]> {
  requireHooks(options);
  const { signal, onProgress, threads } = options;
  const progress: Progress = onProgress ?? (() => {});
  if (threadsOf(threads) > 0 && !namesAdded(job)) return jobInPool(job, signal, progress);
  signal?.throwIfAborted();
  let reported: readonly [finished: number, total: number] = [0, 1];
  const running = runJob(
    job,
    (finished, total) => {
      signal?.throwIfAborted();
      reported = [finished, total];
      progress(finished, total);
    },
    tasks,
  );
  const result = await (signal === undefined ? running : unlessAborted(running, signal));
  signal?.throwIfAborted();
  const [finished, total] = reported;
  if (finished < total) progress(total, total);
  return result;
}

/** Stops waiting when the signal is aborted: an estimator of a program may never end. @throws the reason of the signal */
async function unlessAborted<Result>(running: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const ended = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    setMaxListeners(0, signal);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true, signal: ended.signal });
  });
  try {
    return await Promise.race([running, aborted]);
  } finally {
    ended.abort();
  }
}

/**
 * Measures one input, on several threads where several estimators are expensive.
 *
 * @throws as `work`
 */
export async function measure(task: MeasureTask, options: RunOptions): Promise<Sample> {
  const job = { kind: "measure", task } as const;
  if (threadsOf(options.threads) < 2 || namesAdded(job)) return work(job, options);
  const { inParts, splitTask } = await import("../run/split-task.ts");
  if ((await splitTask(task)).length < 2) return work(job, options);
  let sample: Sample | undefined;
  await inParts(runnerOf(options)).each([task], (result) => {
    if (result.status === "ok") sample = result.sample;
  });
  return sample!;
}

/** Measures tasks on the pool, up to `threads` at once; the first error ends all. */
export function runnerOf(options: RunOptions): TaskRunner {
  requireHooks(options);
  return {
    async each(tasks, take) {
      const stop = new AbortController();
      const signal =
        options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
      let started = 0;
      let finished = 0;
      const inTurns = async () => {
        while (started < tasks.length) {
          const place = started++;
          const job = { kind: "measure", task: tasks.at(place)! } as const;
          const sample = await work(job, { threads: options.threads, signal });
          take({ status: "ok", sample }, place);
          options.onProgress?.(++finished, tasks.length);
        }
      };
      const atOnce = Math.min(tasks.length, Math.max(1, threadsOf(options.threads)));
      try {
        await Promise.all(Array.from({ length: atOnce }, inTurns));
      } catch (error) {
        stop.abort(error);
        throw error;
      }
    },
  };
}

function tasksOf(job: Job): readonly MeasureTask[] {
  if (job.kind === "truth") return [];
  if (job.kind === "measure" || job.task !== undefined) return [job.task!];
  return (job.plan as { readonly tasks: readonly MeasureTask[] }).tasks;
}

/** Whether a job names an estimator or source of the program, which threads do not know. */
function namesAdded(job: Job): boolean {
  const tasks = tasksOf(job);
  const recipes = job.kind === "truth" ? [job.recipe] : [];
  for (const { input, options } of tasks) {
    if (options.estimators.some(({ id }) => estimatorRegistry.isAdded(id))) return true;
    if (input.kind === "recipe") recipes.push(input.recipe);
  }
  return recipes.some((recipe) =>
    (recipe.match(/[a-z0-9-]+/g) ?? []).some((word) => sourceRegistry.isAdded(word)),
  );
}
