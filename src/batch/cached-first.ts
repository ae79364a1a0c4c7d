import type { TaskRunner } from "./pool.ts";
import type { MeasureTask, TaskResult } from "./task.ts";

/**
 * Takes here what the cache knows and gives the rest to another runner, so that nothing is started for nothing.
 *
 * @param runnerFor the runner for what is not known
 */
export function cachedFirst(runnerFor: (tasks: readonly MeasureTask[]) => Promise<TaskRunner>): TaskRunner {
  return {
    async run(tasks, done) {
      const { cachedTask } = await import("./measure-task.ts");
      const results: (TaskResult | null)[] = [];
      let before = 0;
      for (const task of tasks) {
        const known = await cachedTask(task);
        results.push(known);
        if (known !== null) done(++before);
      }
      const missing = tasks.filter((_, i) => results[i] === null);
      if (missing.length === 0) return results as TaskResult[];
      const runner = await runnerFor(missing);
      const found = await runner.run(missing, (finished) => done(before + finished));
      let next = 0;
      return results.map((result) => result ?? found[next++]!);
    },
  };
}
