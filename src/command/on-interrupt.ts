import { rmSync } from "node:fs";
import { exitStatus } from "./io.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Cleans up when the run is interrupted, and then ends it with the status that shells expect.
 *
 * A handler runs only with the event loop: the caller must not work long without a pause.
 *
 * @param tidy must not throw
 * @returns a function that restores the default handlers
 */
export function onInterrupt(tidy: () => void): () => void {
  return onSignals((status) => {
    tidy();
    process.exit(status);
  });
}

/** @returns a function that restores the default handlers */
function onSignals(act: (status: number) => void): () => void {
  const handlers = signals.map((signal) => {
    const handler = () => act(exitStatus[signal]);
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
 * @returns a function that cancels the removal
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

/** Interrupts of a run that can still print its results. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** the status of an interrupted run; undefined: not interrupted */
  status(): number | undefined;
  /** restores the default handlers */
  end(): void;
}

/** The first interrupt asks the run to finish, a second one ends it. */
export function listenForInterrupts(): Interruption {
  const controller = new AbortController();
  let status: number | undefined;
  const end = onSignals((own) => {
    status = own;
    controller.abort();
  });
  return { signal: controller.signal, status: () => status, end };
}

/** For a run that ends at once when it is interrupted. */
export function neverInterrupted(): Interruption {
  return { signal: new AbortController().signal, status: () => undefined, end: () => {} };
}
