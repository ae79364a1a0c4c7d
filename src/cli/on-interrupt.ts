import { rmSync } from "node:fs";
import { exitStatus } from "./io.ts";

/**
 * Tidies up when the run is interrupted, and then ends it with the status that shells expect.
 *
 * A handler runs only when the event loop does: whoever registers one must not work for long without a pause.
 *
 * @param tidy must not throw
 * @returns a function that gives the signals back their default
 * @throws never
 */
export function onInterrupt(tidy: () => void): () => void {
  const handlers = (["SIGINT", "SIGTERM", "SIGHUP"] as const).map((signal) => {
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

/** Removes a folder when the process ends, or is interrupted. */
export function removeAtTheEnd(folder: string): void {
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  onInterrupt(remove);
}
