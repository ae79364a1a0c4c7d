import type { TaskRunner } from "./pool.ts";
import type { MeasureTask } from "./task.ts";

/**
 * Takes here what the cache knows and gives the rest to another runner, so that nothing is started for nothing.
 *
 * @param runnerFor the runner for what is not known
 * @param isQuick whether a task is looked up here; left out: all are
 */
export function cachedFirst(
  runnerFor: (tasks: readonly MeasureTask[]) => Promise<TaskRunner>,
  isQuick: (task: MeasureTask) => boolean = () => true,
): TaskRunner {
  return {
    async each(tasks, take) {
      const { cachedTask } = await import("./measure-task.ts");
      const missing: number[] = [];
      for (const [place, task] of tasks.entries()) {
        const known = isQuick(task) ? await cachedTask(task) : null;
        if (known === null) missing.push(place);
        else take(known, place);
      }
      if (missing.length === 0) return;
      const others = missing.map((place) => tasks[place]!);
      const runner = await runnerFor(others);
      await runner.each(others, (result, i) => take(result, missing[i]!));
    },
  };
}
