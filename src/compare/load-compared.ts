import { InputError, NoField } from "../core/errors.ts";
import { loadInput } from "../run/load-input.ts";
import type { LoadedInput } from "../run/loaded-input.ts";
import { needsOfComparing } from "../run/memory-needs.ts";
import { requireSomeField } from "../run/require-some-field.ts";
import type { AccountedInput } from "../run/run-batch.ts";
import type { MeasureTask } from "../run/task.ts";

/** Blocks of every sample: a power of two, so that halves of them can be balanced. */
export const blocksCompared = 16;
/** Symbols of a block at least. */
const shortestBlock = 64;
/** Symbols of a sample at least. */
const leastSymbols = blocksCompared * shortestBlock;

/** A sample, and whether it is long enough. */
export interface ComparedInput {
  readonly task: MeasureTask;
  readonly loaded: LoadedInput;
  readonly notComparedBecause: string | null;
}

/**
 * Reads what is to be compared, and takes as many symbols of each as the shortest has that is long enough.
 *
 * @param done called after every input
 * @throws RecipeError for a wrong recipe; UsageError when all lack the field that was asked for; inputs that cannot be had are in `errors`
 */
export async function loadCompared(
  tasks: readonly MeasureTask[],
  done: (finished: number) => void,
): Promise<{ readonly inputs: readonly ComparedInput[]; readonly errors: readonly AccountedInput[] }> {
  const errors: AccountedInput[] = [];
  let withoutField = 0;
  const loaded: { task: MeasureTask; loaded: LoadedInput }[] = [];
  for (const [i, task] of tasks.entries()) {
    try {
      loaded.push({ task, loaded: await loadInput(task, undefined, needsOfComparing) });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      errors.push({ input: task.name, reason: error.message });
      if (error instanceof NoField) withoutField++;
    }
    done(i + 1);
  }
  requireSomeField(loaded.length, errors, withoutField);
  const lengths = loaded.map((one) => lengthOf(one.loaded)).filter((n) => n >= leastSymbols);
  const shortest = lengths.reduce((least, n) => Math.min(least, n), Number.POSITIVE_INFINITY);
  const inputs: ComparedInput[] = [];
  for (const one of loaded) {
    const n = lengthOf(one.loaded);
    const notComparedBecause = n < leastSymbols ? `${n} symbols: too short, needs ${leastSymbols}` : null;
    const again =
      n > shortest ? await loadInput(shorter(one.task, shortest), undefined, needsOfComparing) : one.loaded;
    inputs.push({ task: one.task, loaded: again, notComparedBecause });
  }
  return { inputs, errors };
}

const lengthOf = ({ sequence }: LoadedInput) => sequence.symbols.length;

const shorter = (task: MeasureTask, sample: number): MeasureTask => ({
  ...task,
  options: { ...task.options, sample },
});
