import { UsageError } from "../../core/errors.ts";
import { Random } from "../../core/random.ts";
import type { CorpusRoots } from "../../input/corpora/corpus-roots.ts";
import { recipeWorld } from "../../input/recipe-world.ts";
import type { ReportedMeasurement } from "../../results/report.ts";
import { allResults, type TaskRunner } from "../../run/pool.ts";
import { bindRecipe } from "../../sources/recipe.ts";
import { calibrate } from "../experiments/calibration.ts";
import type { CalibrationRow } from "../experiments/calibration-schema.ts";
import { deviationOf, gradeOf, type MeasureRuns, meanOf, type TransformedRuns } from "./grades.ts";
import { type Measure, measures } from "./measures.ts";
import { type BenchResult, type BenchTask, builtInText } from "./sample.ts";
import type { StructureGrades } from "./schema.ts";
import { type BenchSource, benchSources } from "./sources.ts";
import { textRecipes, transformations } from "./transformations.ts";

/** What to grade. */
export interface BenchPlan {
  /** families of sources, or "texts"; none: all */
  readonly families: readonly string[];
  /** measures; none: all */
  readonly ids: readonly string[];
  readonly lengths: readonly number[];
  readonly runs: number;
  readonly seed: number;
  readonly corpora: CorpusRoots;
}

/** All runs of a source at a size, or of a text after a transformation. */
interface Cell {
  readonly source: BenchSource | null;
  readonly transformation: (typeof transformations)[number] | null;
  readonly tasks: readonly BenchTask[];
}

export interface Bench {
  readonly measures: readonly Measure[];
  readonly cells: readonly Cell[];
  readonly missing: StructureGrades["missing"];
  readonly seed: number;
}

const texts = "texts";

/** Fewer symbols show no growth. */
const shortest = 4096;

/** Plans the benchmark. @throws UsageError for unknown families and measures, and for sizes that are too small */
export async function planBench(plan: BenchPlan): Promise<Bench> {
  const { corpora, runs, seed, lengths } = plan;
  const known = [...new Set(benchSources.map(({ family }) => family)), texts];
  const families = chosen(plan.families, known, "family of sources");
  const ids = chosen(
    plan.ids,
    measures.map(({ id }) => id),
    "measure of structure",
  );
  const sizes = [...new Set(lengths)].sort((a, b) => a - b);
  if (sizes[0]! < shortest)
    throw new UsageError(`-n: measures of structure need ${shortest} symbols or more`);
  const tasksOf = (subject: string, transformation: string | null, n: number): BenchTask[] =>
    Array.from({ length: runs }, (_, run) => ({
      subject,
      transformation,
      n,
      seed: seed + run,
      ids,
      corpora,
    }));
  const ofSources = benchSources
    .filter(({ family }) => families.includes(family))
    .flatMap((source) =>
      sizes.map((n) => ({ source, transformation: null, tasks: tasksOf(source.name, null, n) })),
    );
  const middle = sizes[(sizes.length - 1) >> 1]!;
  const missing: StructureGrades["missing"] = [];
  const ofTexts: Cell[] = [];
  for (const text of families.includes(texts) ? [builtInText, ...textRecipes] : []) {
    const reason = text === builtInText ? null : await absent(text, corpora);
    if (reason !== null) missing.push({ text, reason });
    else
      for (const transformation of transformations)
        ofTexts.push({ source: null, transformation, tasks: tasksOf(text, transformation.id, middle) });
  }
  return {
    measures: measures.filter(({ id }) => ids.includes(id)),
    cells: [...ofSources, ...ofTexts],
    ...{ missing, seed },
  };
}

function chosen(named: readonly string[], known: readonly string[], what: string): readonly string[] {
  const wrong = named.find((name) => !known.includes(name));
  if (wrong !== undefined) throw new UsageError(`no ${what} "${wrong}"; there are ${known.join(", ")}`);
  return named.length === 0 ? known : named;
}

async function absent(recipe: string, corpora: CorpusRoots): Promise<string | null> {
  try {
    await bindRecipe(recipe, recipeWorld(corpora, "."));
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * The grades, rows in the format of a calibration for exactly known quantities, and the samples that an interrupt left
 * unmeasured.
 */
export interface BenchRun {
  readonly structure: StructureGrades;
  readonly rows: readonly CalibrationRow[];
  readonly unfinished: readonly string[];
}

/**
 * Measures all samples and grades the measures.
 *
 * @param done called with the number of measured samples
 * @throws what the runner throws
 * Cost: that of every measure for each sample, some 1 s for 16 384 symbols: forty minutes for everything at three sizes.
 */
export async function runBench(
  { measures: wanted, cells, missing, seed }: Bench,
  runner: TaskRunner<BenchTask, BenchResult | null>,
  done: (finished: number, total: number) => void,
): Promise<BenchRun> {
  const tasks = cells.flatMap((cell) => cell.tasks);
  const results = await allResults(runner, tasks, (finished) => done(finished, tasks.length));
  let end = 0;
  const measured = cells.flatMap((cell) => {
    end += cell.tasks.length;
    const own = results.slice(end - cell.tasks.length, end);
    return own.every((result) => result !== null) ? [{ cell, own: own as BenchResult[] }] : [];
  });
  const left = cells.filter((cell) => !measured.some((one) => one.cell === cell));
  const ofMeasure = wanted.map((measure) => ({
    measure,
    seen: measured.flatMap(({ cell, own }) =>
      cell.source === null ? [] : [runsOfMeasure(measure, cell.source, cell, own)],
    ),
    changed: measured.flatMap(({ cell, own }) =>
      cell.source === null ? [changedFor(measure, cell, own)] : [],
    ),
  }));
  const random = Random.fromSeed(seed).fork("ranks");
  const structure: StructureGrades = {
    grades: ofMeasure.map(({ measure, seen, changed }) =>
      gradeOf(measure, seen, changed, random.fork(measure.id)),
    ),
    values: ofMeasure.flatMap(({ measure, seen }) =>
      seen.map(({ source, n, known, values, reason }) => ({
        ...{
          measure: measure.id,
          family: source.family,
          source: source.name,
          n,
          known: known && meanOf(known),
        },
        ...spreadOf(values),
        reason,
      })),
    ),
    changes: ofMeasure.flatMap(({ measure, changed }) =>
      changed.map(({ text, transformation, effect, values, n }) => ({
        ...{ measure: measure.id, text, transformation, effect, n },
        ...spreadOf(values),
      })),
    ),
    missing: [...missing],
  };
  return {
    structure,
    rows: ofMeasure.flatMap(({ measure, seen }) => seen.flatMap((one) => rowOf(measure, one))),
    unfinished: left.map(({ transformation, tasks: [first] }) =>
      transformation === null
        ? `${first!.subject} at ${first!.n} symbols`
        : `${first!.subject}, ${transformation.id}`,
    ),
  };
}

const quantityOf = {
  learned: "structuralInformation",
  doubling: "learningCoefficient",
  exponent: "growthExponent",
} as const;

/** The row of a calibration: the value of a measure against its claim. */
function rowOf(
  { id, unit, claim }: Measure,
  seen: MeasureRuns & { readonly reason: string | null },
): CalibrationRow[] {
  const { source, n, known, values, intervals, reason } = seen;
  if (claim === null || known === null || !source.exact) return [];
  const about = { estimator: id, quantity: quantityOf[claim], unit, parameters: {}, n };
  const measurements = values.map((value, run): ReportedMeasurement => {
    if (value === null) return { ...about, status: "undefined", reason: reason! };
    return { ...about, status: "ok", shape: "scalar", value, interval: intervals[run]!, warnings: [] };
  });
  const truth = { against: quantityOf[claim], value: meanOf(known)!, covered: true };
  return [calibrate({ source: source.name, alphabet: source.alphabetSize, n, truth, measurements }).row];
}

const spreadOf = (values: readonly (number | null)[]) => ({
  ...{ mean: meanOf(values), deviation: deviationOf(values) },
  ...{ defined: values.filter((value) => value !== null).length, runs: values.length },
});

function readingsOf({ id }: Measure, results: readonly BenchResult[]) {
  const reads = results.map((result) => result.reads[id]!);
  const silent = reads.find(({ reading }) => "reason" in reading)?.reading;
  return {
    values: reads.map(({ reading }) => ("value" in reading ? reading.value : null)),
    intervals: reads.map(({ reading }) => ("value" in reading ? reading.interval : null)),
    seconds: reads.map(({ seconds }) => seconds),
    reason: silent !== undefined && "reason" in silent ? silent.reason : null,
  };
}

function runsOfMeasure(
  measure: Measure,
  source: BenchSource,
  { tasks }: Cell,
  results: readonly BenchResult[],
) {
  const truths = results.map(({ truth }) => truth!);
  const knownBy = {
    learned: truths.map(({ learned }) => learned),
    doubling: truths.map(({ learned, half }) => learned - half),
    exponent: truths.map(() => source.exponent),
  };
  return {
    ...{ source, n: tasks[0]!.n, learned: knownBy.learned },
    known: measure.claim === null ? null : knownBy[measure.claim],
    ...readingsOf(measure, results),
  };
}

function changedFor(measure: Measure, { transformation, tasks }: Cell, results: readonly BenchResult[]) {
  const { subject: text, n } = tasks[0]!;
  const { id, effect } = transformation!;
  return {
    ...{ text, transformation: id, effect, n },
    ...readingsOf(measure, results),
  } satisfies TransformedRuns;
}
