import type { MeasureTask } from "../batch/task.ts";
import { InputError, UsageError } from "../core/errors.ts";
import type { Io } from "./io.ts";
import type { SharedOptions } from "./options.ts";
import { planScan } from "./plan-scan.ts";
import { recipeTask } from "./recipe-task.ts";

/**
 * The one input that was named, for commands that look at one.
 *
 * @param command its name, for messages
 * @throws UsageError for none or several; InputError when it is not there
 */
export async function onlyTask(
  command: string,
  paths: readonly string[],
  options: SharedOptions & { readonly recipe?: string },
  io: Io,
): Promise<MeasureTask> {
  const tooMany = () => new UsageError(`${command} takes one input: a file, -, one corpus or one recipe`);
  const { recipe, ...others } = options;
  if (recipe !== undefined) {
    if (paths.length > 0 || options.corpora !== undefined) throw tooMany();
    return recipeTask(recipe, options, io);
  }
  if (paths.length > 1 || (paths.length > 0 && options.corpora !== undefined)) throw tooMany();
  if (paths.length === 0 && options.corpora === undefined && io.stdin.isTTY === true) {
    throw new UsageError(
      `name what to ${command}: a file, - for standard input, --corpora <id> or --recipe "..."`,
    );
  }
  const { tasks, skipped, failed } = await planScan(paths, others, io);
  const [missing] = [...failed, ...skipped];
  if (tasks.length + skipped.length + failed.length > 1) throw tooMany();
  if (missing !== undefined) throw new InputError(`${missing.input}: ${missing.reason}`);
  return tasks[0]!;
}
