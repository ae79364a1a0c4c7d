/** Entry of the thread that reads a Parquet file. */
import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../../core/errors.ts";
import type { ParquetAnswer } from "./parquet.ts";
import { readColumn } from "./parquet-columns.ts";

const { bytes, column } = workerData as { readonly bytes: Uint8Array; readonly column: string | undefined };

readColumn(bytes, column).then(
  (set) => answer({ status: "ok", set }),
  (error: unknown) =>
    answer({ status: "failed", reason: messageOf(error), tooMany: error instanceof RangeError }),
);

function answer(found: ParquetAnswer): void {
  parentPort?.postMessage(found);
}
