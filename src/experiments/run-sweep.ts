import { UsageError } from "../core/errors.ts";
import { estimatorRegistry } from "../estimators/registry.ts";
import { recipeWorld } from "../input/recipe-world.ts";
import { allResults, type TaskRunner } from "../run/pool.ts";
import type { Maker } from "../run/run-batch.ts";
import type { MeasureTask, TaskEnvironment } from "../run/task.ts";
import { bindRecipe } from "../sources/recipe.ts";
import { setParameter } from "../sources/set-parameter.ts";
import { convergenceOf, sweepPoint, sweepTruth } from "./sweep-curve.ts";
import { type Sweep, type SweepCurve, type SweepOptions, sweepVersion } from "./sweep-schema.ts";

/** One recipe of the grid. */
interface Subject {
  readonly recipe: string;
  readonly values: Readonly<Record<string, string>>;
  readonly alphabet: number;
  /** what is certain of the quantity of each estimator */
  readonly truths: readonly SweepCurve["truth"][];
}

/** A sweep ready to run: subjects, and their tasks by subject, size and run. */
interface SweepPlan {
  readonly options: SweepOptions;
  readonly subjects: readonly Subject[];
  readonly tasks: readonly MeasureTask[];
}

/** Sequences of one sweep at most. */
const mostTasks = 100_000;

/**
 * Lays out a sweep: every combination of values, every size, every seed is one sequence, measured by all estimators.
 *
 * @throws UsageError or RecipeError for a recipe that cannot be understood or is shorter than a size, and for too large a grid
 */
export async function planSweep(options: SweepOptions, environment: TaskEnvironment): Promise<SweepPlan> {
  const grid = combinations(options.parameters);
  const count = grid.length * options.sizes.length * options.repeat;
  if (count > mostTasks) throw new UsageError(`${count} sequences are more than the ${mostTasks} of a sweep`);
  const subjects: Subject[] = [];
  for (const values of grid) {
    const text = values.reduce((recipe, [name, value]) => setParameter(recipe, name, value), options.recipe);
    const source = await bindRecipe(text, recipeWorld(environment.corpora, "."));
    const largest = options.sizes.at(-1)!;
    if (largest > source.length) throw new UsageError(`${source.recipe} has only ${source.length} symbols`);
    const truth = source.truth();
    const truths = options.estimators.map(({ id }) => sweepTruth(truth, estimatorRegistry.get(id).quantity));
    const { recipe, alphabetSize: alphabet } = source;
    subjects.push({ recipe, values: Object.fromEntries(values), alphabet, truths });
  }
  const tasks = subjects.flatMap(({ recipe }) => tasksOf(recipe, options, environment));
  return { options, subjects, tasks };
}

type Assignment = readonly (readonly [name: string, value: string])[];

/** Every combination, the last parameter changing fastest. */
function combinations(parameters: SweepOptions["parameters"]): Assignment[] {
  return parameters.reduce<Assignment[]>(
    (before, { name, values }) =>
      before.flatMap((assignment) => values.map((value) => [...assignment, [name, value] as const])),
    [[]],
  );
}

function tasksOf(recipe: string, options: SweepOptions, environment: TaskEnvironment): MeasureTask[] {
  return options.sizes.flatMap((sample) =>
    Array.from({ length: options.repeat }, (_, run) => ({
      name: recipe,
      input: { kind: "recipe" as const, recipe },
      options: {
        sample,
        encoding: "bytes" as const,
        seed: options.seed + run,
        estimators: options.estimators,
        spectrum: false,
        withoutTruth: true as const,
      },
      environment,
    })),
  );
}

/**
 * Measures a sweep.
 *
 * @param done called with the number of finished sequences
 * @throws what the runner throws; Error when a sequence cannot be generated
 * Cost: that of every estimator, once for each combination, size and run.
 */
export async function runSweep(
  { options, subjects, tasks }: SweepPlan,
  maker: Maker,
  runner: TaskRunner,
  done: (finished: number) => void,
): Promise<Sweep> {
  const samples = (await allResults(runner, tasks, done)).map((result) => {
    if (result.status !== "ok") throw new Error(result.reason);
    return result.sample;
  });
  const { sizes, repeat, seed, estimators } = options;
  const curves = subjects.flatMap(({ truths, ...about }, s) =>
    estimators.map(({ id }, which): SweepCurve => {
      const points = sizes.map((n, k) => {
        const first = (s * sizes.length + k) * repeat;
        const own = samples.slice(first, first + repeat).map(({ measurements }) => measurements[which]!);
        return { point: sweepPoint(n, seed, own), about: own[0]! };
      });
      const { quantity, unit, parameters } = points[0]!.about;
      const truth = truths[which]!;
      const measured = points.map(({ point }) => point);
      const convergence = convergenceOf(measured, truth);
      return { ...about, estimator: id, parameters, quantity, unit, truth, points: measured, convergence };
    }),
  );
  return {
    schemaVersion: sweepVersion,
    tool: { name: "mesoscope", version: maker.version },
    environment: { ...maker.environment },
    options,
    curves,
  };
}
