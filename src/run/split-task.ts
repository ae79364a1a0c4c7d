import { estimatorRegistry } from "../estimators/registry.ts";
import { canBeOpened } from "../input/open-input.ts";
import { isReadInPlace } from "./measure-stream.ts";
import { allResults, type TaskRunner } from "./pool.ts";
import type { EstimatorChoice, MeasureTask, TaskResult } from "./task.ts";

/**
 * Cuts a task into parts for threads that would stand idle: one for each estimator that is expensive and shares nothing with
 * others, and one for all the rest. Draws are named after what they are for, so that parts find what the whole would. Each part reads
 * the input for itself: where that takes memory, or memory is limited, the task stays whole.
 *
 * @returns parts with something to do; the first has what is shared, and what is not measured by an estimator
 */
export async function splitTask(task: MeasureTask): Promise<readonly MeasureTask[]> {
  if (takesMemory(task.input)) return [task];
  const { estimators, spectrum } = task.options;
  const costs = new Map<EstimatorChoice, number | null>();
  for (const choice of estimators) costs.set(choice, (await estimatorRegistry.get(choice.id)).apart);
  const cost = (choice: EstimatorChoice) => costs.get(choice) ?? null;
  const apart = estimators.filter((choice) => cost(choice) !== null);
  const shared = estimators.filter((choice) => !apart.includes(choice));
  // Long work first, so that threads end together.
  apart.sort((a, b) => cost(b)! - cost(a)!);
  // Where nothing is shared, one expensive estimator joins the part that every row needs.
  const rest = shared.length > 0 || spectrum ? shared : apart.splice(0, 1);
  const alone = apart.map((choice): MeasureTask => {
    const options = { ...task.options, estimators: [choice], spectrum: false, withoutTruth: true as const };
    return { ...task, options, whole: task.options };
  });
  return [{ ...task, options: { ...task.options, estimators: rest }, whole: task.options }, ...alone];
}

/** Largest size of an input in memory that each thread may copy, in bytes. */
const mostCopied = 16_777_216;

/** Whether each part would have to decompress the input or cut it into records, or its reader has a limit. */
export function takesMemory(input: MeasureTask["input"]): boolean {
  switch (input.kind) {
    case "file":
      return input.reading?.mostMemory !== undefined || !isReadInPlace(input);
    case "files":
      return input.files.some(takesMemory);
    case "bytes":
      return (
        input.reading?.mostMemory !== undefined || input.bytes.length > mostCopied || canBeOpened(input.bytes)
      );
    default:
      return false;
  }
}

/** Joins the rows of the parts into the row of the whole task, or returns the first failure. */
function joinResults(
  task: MeasureTask,
  parts: readonly MeasureTask[],
  results: readonly TaskResult[],
): TaskResult {
  const failure = results.find(({ status }) => status === "failed");
  if (failure !== undefined) return failure;
  const samples = results.flatMap((result) => (result.status === "ok" ? [result.sample] : []));
  const found = new Map(
    parts.flatMap(({ options }, k) =>
      options.estimators.map((choice, i) => [choice, samples[k]!.measurements[i]!]),
    ),
  );
  const measurements = task.options.estimators.map((choice) => found.get(choice)!);
  return { status: "ok", sample: { ...samples[0]!, measurements } };
}

export function inParts(runner: TaskRunner): TaskRunner {
  return {
    async each(tasks, take) {
      const parts = await Promise.all(Array.from(tasks, splitTask));
      const results = await allResults(runner, parts.flat(), () => {});
      const ends = parts.map((_, t) => parts.slice(0, t + 1).flat().length);
      for (const [t, task] of [...tasks].entries())
        take(joinResults(task, parts[t]!, results.slice(ends[t]! - parts[t]!.length, ends[t]!)), t);
    },
  };
}
