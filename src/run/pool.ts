import { setImmediate as pause } from "node:timers/promises";
import type { Tinypool } from "tinypool";
import type { ReadingThreads } from "../context/learning-curves.ts";
import { type List, listOf } from "../core/collections.ts";
import { codeOf, messageOf } from "../core/errors.ts";
import { endThreads } from "../core/native-calls.ts";
import { lacksFiles } from "../input/system-fault.ts";
import { MemoryGate, shareOfAll } from "./memory-share.ts";
import type { MeasureTask, TaskResult } from "./task.ts";

/** Runs tasks, in this thread or in workers. */
export interface TaskRunner<Task = MeasureTask, Result = TaskResult> {
  /**
   * @param take gets every result as soon as it is there, with the index of its task
   * @throws what an interrupted run throws; an input that cannot be measured is a result
   */
  each(tasks: List<Task>, take: (result: Result, place: number) => void): Promise<void>;
}

/**
 * Runs tasks whose results fit in memory together.
 *
 * @param done called with the number of finished tasks
 * @returns in the order of the tasks
 * @throws what the runner throws
 */
export async function allResults<Task, Result>(
  runner: TaskRunner<Task, Result>,
  tasks: List<Task>,
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

/** Runs tasks one after the other here: for small jobs, where starting a thread would cost more. */
export function inTurn<Task, Result>(
  load: () => Promise<(task: Task) => Promise<Result>>,
): TaskRunner<Task, Result> {
  return {
    async each(tasks, take) {
      const work = await load();
      let place = 0;
      for (const task of tasks) {
        take(await work(task), place);
        // Lets interrupts and output run.
        if (++place < tasks.length) await pause();
      }
    },
  };
}

/**
 * Runs a function of the worker for each task: on threads, or here if only one is allowed.
 *
 * @param load the same function
 * @param share as in `Handling`
 */
export function onThreads<Task, Result>(
  workerFile: string,
  threads: number,
  name: WorkerFunction,
  load: () => Promise<(task: Task) => Promise<Result>>,
  share?: (task: Task) => Promise<number>,
): TaskRunner<Task, Result> {
  return threads > 1
    ? { each: (tasks, take) => inPool(workerFile, threads, name, tasks, take, { share }) }
    : inTurn(load);
}

/** Measures in this thread, and on others what one input leaves to them. */
export const measuredHere = (threads?: ReadingThreads): TaskRunner =>
  inTurn(async () => {
    const { measureTask } = await import("./measure-task.ts");
    return (task) => measureTask(task, threads);
  });

/** Measures in this thread. */
export const inThread: TaskRunner = measuredHere();

/**
 * Runs tasks on up to `threads` worker threads at once.
 *
 * @param workerFile the built worker, as a file URL
 */
export function workerThreads(workerFile: string, threads: number): TaskRunner {
  return {
    async each(tasks, take) {
      const size = sizeOfParcels(tasks, threads);
      const parcels = listOf(Math.ceil(tasks.length / size), (i) =>
        Array.from({ length: Math.min(size, tasks.length - i * size) }, (_, k) => tasks.at(i * size + k)!),
      );
      const takeAll = (text: string, i: number) => {
        const results = JSON.parse(text) as TaskResult[];
        for (const [k, result] of results.entries()) take(result, i * size + k);
      };
      const handling = { lost: measuredAlone, share: shareOfAll };
      await inPool<string, readonly MeasureTask[]>(
        workerFile,
        threads,
        "measureParcel",
        parcels,
        takeAll,
        handling,
      );
    },
  };
}

/** Measures each task of a parcel whose thread died on its own, to find the one that kills threads. */
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

/** Why an input is not measured whose thread died. */
export function reasonOfDeath(error: unknown): string {
  if (lacksFiles(error)) return "could not be measured: too many open files for its thread";
  return codeOf(error) === "ERR_WORKER_OUT_OF_MEMORY"
    ? "could not be measured: its thread ran out of memory"
    : `could not be measured: its thread failed: ${messageOf(error)}`;
}

/**
 * Handles a call whose thread died. A new thread replaces it.
 *
 * @param again repeats the call
 * @param death the reason, or the error thrown
 */
type AfterDeath<Result> = (work: unknown, again: Run<Result>, death: unknown) => Promise<Result>;

/** How calls of a pool are handled. */
interface Handling<Work, Result> {
  /** handles a call whose thread died; by default the error ends all */
  readonly lost?: AfterDeath<Result>;
  /** of the memory limit, as `shareOfLimit` gives it; absent: none */
  readonly share?: ((work: Work) => Promise<number>) | undefined;
}

/** Largest number of tasks per parcel: the cost of handing one over is then negligible. */
const mostTogether = 16;
/** Least number of parcels per thread, so that no thread is idle for long at the end. */
const parcelsOfThread = 32;

function sizeOfParcels(tasks: List<MeasureTask>, threads: number): number {
  // Placing takes much longer than handing over.
  for (const { options } of tasks) if (options.spectrum) return 1;
  return Math.max(1, Math.min(mostTogether, Math.floor(tasks.length / (threads * parcelsOfThread))));
}

/** What src/worker.ts exports. */
type WorkerFunction =
  | "measureParcel"
  | "explainOne"
  | "compareTask"
  | "scoreFiles"
  | "documentFeatures"
  | "oddAmong";

/** Calls a function of the worker, on any thread of a pool. */
type Run<Result> = (work: unknown) => Promise<Result>;

/**
 * Opens a pool of threads that run functions of the worker.
 *
 * @param idleTimeout milliseconds after which an idle thread ends; absent: all threads live as long as the pool
 */
export async function openPool(filename: string, threads: number, idleTimeout?: number): Promise<Tinypool> {
  // Most runs need only one thread and not this package.
  const { Tinypool } = await import("tinypool");
  return new Tinypool({
    filename,
    minThreads: idleTimeout === undefined ? threads : 0,
    maxThreads: threads,
    ...(idleTimeout === undefined ? {} : { idleTimeout }),
    // Threads must not inherit the options of this process: with --input-type they would not start.
    execArgv: [],
    // Frequent garbage collection of the young generation takes 30 MB less: tasks leave little behind.
    resourceLimits: { maxYoungGenerationSizeMb: 6 },
  });
}

/** Lets `act` call one function of the worker on threads of its own, which then end. */
async function withPool<Result>(
  filename: string,
  threads: number,
  name: WorkerFunction,
  act: (run: Run<Result>) => Promise<unknown>,
): Promise<void> {
  const pool = await openPool(filename, threads);
  try {
    await act((work) => pool.run(work, { name }));
  } finally {
    await endThreads(() => pool.destroy());
  }
}

/** Calls waiting per thread: enough that none is idle. */
const queuedPerThread = 3;

/**
 * Calls one function of the worker for each argument, on threads of its own, and hands over each result at once, so that few
 * are in memory.
 *
 * @param take gets the results in the order of the arguments
 * @param lost handles a call whose thread died
 * @throws what `lost` or `take` threw
 */
export async function eachInPool<Result>(
  workerFile: string,
  threads: number,
  name: WorkerFunction,
  works: Iterable<unknown> | AsyncIterable<unknown>,
  take: (result: Result) => void | Promise<void>,
  lost: AfterDeath<Result>,
  share: (work: unknown) => Promise<number> = async () => 0,
): Promise<void> {
  const gate = new MemoryGate();
  await withPool<Result>(workerFile, threads, name, async (run) => {
    const pending: Promise<Result>[] = [];
    for await (const work of works) {
      const call = () => run(work).catch((error: unknown) => lost(work, run, error));
      const result = gate.pass(await share(work), call);
      // Ignores failures after the first one.
      result.catch(() => {});
      pending.push(result);
      if (pending.length > queuedPerThread * threads) await take(await pending.shift()!);
    }
    for (const result of pending) await take(await result);
  });
}

/**
 * Calls one function of the worker for each argument, on threads of its own.
 *
 * @param name of the function
 * @param take gets every result as soon as it is there, with the index of its argument
 * @throws what the function, `lost` or `take` threw
 */
export async function inPool<Result, Work = unknown>(
  workerFile: string,
  threads: number,
  name: WorkerFunction,
  works: List<Work>,
  take: (result: Result, place: number) => void,
  { lost, share }: Handling<Work, Result> = {},
): Promise<void> {
  const gate = new MemoryGate();
  await withPool<Result>(workerFile, threads, name, (run) =>
    // A waiting call takes more memory in the queue of the pool than here.
    someAtOnce(works, queuedPerThread * threads, async (work, place) => {
      const call = () =>
        lost === undefined ? run(work) : run(work).catch((error) => lost(work, run, error));
      take(await (share === undefined ? call() : gate.pass(await share(work), call)), place);
    }),
  );
}

/** Calls a function for each item, for up to `most` at once. @throws what the function threw first */
export async function someAtOnce<Item>(
  items: List<Item>,
  most: number,
  act: (item: Item, place: number) => Promise<void>,
): Promise<void> {
  let started = 0;
  const inTurns = async () => {
    while (started < items.length) {
      const place = started++;
      await act(items.at(place)!, place);
    }
  };
  await Promise.all(Array.from({ length: Math.min(items.length, most) }, inTurns));
}
