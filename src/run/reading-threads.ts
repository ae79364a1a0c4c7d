import { Worker } from "node:worker_threads";
import type { ReadingThreads } from "../context/learning-curves.ts";

/**
 * Threads that live as long as one piece of work. They need no answer from this thread, which is busy itself.
 *
 * @param file the built reader, as a file URL
 * @param count of threads
 */
export function readingThreads(file: string, count: number): ReadingThreads {
  return {
    count,
    read: (work) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(new URL(file), { workerData: work, execArgv: [] });
        worker.once("message", resolve).once("error", reject);
        worker.once("exit", () => reject(new Error("it ended without a result")));
      }),
  };
}
