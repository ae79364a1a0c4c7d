import type { Hearer } from "./load-input.ts";
import type { Maker } from "./run-batch.ts";
import type { MeasureTask } from "./task.ts";

/** What the task of a feature is given, in this thread or in a worker. */
export interface Work<Plan> {
  /** the input that was named; a feature that reads none, or several, does not look at it */
  readonly task: MeasureTask;
  readonly plan: Plan;
  readonly maker: Maker;
  /** called with the number of finished steps and how many there are */
  readonly progress: (finished: number, total: number) => void;
  /** told what could not be read of the input */
  readonly hear?: Hearer;
  /** told why a part of the result is missing, in one line */
  readonly failed?: (reason: string) => void;
}

/** @throws InputError when an input cannot be had; UsageError and RecipeError for what is asked */
export type FeatureTask<Plan, Result> = (work: Work<Plan>) => Promise<Result>;
