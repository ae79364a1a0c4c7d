import { UsageError } from "../../core/errors.ts";
import type { QuantityId } from "../../core/quantities.ts";
import type { BoundSource } from "../../core/source.ts";
import { estimatorRegistry } from "../../estimators/registry.ts";
import { recipeWorld } from "../../input/recipe-world.ts";
import type { ReportedMeasurement } from "../../results/report.ts";
import { interrupted } from "../../run/interruptible.ts";
import type { TaskRunner } from "../../run/pool.ts";
import type { Maker } from "../../run/run-batch.ts";
import type { EstimatorChoice, MeasureTask, TaskEnvironment, TaskResult } from "../../run/task.ts";
import { bindRecipe } from "../../sources/recipe.ts";
import { structureSet } from "../../sources/structure-set.ts";
import { truthsAt } from "../../sources/truths/learnable-bits.ts";
import { boundariesWithin, boundarySet, boundaryTruth, isOfBoundaries } from "./boundaries.ts";
import {
  calibratedQuantities,
  calibrationSet,
  comparedQuantity,
  comparedTruth,
  convergenceOf,
  exactly,
  type GradedRow,
  graded,
  sweptRow,
} from "./grades.ts";
import { type Experiment, experimentVersion, type Row, type Swept } from "./schema.ts";
import { calibrationVerdicts } from "./verdicts.ts";

/** A grid of sources, lengths, seeds and estimators. */
export interface GridPlan {
  /** with the values of swept parameters */
  readonly recipes: readonly { readonly recipe: string; readonly values: Swept["values"] }[];
  readonly estimators: readonly EstimatorChoice[];
  /** what the runner measures besides, after the estimators */
  readonly own: readonly { readonly quantity: QuantityId }[];
  /** symbols of the sequences; Infinity: all of a source that ends */
  readonly lengths: readonly number[];
  /** seeded sequences of each source and length */
  readonly runs: number;
  /** of the first run; later runs have the next ones */
  readonly seed: number;
  readonly environment: TaskEnvironment;
  /** a sweep: absent for a calibration, which leaves estimators without a truth out */
  readonly sweep?: NonNullable<Experiment["sweep"]>;
}

/** Recipes of a calibration. @param own measures, which decide the default */
export function recipesOf(recipes: readonly string[], own: GridPlan["own"]): GridPlan["recipes"] {
  const sets: Partial<Record<QuantityId, readonly string[]>> = {
    learnableBits: structureSet,
    boundary: boundarySet,
  };
  const standard = (own[0] && sets[own[0].quantity]) ?? calibrationSet;
  return (recipes.length > 0 ? recipes : standard).map((recipe) => ({ recipe, values: {} }));
}

/** Every estimator with a truth in the default set, or with that of own measures, with default parameters. */
export async function comparable(own: GridPlan["own"]): Promise<EstimatorChoice[]> {
  const wanted =
    own.length > 0 ? own.map(({ quantity }) => comparedQuantity(quantity)) : calibratedQuantities;
  return (await estimatorRegistry.all())
    .filter(({ quantity }) => wanted.includes(own.length > 0 ? comparedQuantity(quantity) : quantity))
    .map((estimator) => ({ id: estimator.id, params: estimator.parseParameters({}) }));
}

/** A source at one length, or at all lengths of a sweep: what is shown at once. */
interface Cell {
  readonly source: BoundSource;
  readonly values: Swept["values"];
  readonly lengths: readonly number[];
  /** places of its estimators among all of the plan, own measures last */
  readonly chosen: readonly number[];
  /** by length and run */
  readonly tasks: readonly MeasureTask[];
}

/** Most sequences of one sweep. */
const mostTasks = 100_000;

/**
 * Plans the sequences: every source, length and seed once, measured by all estimators that are shown.
 *
 * @throws UsageError for a recipe that cannot be parsed or is shorter than a length, for a calibration of a source without a
 *   truth to compare with, and for too large a sweep
 */
export async function planGrid(plan: GridPlan): Promise<readonly Cell[]> {
  const { recipes, estimators, own, lengths, runs, seed, environment, sweep } = plan;
  const count = recipes.length * lengths.length * runs;
  if (sweep !== undefined && count > mostTasks)
    throw new UsageError(`${count} sequences are too many: a sweep has at most ${mostTasks}`);
  const definitions = await Promise.all(estimators.map(({ id }) => estimatorRegistry.get(id)));
  const measured = [...definitions, ...own].map(({ quantity }) => quantity);
  const cells: Cell[] = [];
  for (const { recipe: text, values } of recipes) {
    const source = await bindRecipe(text, recipeWorld(environment.corpora, "."));
    const { recipe } = source;
    const own = lengths.map((n) => (n === Number.POSITIVE_INFINITY ? source.length : n));
    if (own.includes(Number.POSITIVE_INFINITY)) throw new UsageError(`${recipe} does not end: give -n`);
    for (const at of sweep === undefined ? own.map((n) => [n]) : [own]) {
      const truth = truthsAt(source, at[0]!);
      const hasTruth = (quantity: QuantityId) =>
        quantity === "boundary"
          ? boundariesWithin(source, at[0]!).length > 0
          : comparedTruth(truth, quantity, source.alphabetSize)?.value !== undefined;
      const chosen = [...measured.keys()].filter((i) => sweep !== undefined || hasTruth(measured[i]!));
      if (chosen.length === 0)
        throw new UsageError(`${recipe}: no quantity that these estimators measure is exactly known`);
      const longest = at.at(-1)!;
      if (longest > source.length) throw new UsageError(`${recipe} has only ${source.length} symbols`);
      const registered = chosen.flatMap((i) => estimators[i] ?? []);
      const tasks = at.flatMap((sample) =>
        Array.from({ length: runs }, (_, run): MeasureTask => {
          const options = { sample, encoding: "bytes", seed: seed + run, estimators: registered } as const;
          return {
            name: recipe,
            input: { kind: "recipe", recipe },
            options: { ...options, spectrum: false, withoutTruth: true },
            environment,
          };
        }),
      );
      cells.push({ source, values, lengths: at, chosen, tasks });
    }
  }
  return cells;
}

/** An experiment, and sources that an interrupt left unmeasured. */
interface GridRun {
  readonly experiment: Experiment;
  readonly unfinished: readonly string[];
}

/**
 * Measures a grid.
 *
 * @param take gets the rows of each cell as soon as they are there, and its index; undefined when an interrupt left it
 *   unmeasured
 * @param done called with the number of finished sequences
 * @throws what the runner throws; Error when a sequence cannot be generated
 * Cost: that of every estimator, once for each source, length and run.
 */
export async function runGrid(
  plan: GridPlan,
  cells: readonly Cell[],
  maker: Maker,
  runner: TaskRunner,
  take: (rows: readonly Row[] | undefined, place: number) => void = () => {},
  done: (finished: number) => void = () => {},
): Promise<GridRun> {
  const rows = cells.map((): GradedRow[] => []);
  const unfinished = await eachGroup(
    runner,
    cells.map(({ tasks }) => tasks),
    (samples, place) => {
      if (samples === undefined) return take(undefined, place);
      rows[place] = rowsOf(cells[place]!, samples, plan);
      take(
        rows[place].map(({ row }) => row),
        place,
      );
    },
    done,
  );
  const { runs, seed, sweep } = plan;
  const all = rows.flat();
  const experiment: Experiment = {
    schemaVersion: experimentVersion,
    tool: { name: "mesoscope", version: maker.version },
    environment: { ...maker.environment },
    options: {
      sources: [...new Set(cells.map(({ source }) => source.recipe))],
      lengths: [...new Set(cells.flatMap(({ lengths }) => lengths))],
      runs,
      seed,
    },
    rows: all.map(({ row }) => row),
    verdicts: sweep === undefined ? calibrationVerdicts(all.filter(({ row }) => !isOfBoundaries(row))) : [],
    ...(sweep && { sweep }),
  };
  const names = cells.map(({ source, lengths: [n] }) =>
    sweep === undefined ? `${source.recipe} at ${n} symbols` : source.recipe,
  );
  return { experiment, unfinished: unfinished.map((place) => names[place]!) };
}

type Sample = Extract<TaskResult, { status: "ok" }>["sample"];

/** Rows of a cell, by estimator and then by length. @param samples by length and run */
function rowsOf(
  { source, values, lengths }: Cell,
  samples: readonly Pick<Sample, "measurements">[],
  { runs, seed, sweep }: GridPlan,
): GradedRow[] {
  const { recipe, alphabetSize: alphabet } = source;
  const truths = lengths.map((n) => truthsAt(source, n));
  return samples[0]!.measurements.flatMap((_, which) => {
    const own = lengths.map((n, k) => {
      const measurements = samples
        .slice(k * runs, (k + 1) * runs)
        .map((sample): ReportedMeasurement => sample.measurements[which]!);
      const [first] = measurements as [ReportedMeasurement];
      const boundary = boundaryTruth(first);
      const truth =
        boundary === undefined
          ? comparedTruth(truths[k]!, first.quantity, alphabet)
          : exactly(first.quantity, boundary);
      const { row, squaredErrors } = graded({ source: recipe, alphabet, n, truth, measurements });
      const swept = sweep && sweptRow(values, truth, seed, measurements);
      return { row: swept === undefined ? row : { ...row, swept }, squaredErrors };
    });
    const last = own.at(-1)!.row.swept;
    if (last !== undefined) last.convergence = convergenceOf(own.map(({ row }) => row));
    return own;
  });
}

/**
 * Measures groups of tasks. Hands a group over as soon as all of it is measured, in any order.
 *
 * @param take gets the samples of a group, in the order of its tasks, and its index; undefined when an interrupt left it
 *   unfinished
 * @param done called with the number of finished tasks
 * @returns indices of the unfinished ones
 * @throws what the runner throws; Error when a sequence cannot be generated
 */
export async function eachGroup(
  runner: TaskRunner,
  groups: readonly (readonly MeasureTask[])[],
  take: (samples: readonly Sample[] | undefined, group: number) => void,
  done: (finished: number) => void,
): Promise<number[]> {
  const owners = groups.flatMap((tasks, group) => tasks.map((_, which) => ({ group, which })));
  const samples = groups.map((tasks) => new Array<Sample>(tasks.length));
  const left = groups.map((tasks) => tasks.length);
  let finished = 0;
  await runner.each(groups.flat(), (result, place) => {
    const { group, which } = owners[place]!;
    if (result.status !== "ok") {
      if (result.reason === interrupted) return;
      throw new Error(result.reason);
    }
    samples[group]![which] = result.sample;
    done(++finished);
    if (--left[group]! > 0) return;
    take(samples[group]!, group);
    samples[group] = [];
  });
  const unfinished = left.flatMap((count, group) => (count > 0 ? [group] : []));
  for (const group of unfinished) take(undefined, group);
  return unfinished;
}
