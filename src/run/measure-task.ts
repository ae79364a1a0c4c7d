import type { ReadingThreads } from "../context/learning-curves.ts";
import { InputError, NoField } from "../core/errors.ts";
import { faultOf } from "../input/system-fault.ts";
import type { Sample } from "../results/report.ts";
import { knownRow, measureUnknown } from "./known-row.ts";
import { loadInput } from "./load-input.ts";
import type { LoadedInput } from "./loaded-input.ts";
import { measureLoaded } from "./measure-loaded.ts";
import { isStreamed, measureStream } from "./measure-stream.ts";
import { settleVerdict } from "./settle-verdict.ts";
import { storedByRecipe, throughStore } from "./stored-sample.ts";
import type { MeasureTask, TaskResult } from "./task.ts";

/**
 * Measures one input: the whole work of a worker.
 *
 * @returns the row of the report, or why there is none
 * @param threads that measure together with this one; absent: none
 * @throws never for a faulty input
 */
export async function measureTask(task: MeasureTask, threads?: ReadingThreads): Promise<TaskResult> {
  try {
    return { status: "ok", sample: await measureSample(task, undefined, threads) };
  } catch (error) {
    if (error instanceof NoField) return { status: "failed", reason: error.message, noField: true };
    if (error instanceof InputError) return { status: "failed", reason: error.message };
    return { status: "failed", reason: `could not be measured: ${faultOf(error)}` };
  }
}

/** Measures some inputs. @returns their results as JSON, which crosses threads faster than objects */
export async function measureParcel(tasks: readonly MeasureTask[]): Promise<string> {
  const results: TaskResult[] = [];
  for (const task of tasks) results.push(await measureTask(task));
  return JSON.stringify(results);
}

/** Called with the number of finished steps. */
type Done = (finished: number) => void;

/** Number of steps of `measureSample`: reading, each estimator, and placing. */
export function measureSteps({ options }: MeasureTask): number {
  return 1 + options.estimators.length + (options.spectrum ? 1 : 0);
}

/**
 * The row of one input. Stored rows, streaming, the cache and settling wrap the route from bytes to a verdict, which is
 * `loadInput` and then `measureLoaded`.
 *
 * @param done called with the number of finished steps, of `measureSteps`
 * @param threads as for `measureTask`
 * @throws InputError when the input cannot be read; UsageError for a wrong request
 */
export async function measureSample(
  task: MeasureTask,
  done: Done = () => {},
  threads?: ReadingThreads,
): Promise<Sample> {
  const stored = (await knownRow(task)) ?? storedByRecipe(task);
  if (stored !== undefined) return stored;
  if (await isStreamed(task)) return measureStream(task);
  const loaded = await loadInput(task);
  done(1);
  return throughStore(task, loaded, () => measureSettled(task, loaded, done, threads));
}

async function measureSettled(
  task: MeasureTask,
  loaded: LoadedInput,
  done: Done,
  threads: ReadingThreads | undefined,
): Promise<Sample> {
  const sample = await measureUnknown(task, loaded, (unknown) =>
    measureLoaded(unknown, loaded, undefined, done, threads),
  );
  return settleVerdict(task, sample, (more) => measureSample(more, undefined, threads));
}
