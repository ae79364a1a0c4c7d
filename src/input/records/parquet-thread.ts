/** Entry of the thread that reads a Parquet file. */
import { parentPort, workerData } from "node:worker_threads";
import { messageOf, NoField } from "../../core/errors.ts";
import { Allowance } from "../allowance.ts";
import { threadName } from "../thread-cpu.ts";
import type { ParquetAnswer } from "./parquet.ts";
import { readColumn } from "./parquet-columns.ts";

const { bytes, column, numbers, memory } = workerData as {
  readonly bytes: Uint8Array;
  readonly column: string | undefined;
  readonly numbers: boolean;
  readonly memory: number;
};

answer({ status: "started", thread: threadName() });
readColumn(bytes, column, new Allowance(bytes.length, memory), numbers).then(
  (set) => answer({ status: "ok", set }),
  (error: unknown) => answer({ status: "failed", reason: messageOf(error), ...kindOf(error) }),
);

function answer(found: ParquetAnswer): void {
  parentPort?.postMessage(found);
}

function kindOf(error: unknown) {
  if (error instanceof RangeError) return { kind: "too many" as const };
  return error instanceof NoField ? { kind: "no field" as const } : {};
}
