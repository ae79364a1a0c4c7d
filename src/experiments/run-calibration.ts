import { UsageError } from "../core/errors.ts";
import { estimatorRegistry } from "../estimators/registry.ts";
import { recipeWorld } from "../input/recipe-world.ts";
import { allResults, type TaskRunner } from "../run/pool.ts";
import type { Maker } from "../run/run-batch.ts";
import type { EstimatorChoice, MeasureTask, TaskEnvironment } from "../run/task.ts";
import { bindRecipe } from "../sources/recipe.ts";
import { type CalibratedRow, calibrate } from "./calibration.ts";
import { type Calibration, calibrationVersion } from "./calibration-schema.ts";
import { type ComparedTruth, comparedTruth } from "./calibration-truth.ts";
import { calibrationVerdicts } from "./calibration-verdicts.ts";

/** What is to be graded. */
export interface CalibrationPlan {
  readonly recipes: readonly string[];
  readonly estimators: readonly EstimatorChoice[];
  /** symbols of the sequences */
  readonly lengths: readonly number[];
  /** seeded sequences of each source and length, two or more */
  readonly runs: number;
  /** of the first run; the others have the next ones */
  readonly seed: number;
  readonly environment: TaskEnvironment;
}

/** A source, and the estimators whose quantity is known of it. */
interface Subject {
  readonly recipe: string;
  readonly alphabet: number;
  readonly choices: readonly (EstimatorChoice & { readonly truth: ComparedTruth })[];
}

/** One source at one length. */
interface Cell {
  readonly subject: Subject;
  readonly n: number;
  readonly tasks: readonly MeasureTask[];
}

/**
 * Tasks of a calibration: every source, length and seed is measured once by all estimators whose truth is known.
 *
 * @throws UsageError for a recipe that cannot be understood, is shorter than a length, or has no known truth to compare
 */
export async function planCalibration(plan: CalibrationPlan): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const text of plan.recipes) {
    const source = await bindRecipe(text, recipeWorld(plan.environment.corpora, "."));
    const truth = source.truth();
    const choices = plan.estimators.flatMap((choice) => {
      const compared = comparedTruth(truth, estimatorRegistry.get(choice.id).quantity);
      return compared === undefined ? [] : [{ ...choice, truth: compared }];
    });
    if (choices.length === 0) {
      throw new UsageError(`${source.recipe}: nothing that these estimators measure is exactly known of it`);
    }
    const subject = { recipe: source.recipe, alphabet: source.alphabetSize, choices };
    for (const n of plan.lengths) {
      if (n > source.length) throw new UsageError(`${source.recipe} has only ${source.length} symbols`);
      cells.push({ subject, n, tasks: tasksOf(subject, n, plan) });
    }
  }
  return cells;
}

function tasksOf({ recipe, choices }: Subject, n: number, plan: CalibrationPlan): MeasureTask[] {
  return Array.from({ length: plan.runs }, (_, run) => ({
    name: recipe,
    input: { kind: "recipe", recipe },
    options: {
      sample: n,
      encoding: "bytes",
      seed: plan.seed + run,
      estimators: choices.map(({ id, params }) => ({ id, params })),
      spectrum: false,
      withoutTruth: true,
    },
    environment: plan.environment,
  }));
}

/**
 * Grades estimators against exact truth.
 *
 * @param done called with the number of finished sequences
 * @throws what the runner throws; Error when a sequence cannot be generated
 * Cost: that of every estimator, once for each source, length and run.
 */
export async function runCalibration(
  plan: CalibrationPlan,
  cells: readonly Cell[],
  maker: Maker,
  runner: TaskRunner,
  done: (finished: number) => void,
): Promise<Calibration> {
  const results = await allResults(
    runner,
    cells.flatMap(({ tasks }) => tasks),
    done,
  );
  const samples = results.map((result) => {
    if (result.status !== "ok") throw new Error(result.reason);
    return result.sample;
  });
  const rows: CalibratedRow[] = [];
  for (const [at, { subject, n }] of cells.entries()) {
    const own = samples.slice(at * plan.runs, (at + 1) * plan.runs);
    const { recipe: source, alphabet } = subject;
    for (const [which, { truth }] of subject.choices.entries()) {
      const measurements = own.map((sample) => sample.measurements[which]!);
      rows.push(calibrate({ source, alphabet, n, truth, measurements }));
    }
  }
  return {
    schemaVersion: calibrationVersion,
    tool: { name: "mesoscope", version: maker.version },
    environment: { ...maker.environment },
    options: {
      sources: [...new Set(cells.map(({ subject }) => subject.recipe))],
      lengths: [...plan.lengths],
      runs: plan.runs,
      seed: plan.seed,
    },
    rows: rows.map(({ row }) => row),
    verdicts: calibrationVerdicts(rows),
  };
}
