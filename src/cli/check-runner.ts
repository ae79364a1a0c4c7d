import { cachedFirst } from "../run/cached-first.ts";
import type { TaskRunner } from "../run/pool.ts";
import { runnerFor } from "./commands/scan.ts";
import type { Io } from "./io.ts";
import type { SharedOptions } from "./options.ts";

/** What is in the cache is taken from there; the rest goes to as many threads as it is worth. */
export function checkRunner({ jobs }: SharedOptions, io: Io): TaskRunner {
  return cachedFirst((tasks) =>
    runnerFor({ tasks, options: tasks[0]!.options }, tasks.length, jobs ?? io.processors),
  );
}
