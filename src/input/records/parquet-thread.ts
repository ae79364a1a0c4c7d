/** Entry of the thread that reads a Parquet file. */
import { parentPort, workerData } from "node:worker_threads";
import { messageOf, NoField } from "../../core/errors.ts";
import { Allowance } from "../allowance.ts";
import { bytesSource } from "../byte-source.ts";
import { openedSource } from "../file-source.ts";
import { threadName } from "../thread-cpu.ts";
import type { ParquetAnswer } from "./parquet.ts";
import { readColumn } from "./parquet-columns.ts";

/** Smaller results are copied: they may share their buffer with others. */
const mostCopied = 1_048_576;
const { bytes, descriptor, size, column, numbers, memory } = workerData as {
  /** null: of the open file */
  readonly bytes: Uint8Array | null;
  readonly descriptor: number;
  readonly size: number;
  readonly column: string | undefined;
  readonly numbers: boolean;
  readonly memory: number;
};

answer({ status: "started", thread: threadName() });
const source = bytes === null ? openedSource(descriptor, size) : bytesSource(bytes, []);
readColumn(source, column, new Allowance(size, 2 * memory), numbers).then(
  (set) => answer({ status: "ok", set }),
  (error: unknown) => answer({ status: "failed", reason: messageOf(error), ...kindOf(error) }),
);

function answer(found: ParquetAnswer): void {
  const large = found.status === "ok" && found.set.bytes.length >= mostCopied ? [found.set.bytes.buffer] : [];
  parentPort?.postMessage(found, large as ArrayBuffer[]);
}

function kindOf(error: unknown) {
  if (error instanceof RangeError) return { kind: "too many" as const };
  return error instanceof NoField ? { kind: "no field" as const } : {};
}
