import { setMaxListeners } from "node:events";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { MessageChannel } from "node:worker_threads";
import type { Tinypool } from "tinypool";
import { UsageError } from "../core/errors.ts";
import { endThreads } from "../core/native-calls.ts";
import { installedWorker } from "../run/installation.ts";
import { type Job, type JobAnswer, type JobResults, type Progress, revived } from "./job.ts";

/** Milliseconds after which an idle thread ends. */
const idleTimeout = 5000;

let pool: Promise<Tinypool> | undefined;

/**
 * Runs a job on a thread of the pool that all calls share. The pool does not keep the process alive.
 *
 * @param signal ends the job and its thread when it is aborted
 * @param progress an error that it throws also ends the job
 * @throws the reason of the signal; what `progress` threw; the errors of `runJob`; UsageError when the worker is not built
 */
export async function jobInPool<Kind extends Job["kind"]>(
  job: Extract<Job, { kind: Kind }>,
  signal: AbortSignal | undefined,
  progress: Progress,
): Promise<JobResults[Kind]> {
  signal?.throwIfAborted();
  pool ??= openPool();
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
  const { port1: heard, port2: port } = new MessageChannel();
  let reported: readonly [finished: number, total: number] = [0, 1];
  heard.on("message", (message: readonly [number, number]) => {
    reported = message;
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
    // The last report may still be in flight.
    const [finished, total] = reported;
    if (finished < total) progress(total, total);
    return answer.result as JobResults[Kind];
  } catch (error) {
    throw ended === undefined ? error : ended.reason;
  } finally {
    signal?.removeEventListener("abort", stopped);
    heard.close();
  }
}

async function openPool(): Promise<Tinypool> {
  const filename = installedWorker();
  if (!existsSync(fileURLToPath(filename))) {
    pool = undefined;
    throw new UsageError(
      `no worker at ${fileURLToPath(filename)}: exclude mesoscope from the bundle, or set threads: 0`,
    );
  }
  const { Tinypool } = await import("tinypool");
  // Threads must not inherit the options of this process: with --input-type they would not start.
  return new Tinypool({
    filename,
    minThreads: 0,
    maxThreads: availableParallelism(),
    idleTimeout,
    execArgv: [],
    // A worker computes in typed arrays and does not need a large young generation.
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  });
}
