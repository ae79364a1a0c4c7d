import type { TaskRunner } from "./pool.ts";

/** Why an input of an interrupted run was not measured. */
export const interrupted = "not measured: the run was interrupted before";

/** A runner that can be stopped: unfinished tasks then fail with that reason, and nothing is awaited. */
export function interruptible(runner: TaskRunner, signal: AbortSignal): TaskRunner {
  return {
    async each(tasks, take) {
      const done = new Uint8Array(tasks.length);
      if (!signal.aborted) {
        const stopped = new Promise<void>((resolve) =>
          signal.addEventListener("abort", () => resolve(), { once: true }),
        );
        const work = runner.each(tasks, (result, place) => {
          if (signal.aborted) return;
          done[place] = 1;
          take(result, place);
        });
        // The rest ends with the process; its errors are ignored.
        work.catch(() => {});
        await Promise.race([work, stopped]);
      }
      if (!signal.aborted) return;
      for (let place = 0; place < tasks.length; place++)
        if (done[place] === 0) take({ status: "failed", reason: interrupted }, place);
    },
  };
}
