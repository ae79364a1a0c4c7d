import { InputError, namedError, UsageError } from "../core/errors.ts";
import type { WarningListener } from "../run/load-input.ts";
import { worded } from "../run/reported.ts";
import type { AccountedInput } from "../run/run-batch.ts";
import type { FileInput, MeasureTask } from "../run/task.ts";
import type { Work } from "../run/work.ts";
import type { Outcome, PlannedFeature, ReportCall } from "./command.ts";
import { exitStatus, type Io } from "./io.ts";
import type { SharedOptions } from "./options.ts";
import { damageOf, foldFailed, foldSkipped } from "./outcome.ts";
import { planScan, recipeTask } from "./plan-scan.ts";

/** Plans, finds the input, and runs the task in this thread. */
export async function doPlanned<Options extends object, Plan, Result>(
  feature: PlannedFeature<Options, Plan, Result>,
  call: ReportCall<Options>,
): Promise<Outcome<Result>> {
  const { name, input, reads, steps = 1, outcome = (result) => ({ result }) } = feature;
  const { paths, io, maker, progress } = call;
  const plan = await feature.plan(call);
  const about = { plan, maker, progress };
  if (input === undefined) {
    progress(0, steps);
    return outcome(await (await feature.task())(about as Work<Plan>));
  }
  const options = { ...call.options, ...reads?.(call.options, plan) } as unknown as SharedOptions;
  const task = await onlyTask(name, paths, options, io, input === "joined");
  progress(0, steps);
  const work = await feature.task();
  const missing: string[] = [];
  const done = await ofOneInput(task, (onWarnings) =>
    work({ ...about, task, onWarnings, failed: (reason) => void missing.push(reason) }),
  );
  if (missing.length === 0) return done;
  const errors = missing.map((reason) => ({ input: task.name, reason }));
  return { ...done, errors: [...(done.errors ?? []), ...errors], status: exitStatus.input };
}

/**
 * The one named input, for commands that take one.
 *
 * @param command its name, for messages
 * @param joined whether several files are one input, in the order in which they are found
 * @throws UsageError for none or several; InputError when it is missing
 */
export async function onlyTask(
  command: string,
  paths: readonly string[],
  options: SharedOptions & { readonly recipe?: string },
  io: Io,
  joined = false,
): Promise<MeasureTask> {
  const tooMany = () =>
    new UsageError(
      `${command} takes one input: ${joined ? "files or folders" : "a file"}, -, one corpus or one recipe`,
    );
  const { recipe, ...others } = options;
  if (recipe !== undefined) {
    if (paths.length > 0 || options.corpora !== undefined) throw tooMany();
    return recipeTask(recipe, options, io);
  }
  if ((paths.length > 1 && !joined) || (paths.length > 0 && options.corpora !== undefined)) throw tooMany();
  if (paths.length === 0 && options.corpora === undefined && io.stdin.isTTY === true) {
    throw new UsageError(
      `name what to ${command}: a file, - for standard input, --corpora <id> or --recipe "..."`,
    );
  }
  const { tasks: planned, skipped, failed } = await planScan(paths, others, io);
  const tasks = [...planned];
  const files = tasks.flatMap(({ input }) => (input.kind === "file" ? [input] : []));
  const isJoined = joined && files.length + failed.length > 1 && files.length === tasks.length;
  if (isJoined && failed.length === 0) return joinedTask(paths, tasks[0]!, files);
  // Where nothing is readable, there are not too many inputs.
  const [missing] = isJoined || tasks.length === 0 ? [...foldFailed(failed), ...foldSkipped(skipped)] : [];
  if (missing === undefined && tasks.length + skipped.length + failed.length > 1) throw tooMany();
  if (missing !== undefined) throw new InputError(`${missing.input}: ${missing.reason}`);
  return tasks[0]!;
}

/** Several files as one input, with the names that the user gave. */
function joinedTask(paths: readonly string[], first: MeasureTask, files: readonly FileInput[]): MeasureTask {
  return { ...first, name: paths.join(" "), input: { kind: "files", files } };
}

/** The outcome for one input; unreadable parts are reported and change the status. */
export async function ofOneInput<Result>(
  task: MeasureTask,
  act: (onWarnings: WarningListener) => Promise<Result>,
): Promise<Outcome<Result>> {
  const errors: AccountedInput[] = [];
  const onWarnings: WarningListener = (warnings) =>
    void errors.push(...damageOf(task.name, warnings.map(worded)));
  const result = await underItsName(task, () => act(onWarnings));
  return { result, errors, status: errors.length > 0 ? exitStatus.input : exitStatus.fine };
}

/** Adds the name of an input to its errors, as for several inputs. */
export async function underItsName<Result>(
  { name, input }: MeasureTask,
  act: () => Promise<Result>,
): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw input.kind === "recipe" ? error : namedError(name, error);
  }
}
