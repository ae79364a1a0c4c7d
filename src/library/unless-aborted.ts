import { setMaxListeners } from "node:events";
import { setImmediate } from "node:timers/promises";

/**
 * Lets the event loop run, timers that are due included: they come between two immediates, wherever the loop is.
 *
 * @throws the reason of the signal
 */
export async function pause(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  if (signal === undefined) return;
  await setImmediate();
  signal.throwIfAborted();
}

/**
 * Waits for work in this thread, at most until the signal is aborted: functions of a program may never end. If they kept this
 * thread from a timer that was to abort the work, the timer comes first.
 *
 * @throws the reason of the signal; what the work throws
 */
export async function unlessAborted<Result>(
  running: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (signal === undefined) return running;
  const ended = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    setMaxListeners(0, signal);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true, signal: ended.signal });
  });
  try {
    const result = await Promise.race([running, aborted]);
    await pause(signal);
    return result;
  } finally {
    ended.abort();
  }
}
