import { setMaxListeners } from "node:events";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { MessageChannel } from "node:worker_threads";
import type { Tinypool } from "tinypool";
import { UsageError } from "../core/errors.ts";
import { endThreads } from "../core/native-calls.ts";
import { estimatorRegistry } from "../estimators/registry.ts";
import type { Sample } from "../results/report.ts";
import { installedWorker } from "../run/installation.ts";
import { openPool, someAtOnce, type TaskRunner } from "../run/pool.ts";
import type { MeasureTask } from "../run/task.ts";
import { sourceRegistry } from "../sources/registry.ts";
import {
  type Job,
  type JobAnswer,
  type Progress,
  revived,
  runJob,
  type Tasks,
  type TruthPlan,
} from "./job.ts";
import { type RunOptions, requireHooks, threadsOf } from "./options.ts";
import { maker } from "./tasks.ts";
import { unlessAborted } from "./unless-aborted.ts";

/**
 * Runs a job on a thread of the pool, or here if it names a source or estimator that only this thread knows.
 *
 * @param tasks of features, for this thread
 * @throws the reason of the signal; what `onProgress` threw; InputError, UsageError and RecipeError of the job
 */
export async function work<Result>(
  asked: Omit<Job, "maker">,
  options: RunOptions,
  tasks?: Tasks,
): Promise<Result> {
  requireHooks(options);
  const job: Job = { ...asked, maker: maker() };
  const { signal, onProgress, threads } = options;
  const inPool = threadsOf(threads) > 0 && !namesAdded(job);
  let reported: readonly [finished: number, total: number] = [0, 1];
  const progress: Progress = (finished, total) => {
    signal?.throwIfAborted();
    reported = [finished, total];
    onProgress?.(finished, total);
  };
  signal?.throwIfAborted();
  const running = inPool ? jobInPool(job, signal, progress) : runJob(job, progress, tasks);
  const result = await (inPool ? running : unlessAborted(running, signal));
  signal?.throwIfAborted();
  // The last report of a thread may still be in flight.
  const [finished, total] = reported;
  if (finished < total) onProgress?.(total, total);
  return result as Result;
}

/** Milliseconds after which an idle thread of the pool ends. */
const idleTimeout = 5000;

/** The threads that all calls share. They do not keep the process alive. */
let pool: Promise<Tinypool> | undefined;

/** @throws UsageError when the worker is not built */
function sharedPool(): Promise<Tinypool> {
  const filename = installedWorker();
  if (existsSync(fileURLToPath(filename))) return openPool(filename, availableParallelism(), idleTimeout);
  throw new UsageError(
    "a bundle has no file for threads: mark mesoscope as external in the bundler, or set threads: 0",
  );
}

/**
 * Runs a job on a thread of the pool.
 *
 * @param signal ends the job and its thread when it is aborted
 * @param progress an error that it throws also ends the job
 * @throws the reason of the signal; what `progress` threw; the errors of `runJob`; UsageError when the worker is not built
 */
async function jobInPool(job: Job, signal: AbortSignal | undefined, progress: Progress): Promise<unknown> {
  pool ??= sharedPool();
  const threads = await pool;
  signal?.throwIfAborted();

  const stop = new AbortController();
  let ended: { readonly reason: unknown } | undefined;
  const end = (reason: unknown) => {
    ended ??= { reason };
    void endThreads(() => stop.abort(reason));
  };
  const stopped = () => end(signal?.reason);
  if (signal !== undefined) {
    // A thousand jobs may share one signal; Node would warn of a leak.
    setMaxListeners(0, signal);
    signal.addEventListener("abort", stopped, { once: true });
  }
  const { port1: results, port2: port } = new MessageChannel();
  results.on("message", (message: readonly [number, number]) => {
    try {
      progress(...message);
    } catch (error) {
      end(error);
    }
  });
  try {
    const options = { name: "answerJob", signal: stop.signal, transferList: [port] };
    const answer: JobAnswer = await threads.run({ job, port }, options);
    if (ended !== undefined) throw ended.reason;
    if (answer.status === "thrown") throw revived(answer.error);
    return answer.result;
  } catch (error) {
    throw ended === undefined ? error : ended.reason;
  } finally {
    signal?.removeEventListener("abort", stopped);
    results.close();
  }
}

/**
 * Measures one input, on several threads where several estimators are expensive.
 *
 * @throws as `work`
 */
export async function measure(task: MeasureTask, options: RunOptions): Promise<Sample> {
  const job = { name: "measure", task, plan: null };
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
export function runnerOf({ signal, threads, onProgress }: RunOptions): TaskRunner {
  requireHooks({ signal, onProgress });
  return {
    async each(tasks, take) {
      const stop = new AbortController();
      const options = {
        threads,
        signal: signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]),
      };
      let finished = 0;
      const one = async (task: MeasureTask, place: number) => {
        const sample = await work<Sample>({ name: "measure", task, plan: null }, options);
        take({ status: "ok", sample }, place);
        onProgress?.(++finished, tasks.length);
      };
      try {
        await someAtOnce(tasks, Math.max(1, threadsOf(threads)), one);
      } catch (error) {
        stop.abort(error);
        throw error;
      }
    },
  };
}

/** Whether a job names an estimator or source of the program, which threads do not know. */
function namesAdded({ name, task, plan }: Omit<Job, "maker">): boolean {
  const recipes = name === "truth" ? [(plan as TruthPlan).recipe] : [];
  const tasks = task === undefined ? (plan as { readonly tasks?: readonly MeasureTask[] }).tasks : [task];
  for (const { input, options } of tasks ?? []) {
    if (options.estimators.some(({ id }) => estimatorRegistry.isAdded(id))) return true;
    if (input.kind === "recipe") recipes.push(input.recipe);
  }
  return recipes.some((recipe) =>
    (recipe.match(/[a-z0-9-]+/g) ?? []).some((word) => sourceRegistry.isAdded(word)),
  );
}
