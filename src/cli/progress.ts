import type { Io } from "./io.ts";

/** A line on standard error that says how far a run is; erased at the end, absent off a terminal. */
export interface Progress {
  /** @param of steps in all, where that turns out to be another number */
  update(finished: number, of?: number): void;
  clear(): void;
}

/**
 * @param total steps in all
 * @throws never
 */
export function createProgress(io: Io, total: number, quiet: boolean): Progress {
  if (quiet || total < 2 || io.stderr.isTTY !== true || io.env["TERM"] === "dumb") {
    return { update: () => {}, clear: () => {} };
  }
  const eraseLine = "\r\u001b[2K";
  return {
    update: (finished, of = total) => void io.stderr.write(`${eraseLine}measuring ${finished}/${of}`),
    clear: () => void io.stderr.write(eraseLine),
  };
}
