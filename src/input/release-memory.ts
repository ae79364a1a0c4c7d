import { setImmediate as pause } from "node:timers/promises";

/** More bytes outside of its heap than V8 lets wait for a collection. */
const pressure = 134_217_728;
/** Marking is done in steps, one for each request. */
const steps = 4;

/**
 * Frees what an unpacked input took, which V8 would keep for some time: asking for much memory makes it collect garbage at once.
 *
 * Cost: some milliseconds. Pages that are not written take no memory.
 */
export async function releaseMemory(): Promise<void> {
  for (let i = 0; i < steps; i++) {
    // A stream that was just closed still holds its last pieces.
    await pause();
    try {
      Buffer.allocUnsafeSlow(pressure);
    } catch {
      // There is nothing to free where memory cannot even be reserved.
      return;
    }
  }
}
