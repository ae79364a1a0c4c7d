import type { MeasureTask, TaskResult } from "./task.ts";

/** Does tasks, in this thread or in workers; results come back in the order of the tasks. */
export interface TaskRunner<Task = MeasureTask, Result = TaskResult> {
  /** @throws what was thrown by an interrupted run; that an input cannot be measured is a result */
  run(tasks: readonly Task[], done: (finished: number) => void): Promise<Result[]>;
}

/** Does one task after the other here: for small jobs, where starting a thread would cost more. */
export function inTurn<Task, Result>(
  load: () => Promise<(task: Task) => Promise<Result>>,
): TaskRunner<Task, Result> {
  return {
    async run(tasks, done) {
      const work = await load();
      const results: Result[] = [];
      for (const task of tasks) {
        results.push(await work(task));
        done(results.length);
      }
      return results;
    },
  };
}

/** Measures here. */
export const inThread: TaskRunner = inTurn(async () => (await import("./measure-task.ts")).measureTask);

/**
 * Runs tasks on worker threads, as many at once as there are threads.
 *
 * @param workerFile the built worker, as a file URL
 * @throws never
 */
export function workerThreads(workerFile: string, threads: number): TaskRunner {
  return { run: (tasks, done) => inPool<TaskResult>(workerFile, threads, "measureTask", tasks, done) };
}

/** What src/batch/worker.ts exports. */
type WorkerFunction = "measureTask" | "explainOne" | "compareTask" | "scoreFiles";

/** Calls that wait for a thread, for each thread: enough that none stands idle. */
const waiting = 3;

/**
 * Calls one function of the worker for each argument, on threads of its own, and hands the results on one by one, so that
 * few are in memory.
 *
 * @param take is given the results in the order of the arguments
 * @throws what the function or `take` threw
 */
export async function eachInPool<Result>(
  workerFile: string,
  threads: number,
  name: WorkerFunction,
  works: Iterable<unknown>,
  take: (result: Result) => void,
): Promise<void> {
  const { Tinypool } = await import("tinypool");
  const pool = new Tinypool({ filename: workerFile, minThreads: threads, maxThreads: threads });
  const pending: Promise<Result>[] = [];
  try {
    for (const work of works) {
      const result: Promise<Result> = pool.run(work, { name });
      // Whoever fails later than another one is not waited for.
      result.catch(() => {});
      pending.push(result);
      if (pending.length > waiting * threads) take(await pending.shift()!);
    }
    for (const result of pending) take(await result);
  } finally {
    await pool.destroy();
  }
}

/**
 * Calls one function of the worker for each argument, on threads of its own.
 *
 * @param name of the function
 * @param done called with the number of finished calls
 * @returns in the order of the arguments
 * @throws what the function threw
 */
export async function inPool<Result>(
  workerFile: string,
  threads: number,
  name: WorkerFunction,
  works: readonly unknown[],
  done: (finished: number) => void,
): Promise<Result[]> {
  // One thread is all that most runs need.
  const { Tinypool } = await import("tinypool");
  const pool = new Tinypool({
    filename: workerFile,
    minThreads: threads,
    maxThreads: threads,
    idleTimeout: 1000,
  });
  const results = new Array<Result>(works.length);
  let started = 0;
  let finished = 0;
  const inTurns = async () => {
    while (started < works.length) {
      const i = started++;
      results[i] = await pool.run(works[i], { name });
      done(++finished);
    }
  };
  try {
    // What waits in the queue of the pool takes more memory than what waits here.
    await Promise.all(Array.from({ length: waiting * threads }, inTurns));
    return results;
  } finally {
    await pool.destroy();
  }
}
