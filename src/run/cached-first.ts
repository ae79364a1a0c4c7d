import type { TaskRunner } from "./pool.ts";
import type { MeasureTask } from "./task.ts";

/**
 * Takes results from the cache and gives the other tasks to another runner, which starts only if there are any.
 *
 * @param runnerFor the runner for tasks without a cached result
 * @param isQuick whether to look up a task here; by default all are
 */
export function cachedFirst(
  runnerFor: (tasks: readonly MeasureTask[]) => Promise<TaskRunner>,
  isQuick: (task: MeasureTask) => boolean = () => true,
): TaskRunner {
  return {
    async each(tasks, take) {
      const { cachedTask } = await import("./stored-sample.ts");
      const missing: number[] = [];
      for (const [place, task] of [...tasks].entries()) {
        const known = isQuick(task) ? await cachedTask(task) : null;
        if (known === null) missing.push(place);
        else take(known, place);
      }
      if (missing.length === 0) return;
      const others = missing.map((place) => tasks.at(place)!);
      const runner = await runnerFor(others);
      await runner.each(others, (result, i) => take(result, missing[i]!));
    },
  };
}
