import { setTimeout } from "node:timers/promises";
import { getEnvironmentData, setEnvironmentData } from "node:worker_threads";

/** Native calls in progress, and threads that wait to be ended: two counters that all threads share. */
const key = "mesoscope: native calls";
const [underWay, waiting] = [0, 1];
const counts = new Int32Array(sharedMemory());

/** Milliseconds between two checks, and milliseconds after which a call counts as lost with its thread. */
const pause = 2;
const longest = 20_000;

function sharedMemory(): SharedArrayBuffer {
  const given: unknown = getEnvironmentData(key);
  if (given instanceof SharedArrayBuffer) return given;
  const memory = new SharedArrayBuffer(8);
  setEnvironmentData(key, memory);
  return memory;
}

/**
 * Makes a call of a native library that works in a thread of its own. The process would abort if the calling thread ended
 * first.
 */
export async function nativeCall<Result>(call: () => Promise<Result>): Promise<Result> {
  Atomics.add(counts, underWay, 1);
  while (Atomics.load(counts, waiting) > 0) {
    Atomics.sub(counts, underWay, 1);
    await setTimeout(pause);
    Atomics.add(counts, underWay, 1);
  }
  try {
    return await call();
  } finally {
    Atomics.sub(counts, underWay, 1);
  }
}

/** Ends threads once none of them is in a native call; until then no thread may begin one. */
export async function endThreads<Result>(end: () => Result | Promise<Result>): Promise<Result> {
  try {
    await lastNativeCalls();
    return await end();
  } finally {
    Atomics.sub(counts, waiting, 1);
  }
}

/** Waits for the native calls of all threads and lets none begin another: for the end of a process. */
export async function lastNativeCalls(): Promise<void> {
  Atomics.add(counts, waiting, 1);
  for (let waited = 0; Atomics.load(counts, underWay) > 0 && waited < longest; waited += pause)
    await setTimeout(pause);
}
