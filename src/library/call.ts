import type { MeasureTask } from "../run/task.ts";
import type { FeatureTask } from "../run/work.ts";
import { UndefinedMeasurementError } from "./errors.ts";
import type { Input } from "./input.ts";
import { type Keys, optionsOf, type ReadOptions, type RunOptions, type SampleOptions } from "./options.ts";
import { taskFor } from "./tasks.ts";
import { work } from "./work.ts";

/** The part of a feature that a call needs. src/worker.ts finds the same task by the same name. */
interface Callable<Plan, Document> {
  readonly name: string;
  readonly task: () => Promise<FeatureTask<Plan, Document>>;
}

/** The reason why there is no result. */
interface Undefined {
  readonly status: "undefined";
  readonly reason: string;
}

/** How programs call a feature that takes one input. */
interface CallDefinition<Options, Plan, Document, Result, None> {
  /** names of all options */
  readonly keys: Keys<Options>;
  /** @throws UsageError for wrong options */
  readonly plan: (options: Options) => Plan | Promise<Plan>;
  /** how the input is read; overrides the options */
  readonly reads?: SampleOptions;
  /** whether the result has a verdict, for which more than the sample may be read */
  readonly settled?: true;
  readonly result: (document: Document) => (Result & { readonly status: "ok" }) | None;
}

/** Builds the call of a feature that takes one input; `try` returns the reason where the call itself throws. */
export function callOf<
  Options extends ReadOptions & RunOptions,
  Plan,
  Document,
  Result extends object,
  None extends Undefined,
>(
  feature: Callable<Plan, Document>,
  { keys, plan, reads, settled, result }: CallDefinition<Options, Plan, Document, Result, None>,
) {
  const attempt = async (input: Input, given = {} as Options) => {
    const options = optionsOf(given, keys);
    const asked = { estimators: [], spectrum: true, ...(settled === undefined ? {} : { settled }) };
    // Copies the input before the first await: the caller may change its bytes afterwards.
    const task = taskFor(input, { ...options, ...reads }, asked);
    const document = await callFeature(feature, { task, plan: await plan(options) }, options);
    return { name: task.name, found: result(document) };
  };
  return Object.assign(
    async (input: Input, options?: Options): Promise<Result> => {
      const { name, found } = await attempt(input, options);
      return definedOf(name, found);
    },
    { try: async (input: Input, options?: Options) => (await attempt(input, options)).found },
  );
}

/** @throws UndefinedMeasurementError when there is no result */
export function definedOf<Result extends object>(
  name: string,
  found: (Result & { readonly status: "ok" }) | Undefined,
): Result {
  if (found.status === "undefined") throw new UndefinedMeasurementError(name, found.reason);
  const { status: _, ...result } = found;
  return result as unknown as Result;
}

/** Runs the task of a feature on a thread of the pool, or here. @throws as `work` */
export async function callFeature<Plan, Document>(
  feature: Callable<Plan, Document>,
  asked: { readonly task?: MeasureTask; readonly plan: Plan },
  options: RunOptions,
): Promise<Document> {
  const { name, task } = feature;
  return work<Document>({ name, ...asked }, options, { [name]: task });
}
