import { setImmediate as pause } from "node:timers/promises";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Bytes outside of the heap, with less of which nothing is done: there may be many small inputs. */
const worthIt = 8_388_608;
/** A stream that was just closed holds its last pieces for some turns, and memory outside of the heap is freed in the background. */
const turns = 3;

let collect: (() => void) | undefined;

/**
 * Frees what inputs took that are no longer read, which V8 would keep for some time.
 *
 * Cost: some milliseconds.
 */
export async function releaseMemory(): Promise<void> {
  if (getHeapStatistics().external_memory >= worthIt) await collectGarbage();
}

/** Collects all garbage of this thread. Cost: some 10 milliseconds. */
export async function collectGarbage(): Promise<void> {
  if (collect === undefined) {
    setFlagsFromString("--expose-gc");
    collect = (runInNewContext("globalThis.gc") as typeof collect) ?? (() => {});
    setFlagsFromString("--no-expose-gc");
  }
  for (let i = 0; i < turns; i++) {
    await pause();
    collect();
  }
}
