import { Worker } from "node:worker_threads";
import { codeOf, InputError, NoField } from "../../core/errors.ts";
import { Allowance, secondsAllowed, tooMuchMemory, tooMuchTime } from "../allowance.ts";
import type { ByteSource } from "../byte-source.ts";
import { cpuOfThread } from "../thread-cpu.ts";
import type { ParquetColumn } from "./parquet-columns.ts";

/** The answer of the thread. */
export type ParquetAnswer =
  | { readonly status: "started"; readonly thread: string | null }
  | { readonly status: "ok"; readonly set: ParquetColumn }
  | { readonly status: "failed"; readonly reason: string; readonly kind?: "too many" | "no field" };

/** Milliseconds between two checks of the thread's processor time. */
const checkInterval = 200;
/** Memory of the thread for decoded values, beside what is allowed for bytes. */
const valuesMemory = 268_435_456;
/** Factor of the wall-clock limit where the system does not report the processor time of a thread. */
const clockFactor = 10;

/**
 * The text of a column of an Apache Parquet file, read in a thread of its own. The thread is ended when a file takes too much
 * processor time or memory. This is the second defence: claims of the file are checked too.
 *
 * @param column undefined: the only one that holds text
 * @param numbers whether it may hold numbers
 * @throws InputError when the file or the column cannot be read, RangeError when the documents do not fit in memory
 * Cost: 50 ms to start the thread, and a copy of bytes in memory.
 */
export async function readParquet(
  source: ByteSource,
  column: string | undefined,
  allowance: Allowance = new Allowance(source.size),
  numbers = false,
): Promise<ParquetColumn> {
  const { size, descriptor } = source;
  // A file is read in the thread; bytes in memory are copied without the rest of their buffer.
  if (descriptor === undefined) allowance.requireMemory(2 * size);
  const bytes = descriptor === undefined ? new Uint8Array(source.read(0, size)) : null;
  const { memory } = allowance;
  const worker = new Worker(new URL(threadFile()), {
    workerData: { bytes, descriptor, size, column, numbers, memory },
    transferList: bytes === null ? [] : [bytes.buffer],
    resourceLimits: {
      // As in the pool: values leave little behind.
      maxYoungGenerationSizeMb: 6,
      maxOldGenerationSizeMb: Math.ceil(Math.min(memory + valuesMemory, 2 * memory) / 1_048_576),
    },
    execArgv: [],
  });
  const limit = secondsAllowed(size);
  const started = performance.now();
  let looking: NodeJS.Timeout | undefined;
  const answer = await new Promise<Extract<ParquetAnswer, { status: "ok" | "failed" }>>((resolve) => {
    const failed = (reason: string) => resolve({ status: "failed", reason });
    let thread: string | null = null;
    worker.on("message", (message: ParquetAnswer) => {
      if (message.status === "started") thread = message.thread;
      else resolve(message);
    });
    worker.once("error", (error) => failed(reasonOfDeath(error, allowance)));
    worker.once("exit", () => failed("cannot be read as Parquet: reading it ended early"));
    looking = setInterval(() => {
      const taken = cpuOfThread(thread) ?? (performance.now() - started) / 1000 / clockFactor;
      if (taken > limit) failed(tooMuchTime(limit));
    }, checkInterval);
  });
  clearInterval(looking);
  await worker.terminate();
  if (answer.status === "ok") return answer.set;
  const { reason, kind } = answer;
  if (kind === "too many") throw new RangeError(reason);
  throw kind === "no field" ? new NoField(reason) : new InputError(reason);
}

/** Why the thread died. */
function reasonOfDeath(error: Error, { memory }: Allowance): string {
  return codeOf(error) === "ERR_WORKER_OUT_OF_MEMORY"
    ? tooMuchMemory(memory)
    : `cannot be read as Parquet: ${error.message}`;
}

/** The built thread, beside the built command. */
function threadFile(): string {
  const here = import.meta.url;
  const root = here.slice(0, Math.max(here.lastIndexOf("/dist/"), here.lastIndexOf("/src/")));
  return `${root}/dist/parquet-thread.js`;
}
