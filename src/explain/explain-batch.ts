import { InputError } from "../core/errors.ts";
import { allResults, inPool, inTurn, type TaskRunner } from "../run/pool.ts";
import type { Maker } from "../run/run-batch.ts";
import type { MeasureTask } from "../run/task.ts";
import type { Explanation } from "./schema.ts";

type Depth = Explanation["depth"];

/** One input in depth: the whole work of a worker. @returns null for an input that cannot be had @throws what is no fault of the input */
export async function explainOne([task, maker]: readonly [MeasureTask, Maker]): Promise<Depth | null> {
  try {
    const { explainTask } = await import("./explain-task.ts");
    return (await explainTask(task, maker, () => {})).depth;
  } catch (error) {
    // Measuring the same input says why.
    if (error instanceof InputError) return null;
    throw error;
  }
}

/**
 * Explains inputs in depth, on threads where there are several.
 *
 * @param done called with the number of finished inputs
 * @returns in the order of the tasks; null for an input that cannot be had
 */
export async function explainBatch(
  tasks: readonly MeasureTask[],
  maker: Maker,
  workerFile: string,
  threads: number,
  done: (finished: number) => void,
): Promise<(Depth | null)[]> {
  const works = tasks.map((task) => [task, maker] as const);
  const runner: TaskRunner<(typeof works)[number], Depth | null> =
    threads > 1 && tasks.length > 1
      ? { each: (some, take) => inPool(workerFile, Math.min(threads, some.length), "explainOne", some, take) }
      : inTurn(async () => explainOne);
  return allResults(runner, works, done);
}
