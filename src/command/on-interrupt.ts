import { rmSync } from "node:fs";
import { exitStatus } from "./io.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Tidies up when the run is interrupted, and then ends it with the status that shells expect.
 *
 * A handler runs only when the event loop does: whoever registers one must not work for long without a pause.
 *
 * @param tidy must not throw
 * @returns a function that gives the signals back their default
 */
export function onInterrupt(tidy: () => void): () => void {
  const handlers = signals.map((signal) => {
    const handler = () => {
      tidy();
      process.exit(exitStatus[signal]);
    };
    process.once(signal, handler);
    return { signal, handler };
  });
  return () => {
    for (const { signal, handler } of handlers) process.off(signal, handler);
  };
}

/**
 * Removes a file or folder when the process ends, or is interrupted.
 *
 * @returns a function that leaves it alone from then on
 */
export function removeWhenEnded(path: string): () => void {
  const remove = () => {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // The process ends; there is no caller to report to.
    }
  };
  process.once("exit", remove);
  const settled = onInterrupt(remove);
  return () => {
    process.off("exit", remove);
    settled();
  };
}

/** What an interrupt does to a run that can still print what it has. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** the status of an interrupted run; undefined: it was not */
  status(): number | undefined;
  /** gives the signals back their default */
  end(): void;
}

/** The first interrupt asks the run to come to an end, a second one ends it. */
export function listenForInterrupts(): Interruption {
  const controller = new AbortController();
  let status: number | undefined;
  const listening = signals.map((signal) => {
    const handler = () => {
      status = exitStatus[signal];
      controller.abort();
    };
    process.once(signal, handler);
    return { signal, handler };
  });
  return {
    signal: controller.signal,
    status: () => status,
    end: () => {
      for (const { signal, handler } of listening) process.off(signal, handler);
    },
  };
}

/** Of a run that ends at once when it is interrupted. */
export function neverInterrupted(): Interruption {
  return { signal: new AbortController().signal, status: () => undefined, end: () => {} };
}
