import { interrupted } from "../../run/interruptible.ts";
import type { TaskRunner } from "../../run/pool.ts";
import type { EstimatorChoice, MeasureTask, TaskEnvironment, TaskResult } from "../../run/task.ts";

type Sample = Extract<TaskResult, { status: "ok" }>["sample"];

/** Sequences of one recipe and size, each with the next seed, without truths. */
export function seededTasks(
  recipe: string,
  sample: number,
  {
    runs,
    seed,
    estimators,
  }: Readonly<{ runs: number; seed: number; estimators: readonly EstimatorChoice[] }>,
  environment: TaskEnvironment,
): MeasureTask[] {
  return Array.from({ length: runs }, (_, run) => ({
    name: recipe,
    input: { kind: "recipe", recipe },
    options: { sample, encoding: "bytes", seed: seed + run, estimators, spectrum: false, withoutTruth: true },
    environment,
  }));
}

/**
 * Measures groups of tasks. Hands a group over as soon as all of it is measured, in any order.
 *
 * @param take gets the samples of a group, in the order of its tasks, and its index; undefined when an interrupt left it
 *   unfinished
 * @param done called with the number of finished tasks
 * @returns indices of the unfinished ones
 * @throws what the runner throws; Error when a sequence cannot be generated
 */
export async function eachGroup(
  runner: TaskRunner,
  groups: readonly (readonly MeasureTask[])[],
  take: (samples: readonly Sample[] | undefined, group: number) => void,
  done: (finished: number) => void,
): Promise<number[]> {
  const owners = groups.flatMap((tasks, group) => tasks.map((_, which) => ({ group, which })));
  const samples = groups.map((tasks) => new Array<Sample>(tasks.length));
  const left = groups.map((tasks) => tasks.length);
  let finished = 0;
  await runner.each(groups.flat(), (result, place) => {
    const { group, which } = owners[place]!;
    if (result.status !== "ok") {
      if (result.reason === interrupted) return;
      throw new Error(result.reason);
    }
    samples[group]![which] = result.sample;
    done(++finished);
    if (--left[group]! > 0) return;
    take(samples[group]!, group);
    samples[group] = [];
  });
  const unfinished = left.flatMap((count, group) => (count > 0 ? [group] : []));
  for (const group of unfinished) take(undefined, group);
  return unfinished;
}
