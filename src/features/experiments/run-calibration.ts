import { grouped, largestOf, smallestOf } from "../../core/collections.ts";
import { confidenceLevel } from "../../core/constants.ts";
import { UsageError } from "../../core/errors.ts";
import { estimatorRegistry } from "../../estimators/registry.ts";
import { recipeWorld } from "../../input/recipe-world.ts";
import { studentQuantile } from "../../math/intervals.ts";
import type { TaskRunner } from "../../run/pool.ts";
import type { Maker } from "../../run/run-batch.ts";
import type { EstimatorChoice, MeasureTask, TaskEnvironment } from "../../run/task.ts";
import { bindRecipe } from "../../sources/recipe.ts";
import { type CalibratedRow, type ComparedTruth, calibrate, comparedTruth, moments } from "./calibration.ts";
import {
  type Calibration,
  type CalibrationRow,
  type CalibrationVerdict,
  calibrationVersion,
} from "./calibration-schema.ts";
import { eachGroup, seededTasks } from "./each-group.ts";

/** What to grade. */
export interface CalibrationPlan {
  readonly recipes: readonly string[];
  readonly estimators: readonly EstimatorChoice[];
  /** symbols of the sequences */
  readonly lengths: readonly number[];
  /** seeded sequences of each source and length, two or more */
  readonly runs: number;
  /** of the first run; later runs have the next ones */
  readonly seed: number;
  readonly environment: TaskEnvironment;
}

/** A source, and the estimators whose quantity it states. */
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
 * Tasks of a calibration: all estimators with a known truth measure every source, length and seed once.
 *
 * @throws UsageError for a recipe that cannot be parsed, is shorter than a length, or has no truth to compare with
 */
export async function planCalibration(plan: CalibrationPlan): Promise<readonly Cell[]> {
  const estimators = await Promise.all(plan.estimators.map(({ id }) => estimatorRegistry.get(id)));
  const cells: Cell[] = [];
  for (const text of plan.recipes) {
    const source = await bindRecipe(text, recipeWorld(plan.environment.corpora, "."));
    const truth = source.truth();
    const choices = plan.estimators.flatMap((choice, i) => {
      const compared = comparedTruth(truth, estimators[i]!.quantity);
      return compared === undefined ? [] : [{ ...choice, truth: compared }];
    });
    if (choices.length === 0) {
      throw new UsageError(`${source.recipe}: no quantity that these estimators measure is exactly known`);
    }
    const subject = { recipe: source.recipe, alphabet: source.alphabetSize, choices };
    const measured = choices.map(({ id, params }) => ({ id, params }));
    for (const n of plan.lengths) {
      if (n > source.length) throw new UsageError(`${source.recipe} has only ${source.length} symbols`);
      const tasks = seededTasks(source.recipe, n, { ...plan, estimators: measured }, plan.environment);
      cells.push({ subject, n, tasks });
    }
  }
  return cells;
}

/** A calibration, and sources that an interrupt left unmeasured at some length. */
export interface CalibrationRun {
  readonly calibration: Calibration;
  readonly unfinished: readonly string[];
}

/**
 * Grades estimators against exact truth.
 *
 * @param take gets the rows of each source and length as soon as they are there, and its index among the cells; undefined when
 *   an interrupt left it unmeasured
 * @param done called with the number of finished sequences
 * @throws what the runner throws; Error when a sequence cannot be generated
 * Cost: that of every estimator, once for each source, length and run.
 */
export async function runCalibration(
  plan: CalibrationPlan,
  cells: readonly Cell[],
  maker: Maker,
  runner: TaskRunner,
  take: (rows: readonly CalibrationRow[] | undefined, place: number) => void,
  done: (finished: number) => void,
): Promise<CalibrationRun> {
  const graded = cells.map((): CalibratedRow[] => []);
  const unfinished = await eachGroup(
    runner,
    cells.map(({ tasks }) => tasks),
    (samples, place) => {
      if (samples === undefined) return take(undefined, place);
      const { subject, n } = cells[place]!;
      const { recipe: source, alphabet, choices } = subject;
      graded[place] = choices.map(({ truth }, which) => {
        const measurements = samples.map((sample) => sample.measurements[which]!);
        return calibrate({ source, alphabet, n, truth, measurements });
      });
      take(
        graded[place].map(({ row }) => row),
        place,
      );
    },
    done,
  );
  const rows = graded.flat();
  const calibration: Calibration = {
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
  return { calibration, unfinished: unfinished.map((place) => nameOf(cells[place]!)) };
}

const nameOf = ({ subject, n }: Cell) => `${subject.recipe} at ${n} symbols`;

/** Upper ends of classes of alphabets: results for two symbols need not hold for hundreds. */
const alphabetClasses = [2, 16, 256, 65_536];

/**
 * The best estimator at each length, quantity and class of alphabets: the one with the least error, or one not significantly
 * larger, on most sources; ties go to the one with the smallest largest error.
 *
 * @param rows of all sources, lengths and estimators; runs of one source and length are paired
 */
export function calibrationVerdicts(rows: readonly CalibratedRow[]): CalibrationVerdict[] {
  const groups = groupsOf(rows, ({ row }) => [row.quantity, row.n, classOf(row.alphabet)].join(" "));
  return groups.map(verdictOf);
}

function verdictOf(rows: readonly CalibratedRow[]): CalibrationVerdict {
  const { quantity, n } = rows[0]!.row;
  const alphabets = rows.map(({ row }) => row.alphabet);
  const sources = groupsOf(rows, ({ row }) => row.source);
  const best = new Set(sources.flatMap(leastErrors));
  const candidates = groupsOf(
    rows.filter(({ row }) => row.errors !== null && row.undefined === 0),
    ({ row }) => `${row.estimator} ${JSON.stringify(row.parameters)}`,
  ).map((own) => ({
    own,
    bestOn: own.filter((row) => best.has(row)).length,
    worst: own.reduce(worseOf),
  }));
  candidates.sort(
    (a, b) => b.bestOn - a.bestOn || a.worst.row.errors!.rmse.value - b.worst.row.errors!.rmse.value,
  );
  const [first, ...others] = candidates;
  return {
    quantity,
    n,
    alphabets: { least: smallestOf(alphabets), most: largestOf(alphabets) },
    sources: sources.length,
    trust: first === undefined ? null : trusted(first),
    alike: others.flatMap(({ own, bestOn }) => (bestOn === first?.bestOn ? [own[0]!.row.estimator] : [])),
  };
}

interface Candidate {
  /** one per source */
  readonly own: readonly CalibratedRow[];
  readonly bestOn: number;
  readonly worst: CalibratedRow;
}

const worseOf = (a: CalibratedRow, b: CalibratedRow) =>
  b.row.errors!.rmse.value > a.row.errors!.rmse.value ? b : a;

function trusted({ own, bestOn, worst: { row: worst } }: Candidate): CalibrationVerdict["trust"] {
  const shares = own.flatMap(({ row }) => (row.coverage === null ? [] : [row.coverage.share.value]));
  return {
    estimator: worst.estimator,
    parameters: worst.parameters,
    bestOn,
    bound: worst.bound,
    worst: { source: worst.source, rmse: worst.errors!.rmse.value },
    coverage: shares.length === 0 ? null : { least: smallestOf(shares), most: largestOf(shares) },
  };
}

/** Rows of one source and length with the least mean square error, or one not significantly larger. */
function leastErrors(rows: readonly CalibratedRow[]): CalibratedRow[] {
  const complete = rows.filter(({ row }) => row.errors !== null && row.undefined === 0);
  if (complete.length === 0) return [];
  const best = complete.reduce((a, b) => (b.row.errors!.rmse.value < a.row.errors!.rmse.value ? b : a));
  const runs = best.squaredErrors.length;
  const t = studentQuantile(confidenceLevel, runs - 1);
  return complete.filter(({ squaredErrors }) => {
    const excess = moments(squaredErrors.map((error, run) => error! - best.squaredErrors[run]!));
    return excess.mean <= (t * excess.deviation) / Math.sqrt(runs) + Number.EPSILON;
  });
}

const groupsOf = (rows: readonly CalibratedRow[], key: (row: CalibratedRow) => string) => [
  ...grouped(rows, key).values(),
];

const classOf = (alphabet: number): number => alphabetClasses.findIndex((most) => alphabet <= most);
