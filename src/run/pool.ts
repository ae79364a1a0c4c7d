import { setImmediate as pause } from "node:timers/promises";
import { messageOf } from "../core/errors.ts";
import { endThreads } from "../core/native-calls.ts";
import { lacksFiles } from "../input/system-fault.ts";
import type { MeasureTask, TaskResult } from "./task.ts";

/** Does tasks, in this thread or in workers. */
export interface TaskRunner<Task = MeasureTask, Result = TaskResult> {
  /**
   * @param take is given every result as soon as it is there, and the place of its task
   * @throws what was thrown by an interrupted run; that an input cannot be measured is a result
   */
  each(tasks: readonly Task[], take: (result: Result, place: number) => void): Promise<void>;
}

/**
 * Does tasks whose results have room in memory together.
 *
 * @param done called with the number of finished tasks
 * @returns in the order of the tasks
 * @throws what the runner throws
 */
export async function allResults<Task, Result>(
  runner: TaskRunner<Task, Result>,
  tasks: readonly Task[],
  done: (finished: number) => void,
): Promise<Result[]> {
  const results = new Array<Result>(tasks.length);
  let finished = 0;
  await runner.each(tasks, (result, place) => {
    results[place] = result;
    done(++finished);
  });
  return results;
}

/** Does one task after the other here: for small jobs, where starting a thread would cost more. */
export function inTurn<Task, Result>(
  load: () => Promise<(task: Task) => Promise<Result>>,
): TaskRunner<Task, Result> {
  return {
    async each(tasks, take) {
      const work = await load();
      for (const [place, task] of tasks.entries()) {
        take(await work(task), place);
        // Or neither an interrupt nor what is printed meanwhile would have a turn.
        if (place + 1 < tasks.length) await pause();
      }
    },
  };
}

/** Measures here. */
export const inThread: TaskRunner = inTurn(async () => (await import("./measure-task.ts")).measureTask);

/**
 * Runs tasks on worker threads, as many at once as there are threads.
 *
 * @param workerFile the built worker, as a file URL
 */
export function workerThreads(workerFile: string, threads: number): TaskRunner {
  return {
    async each(tasks, take) {
      const size = sizeOfParcels(tasks, threads);
      const parcels = {
        length: Math.ceil(tasks.length / size),
        at: (i: number) => tasks.slice(i * size, (i + 1) * size),
      };
      const takeAll = (text: string, i: number) => {
        const results = JSON.parse(text) as TaskResult[];
        for (const [k, result] of results.entries()) take(result, i * size + k);
      };
      await inPool<string>(workerFile, threads, "measureParcel", parcels, takeAll, measuredAlone);
    },
  };
}

/** Measures each task of a parcel whose thread has ended by itself: it is one of them that ends threads. */
async function measuredAlone(
  parcel: unknown,
  again: (parcel: unknown) => Promise<string>,
  death: unknown,
): Promise<string> {
  const tasks = parcel as readonly MeasureTask[];
  const failed = (error: unknown): TaskResult => ({ status: "failed", reason: reasonOfDeath(error) });
  if (tasks.length === 1) return JSON.stringify([failed(death)]);
  const results: TaskResult[] = [];
  for (const task of tasks) {
    try {
      const [result] = JSON.parse(await again([task])) as TaskResult[];
      results.push(result!);
    } catch (error) {
      results.push(failed(error));
    }
  }
  return JSON.stringify(results);
}

/** Why an input is not measured whose thread has ended, in words. */
export function reasonOfDeath(error: unknown): string {
  if (lacksFiles(error)) return "could not be measured: too many open files for its thread";
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY"
    ? "could not be measured: its thread ran out of memory"
    : `could not be measured: its thread has ended: ${messageOf(error)}`;
}

/**
 * What is done with a call whose thread has ended. A new thread takes its place.
 *
 * @param again calls the function once more
 * @param death what ended the thread, or was thrown
 */
type AfterDeath<Result> = (
  work: unknown,
  again: (work: unknown) => Promise<Result>,
  death: unknown,
) => Promise<Result>;

/** Tasks that go to a thread together, at most: what it costs to hand one over no longer shows. */
const mostTogether = 16;
/** Parcels for each thread, at least, so that none stands idle for long at the end. */
const parcelsOfThread = 32;

function sizeOfParcels(tasks: readonly MeasureTask[], threads: number): number {
  // What is placed takes much longer than to hand it over.
  if (tasks.some(({ options }) => options.spectrum)) return 1;
  return Math.max(1, Math.min(mostTogether, Math.floor(tasks.length / (threads * parcelsOfThread))));
}

/** What src/worker.ts exports. */
type WorkerFunction =
  | "measureParcel"
  | "explainOne"
  | "compareTask"
  | "scoreFiles"
  | "documentFeatures"
  | "measureStructure";

/** Arguments by their place, which need not all be there at once. */
interface Works {
  readonly length: number;
  at(place: number): unknown;
}

/** What a thread does leaves little behind: that is looked through often, and takes 30 MB less than if it were seldom. */
const ofPool = (filename: string, threads: number) => ({
  filename,
  minThreads: threads,
  maxThreads: threads,
  resourceLimits: { maxYoungGenerationSizeMb: 6 },
});

/** Calls that wait for a thread, for each thread: enough that none stands idle. */
const waiting = 3;

/**
 * Calls one function of the worker for each argument, on threads of its own, and hands the results on one by one, so that
 * few are in memory.
 *
 * @param take is given the results in the order of the arguments
 * @param lost what becomes of a call whose thread has ended
 * @throws what `lost` or `take` threw
 */
export async function eachInPool<Result>(
  workerFile: string,
  threads: number,
  name: WorkerFunction,
  works: Iterable<unknown> | AsyncIterable<unknown>,
  take: (result: Result) => void | Promise<void>,
  lost: AfterDeath<Result>,
): Promise<void> {
  const { Tinypool } = await import("tinypool");
  const pool = new Tinypool(ofPool(workerFile, threads));
  const run = (work: unknown): Promise<Result> => pool.run(work, { name });
  const pending: Promise<Result>[] = [];
  try {
    for await (const work of works) {
      const result = run(work).catch((error: unknown) => lost(work, run, error));
      // Whoever fails later than another one is not waited for.
      result.catch(() => {});
      pending.push(result);
      if (pending.length > waiting * threads) await take(await pending.shift()!);
    }
    for (const result of pending) await take(await result);
  } finally {
    await endThreads(() => pool.destroy());
  }
}

/**
 * Calls one function of the worker for each argument, on threads of its own.
 *
 * @param name of the function
 * @param take is given every result as soon as it is there, and the place of its argument
 * @param lost what becomes of a call whose thread has ended; by default all ends with it
 * @throws what the function, `lost` or `take` threw
 */
export async function inPool<Result>(
  workerFile: string,
  threads: number,
  name: WorkerFunction,
  works: Works,
  take: (result: Result, place: number) => void,
  lost?: AfterDeath<Result>,
): Promise<void> {
  // One thread is all that most runs need.
  const { Tinypool } = await import("tinypool");
  const pool = new Tinypool({ ...ofPool(workerFile, threads), idleTimeout: 1000 });
  const run = (work: unknown): Promise<Result> => pool.run(work, { name });
  let started = 0;
  const inTurns = async () => {
    while (started < works.length) {
      const place = started++;
      const work = works.at(place);
      const result = lost === undefined ? run(work) : run(work).catch((error) => lost(work, run, error));
      take(await result, place);
    }
  };
  try {
    // What waits in the queue of the pool takes more memory than what waits here.
    await Promise.all(Array.from({ length: waiting * threads }, inTurns));
  } finally {
    await endThreads(() => pool.destroy());
  }
}
