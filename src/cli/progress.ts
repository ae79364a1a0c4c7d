import type { Io } from "../command/io.ts";
import { fitWidth } from "../report/kit/text-width.ts";

/** A progress line on standard error; erased at the end, absent without a terminal. */
interface Progress {
  update(finished: number, total: number): void;
  /** shows a provisional row in front of the progress, before anything is measured */
  announce(row: string): void;
  clear(): void;
}

/** Finished steps and milliseconds before the remaining time is estimated. */
const enough = { steps: 3, ms: 2000 };

/** Milliseconds between two updates; shorter intervals cannot be read. */
const between = 50;

export function createProgress(io: Io, quiet: boolean): Progress {
  if (quiet || io.stderr.isTTY !== true || io.env["TERM"] === "dumb")
    return { update: () => {}, announce: () => {}, clear: () => {} };
  const eraseLine = "\r\u001b[2K";
  const started = performance.now();
  let shown = false;
  let last = Number.NEGATIVE_INFINITY;
  let announced = "";
  // A wrapped line could not be erased as a whole.
  const write = (text: string) => {
    shown = true;
    io.stderr.write(eraseLine + fitWidth(text, Math.max(3, (io.stdout.columns || 80) - 1), "~"));
  };
  return {
    update: (finished, total) => {
      const now = performance.now();
      if (total < 2 || (finished < total && now - last < between)) return;
      last = now;
      write(`${announced}measuring ${finished}/${total}${paceOf(finished, total, now - started)}`);
    },
    announce: (row) => {
      announced = `${row}  `;
      write(`${announced}measuring`);
    },
    clear: () => {
      if (shown) io.stderr.write(eraseLine);
      shown = false;
      // The measured row replaces it.
      announced = "";
    },
  };
}

/** Speed and remaining time; empty while too little is done for an estimate. */
export function paceOf(finished: number, total: number, ms: number): string {
  if (finished < enough.steps || ms < enough.ms || finished >= total) return "";
  const perSecond = (1000 * finished) / ms;
  const left = Math.ceil((total - finished) / perSecond);
  const rate = perSecond >= 1 ? `${perSecond.toFixed(1)}/s` : `${(1 / perSecond).toFixed(1)} s each`;
  return `, ${rate}, ${left < 90 ? `${left} s` : `${Math.round(left / 60)} min`} left`;
}
