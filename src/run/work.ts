import type { WarningListener } from "./load-input.ts";
import type { Maker } from "./run-batch.ts";
import type { MeasureTask } from "./task.ts";

/** The argument of a feature's task, in this thread or in a worker. */
export interface Work<Plan> {
  /** the named input; a feature that reads none, or several, ignores it */
  readonly task: MeasureTask;
  readonly plan: Plan;
  readonly maker: Maker;
  /** called with the number of finished steps and of all steps */
  readonly progress: (finished: number, total: number) => void;
  /** called with warnings about what could not be read */
  readonly onWarnings?: WarningListener;
  /** called with one line that says why a part of the result is missing */
  readonly failed?: (reason: string) => void;
}

/** @throws InputError when an input cannot be read; UsageError and RecipeError for a wrong request */
export type FeatureTask<Plan, Result> = (work: Work<Plan>) => Promise<Result>;
