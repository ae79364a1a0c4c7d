import { confidenceLevel } from "../../core/constants.ts";
import { UsageError } from "../../core/errors.ts";
import { around, type Interval } from "../../core/measurement.ts";
import { type QuantityId, quantities } from "../../core/quantities.ts";
import type { GroundTruth } from "../../core/truth.ts";
import { estimatorRegistry } from "../../estimators/registry.ts";
import { recipeWorld } from "../../input/recipe-world.ts";
import { studentQuantile } from "../../math/intervals.ts";
import type { ReportedMeasurement, Sample as ReportedSample } from "../../results/report.ts";
import type { TaskRunner } from "../../run/pool.ts";
import type { Maker } from "../../run/run-batch.ts";
import type { MeasureTask, TaskEnvironment } from "../../run/task.ts";
import { bindRecipe, setParameter } from "../../sources/recipe.ts";
import { comparedQuantity, comparedTruth, moments } from "./calibration.ts";
import { eachGroup, seededTasks } from "./each-group.ts";
import {
  type Sweep,
  type SweepCurve,
  type SweepOptions,
  type SweepPoint,
  sweepVersion,
} from "./sweep-schema.ts";

/** One recipe of the grid. */
interface Subject {
  readonly recipe: string;
  readonly values: Readonly<Record<string, string>>;
  readonly alphabet: number;
  /** the exact truths of the quantity of each estimator */
  readonly truths: readonly SweepCurve["truth"][];
  /** by size and run */
  readonly tasks: readonly MeasureTask[];
}

/** A sweep ready to run. */
interface SweepPlan {
  readonly options: SweepOptions;
  readonly subjects: readonly Subject[];
}

/** Most sequences of one sweep. */
const mostTasks = 100_000;

/**
 * Plans a sweep: every combination of values, every size, every seed is one sequence, measured by all estimators.
 *
 * @throws UsageError or RecipeError for a recipe that cannot be parsed or is shorter than a size, and for too large a grid
 */
export async function planSweep(options: SweepOptions, environment: TaskEnvironment): Promise<SweepPlan> {
  const grid = combinations(options.parameters);
  const count = grid.length * options.sizes.length * options.repeat;
  if (count > mostTasks)
    throw new UsageError(`${count} sequences are too many: a sweep has at most ${mostTasks}`);
  const estimators = await Promise.all(options.estimators.map(({ id }) => estimatorRegistry.get(id)));
  const subjects: Subject[] = [];
  for (const values of grid) {
    const text = values.reduce((recipe, [name, value]) => setParameter(recipe, name, value), options.recipe);
    const source = await bindRecipe(text, recipeWorld(environment.corpora, "."));
    const largest = options.sizes.at(-1)!;
    if (largest > source.length) throw new UsageError(`${source.recipe} has only ${source.length} symbols`);
    const truth = source.truth();
    const truths = estimators.map(({ quantity }) => sweepTruth(truth, quantity));
    const { recipe, alphabetSize: alphabet } = source;
    const seeds = { ...options, runs: options.repeat };
    const tasks = options.sizes.flatMap((size) => seededTasks(recipe, size, seeds, environment));
    subjects.push({ recipe, values: Object.fromEntries(values), alphabet, truths, tasks });
  }
  return { options, subjects };
}

type Assignment = readonly (readonly [name: string, value: string])[];

/** Every combination; the last parameter changes fastest. */
function combinations(parameters: SweepOptions["parameters"]): Assignment[] {
  return parameters.reduce<Assignment[]>(
    (before, { name, values }) =>
      before.flatMap((assignment) => values.map((value) => [...assignment, [name, value] as const])),
    [[]],
  );
}

/** A sweep, and recipes that an interrupt left unmeasured. */
export interface SweepRun {
  readonly sweep: Sweep;
  readonly unfinished: readonly string[];
}

/**
 * Measures a sweep.
 *
 * @param take gets the curves of each recipe as soon as they are there, and its index in the grid; undefined when an interrupt
 *   left it unmeasured
 * @param done called with the number of finished sequences
 * @throws what the runner throws; Error when a sequence cannot be generated
 * Cost: that of every estimator, once for each combination, size and run.
 */
export async function runSweep(
  { options, subjects }: SweepPlan,
  maker: Maker,
  runner: TaskRunner,
  take: (curves: readonly SweepCurve[] | undefined, place: number) => void,
  done: (finished: number) => void,
): Promise<SweepRun> {
  const curves = subjects.map((): readonly SweepCurve[] => []);
  const unfinished = await eachGroup(
    runner,
    subjects.map(({ tasks }) => tasks),
    (samples, place) => {
      if (samples !== undefined) curves[place] = curvesOf(subjects[place]!, samples, options);
      take(samples && curves[place], place);
    },
    done,
  );
  const sweep: Sweep = {
    schemaVersion: sweepVersion,
    tool: { name: "mesoscope", version: maker.version },
    environment: { ...maker.environment },
    options,
    curves: curves.flat(),
  };
  return { sweep, unfinished: unfinished.map((place) => subjects[place]!.recipe) };
}

/** One curve per estimator. @param samples by size and run */
function curvesOf(
  { truths, tasks: _, ...about }: Subject,
  samples: readonly Pick<ReportedSample, "measurements">[],
  { sizes, repeat, seed, estimators }: SweepOptions,
): SweepCurve[] {
  return estimators.map(({ id }, which) => {
    const measured = sizes.map((n, k) => {
      const own = samples.slice(k * repeat, (k + 1) * repeat).map(({ measurements }) => measurements[which]!);
      return { point: sweepPoint(n, seed, own), about: own[0]! };
    });
    const { quantity, unit, parameters } = measured[0]!.about;
    const truth = truths[which]!;
    const points = measured.map(({ point }) => point);
    const convergence = convergenceOf(points, truth);
    return { ...about, estimator: id, parameters, quantity, unit, truth, points, convergence };
  });
}

/** Runs of a deterministic recipe are equal: smaller differences count as 0. */
const negligible = 1e-4;

/**
 * The exact truth of a source to show beside measurements of a quantity.
 *
 * @returns null when there is none
 */
export function sweepTruth(truth: GroundTruth, quantity: QuantityId): SweepCurve["truth"] {
  const exact = comparedTruth(truth, quantity);
  if (exact !== undefined) {
    const { against, value } = exact;
    return { against, value, lower: value, upper: value };
  }
  const against = comparedQuantity(quantity);
  const known = truth[against];
  if (known?.status !== "bounds" || quantities[against].unit !== quantities[quantity].unit) return null;
  return { against, value: null, lower: known.lower, upper: known.upper };
}

/**
 * Mean and spread of one estimator over seeded sequences of one recipe and size.
 *
 * @param measurements one per run, of seeds `seed`, `seed` + 1, ...
 */
export function sweepPoint(
  n: number,
  seed: number,
  measurements: readonly ReportedMeasurement[],
): SweepPoint {
  const runs = measurements.map((one, i) => ({
    seed: seed + i,
    ...(one.status === "ok" && one.shape === "scalar"
      ? { value: one.value, interval: one.interval }
      : { value: null, interval: null }),
  }));
  const values = runs.flatMap(({ value }) => (value === null ? [] : [value]));
  const silent = measurements.find(({ status }) => status === "undefined");
  const spread = values.length < 2 ? null : moments(values);
  return {
    n,
    defined: values.length,
    mean:
      values.length === 0
        ? null
        : { value: spread?.mean ?? values[0]!, interval: meanInterval(spread, values.length) },
    deviation: spread?.deviation ?? null,
    reason: silent?.status === "undefined" ? silent.reason : null,
    runs,
  };
}

function meanInterval(spread: ReturnType<typeof moments> | null, runs: number): Interval | null {
  if (spread === null) return null;
  const half = (studentQuantile(confidenceLevel, runs - 1) * spread.deviation) / Math.sqrt(runs);
  return around(spread.mean, half, "seeds");
}

/**
 * Whether an estimate has converged at the largest size: not while the truth is outside its interval, nor while it still moves
 * by more than the error of the difference.
 *
 * @param points sizes ascending
 */
export function convergenceOf(
  points: readonly SweepPoint[],
  truth: SweepCurve["truth"],
): SweepCurve["convergence"] {
  const last = points.at(-1)!;
  const before = points.at(-2);
  if (last.mean === null)
    return { verdict: "not-told", because: `undefined at the largest size: ${last.reason ?? ""}` };
  const { value, interval } = last.mean;
  if (interval === null) return { verdict: "not-told", because: "one run gives no interval" };
  const half = (interval.upper - interval.lower) / 2;
  const beyond = truth === null ? 0 : value - Math.min(truth.upper, Math.max(truth.lower, value));
  if (Math.abs(beyond) > half + negligible) {
    return {
      verdict: "not-converged",
      because: `the interval excludes the truth, error ${signed(beyond)}`,
    };
  }
  if (before === undefined) {
    return truth === null
      ? { verdict: "not-told", because: "one size cannot show convergence" }
      : { verdict: "settled", because: "the interval includes the truth" };
  }
  if (before.mean === null || before.mean.interval === null) {
    return { verdict: "not-told", because: `no interval at ${before.n} symbols to compare with` };
  }
  const move = value - before.mean.value;
  const error = Math.hypot(half, (before.mean.interval.upper - before.mean.interval.lower) / 2);
  if (Math.abs(move) > error + negligible) {
    return {
      verdict: "not-converged",
      because: `still moves, ${signed(move)} from ${before.n} to ${last.n} symbols`,
    };
  }
  const inside = truth === null ? "" : ", and the interval includes the truth";
  return { verdict: "settled", because: `moves within its error${inside}` };
}

const signed = (value: number) => `${value < 0 ? "-" : "+"}${Number(Math.abs(value).toPrecision(3))}`;
