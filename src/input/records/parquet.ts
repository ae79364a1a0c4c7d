import { Worker } from "node:worker_threads";
import { InputError } from "../../core/errors.ts";
import type { RecordSet } from "./record-set.ts";

/** What the thread answers. */
export type ParquetAnswer =
  | { readonly status: "ok"; readonly set: RecordSet }
  | { readonly status: "failed"; readonly reason: string; readonly tooMany: boolean };

/** Time that a file may take: what it claims is checked, and this holds where a check should be missing. */
const seconds = (bytes: number) => 5 + bytes / 10_000_000;
/** Memory of the thread beside the bytes, in MiB. */
const memory = 2048;

/**
 * The text of a column of an Apache Parquet file, read in a thread of its own, which is ended when a file takes too
 * long or all memory.
 *
 * @param column undefined: the only one that holds text
 * @throws InputError when the file or the column cannot be read, RangeError when the documents are more than fit in memory
 * Cost: 50 ms to start the thread, and a copy of the bytes.
 */
export async function readParquet(bytes: Uint8Array, column: string | undefined): Promise<RecordSet> {
  const worker = new Worker(new URL(threadFile()), {
    workerData: { bytes, column },
    resourceLimits: { maxOldGenerationSizeMb: memory },
    execArgv: [],
  });
  const limit = seconds(bytes.length);
  let timer: NodeJS.Timeout | undefined;
  const answer = await new Promise<ParquetAnswer>((resolve) => {
    const failed = (reason: string) =>
      resolve({ status: "failed", reason: `cannot be read as Parquet: ${reason}`, tooMany: false });
    worker.once("message", resolve);
    worker.once("error", ({ message }) => failed(message));
    worker.once("exit", () => failed("reading it ended early"));
    timer = setTimeout(() => failed(`it took more than ${limit.toFixed(0)} seconds`), limit * 1000);
  });
  clearTimeout(timer);
  await worker.terminate();
  if (answer.status === "ok") return answer.set;
  throw answer.tooMany ? new RangeError(answer.reason) : new InputError(answer.reason);
}

/** The built thread, beside the built command. */
function threadFile(): string {
  const here = import.meta.url;
  const root = here.slice(0, Math.max(here.lastIndexOf("/dist/"), here.lastIndexOf("/src/")));
  return `${root}/dist/parquet-thread.js`;
}
