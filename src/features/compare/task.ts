import { InputError } from "../../core/errors.ts";
import type { SymbolSequence } from "../../core/sequence.ts";
import { inputCounts } from "../../results/report.ts";
import { cacheKey, throughCache } from "../../run/cache.ts";
import { installedWorker } from "../../run/installation.ts";
import { onThreads, type TaskRunner } from "../../run/pool.ts";
import { describedEncoding, presentSymbols, worded } from "../../run/reported.ts";
import type { AccountedInput } from "../../run/run-batch.ts";
import { contentOf } from "../../run/stored-sample.ts";
import type { MeasureTask } from "../../run/task.ts";
import type { Work } from "../../run/work.ts";
import { compareByLearner, type NamedLearner } from "./by-learner.ts";
import { compareLoaded, type Distances, notCompared } from "./compare-loaded.ts";
import { isQuickComparison } from "./options.ts";
import {
  type ComparedInput,
  type CompareResult,
  type CompareTask,
  compareTask,
  loadCompared,
  loadWorth,
} from "./part.ts";
import { type Comparison, comparisonVersion } from "./schema.ts";
import { versionsOf } from "./versions.ts";
import { worthOf } from "./worth.ts";

/** What to compare, and how. */
export interface ComparisonPlan {
  readonly tasks: readonly MeasureTask[];
  readonly skipped: readonly AccountedInput[];
  readonly failed: readonly AccountedInput[];
  readonly options: Comparison["options"];
  /** a further instrument; its answers are not cached */
  readonly learner?: NamedLearner;
  /** null: no cache */
  readonly cacheFolder: string | null;
  /** number of threads for the parts */
  readonly threads: number;
}

/**
 * Compares all pairs of several inputs.
 *
 * @throws RecipeError for a wrong recipe; what the runner throws; inputs that cannot be read are in the result
 * Cost: for every pair some 10 ms, at 100 kB, of k-grams, 0.2 s of compression, and 1 s of the observer.
 */
export async function comparisonTask({ plan, maker, progress }: Work<ComparisonPlan>): Promise<Comparison> {
  const count = plan.tasks.length;
  const { worth } = plan.options;
  const load = worth === undefined ? loadCompared : loadWorth;
  const { inputs, errors } = await load(plan.tasks, (read) => progress(read, 2 * count));
  const content = inputs.map(({ loaded, notComparedBecause }) => [contentOf(loaded), notComparedBecause]);
  const key = cacheKey(["comparison", content, plan.options, maker.environment]);
  const parts = (finished: number, of: number) => progress(count + finished, count + of);
  const { own, ...found } = await throughCache(plan.cacheFolder, key, () => measured(inputs, plan, parts));
  const learner = await learnerComparison(plan, inputs, progress);
  const failed = [...plan.failed, ...errors];
  return {
    schemaVersion: comparisonVersion,
    tool: { name: "mesoscope", version: maker.version },
    environment: { ...maker.environment },
    options: plan.options,
    inputs: inputCounts(inputs.length, plan.skipped, failed),
    design: found.design,
    samples: inputs.map((input, i) => ({ ...described(input), ...own[i]! })),
    pairs: found.pairs,
    ...(worth === undefined ? await versionsOf(inputs.map(({ task }) => task)) : { versions: [], lines: [] }),
    tree: found.tree,
    learner,
    worth: found.worth,
    skipped: [...plan.skipped],
    errors: failed,
  };
}

type ComparedResults = Distances & Pick<Comparison, "worth">;

/** Distances of all, or what the others save on the first. */
async function measured(
  inputs: readonly ComparedInput[],
  plan: ComparisonPlan,
  done: (finished: number, parts: number) => void,
): Promise<ComparedResults> {
  const { options } = plan;
  if (options.worth === undefined)
    return { ...(await compareLoaded(inputs, options, runnerFor(plan), done)), worth: null };
  const worth = await worthOf(inputs, options.worth, options.seed, runnerFor(plan), done);
  return { ...notCompared(inputs), worth };
}

function runnerFor({ tasks, options, threads }: ComparisonPlan): TaskRunner<CompareTask, CompareResult> {
  const quick = options.worth === undefined && isQuickComparison(options.distances, tasks.length);
  return onThreads(installedWorker(), quick ? 1 : threads, "compareTask", async () => compareTask);
}

async function learnerComparison(
  { learner: asked, options }: ComparisonPlan,
  inputs: readonly ComparedInput[],
  done: (answered: number, answers: number) => void,
): Promise<Comparison["learner"]> {
  if (asked === undefined) return null;
  const { name, learner } = asked;
  try {
    return { name, cross: await compareByLearner(inputs, learner, options.seed, done), failed: null };
  } catch (error) {
    // The other results stay valid without it.
    if (error instanceof InputError) return { name, cross: [], failed: error.message };
    throw error;
  }
}

function described({ task, loaded, notComparedBecause }: ComparedInput) {
  const { sequence, declaredAlphabet } = loaded;
  return {
    name: task.name,
    provenance: loaded.provenance,
    size: loaded.size,
    sha256: loaded.sha256,
    sampleSha256: loaded.sampleSha256,
    blocks: loaded.blocks,
    n: sequence.symbols.length,
    encoding: describedEncoding(sequence),
    alphabet: { declared: declaredAlphabet, present: presentIn(sequence) },
    warnings: loaded.warnings.map(worded),
    compared: notComparedBecause === null,
    notComparedBecause,
  };
}

function presentIn({ symbols, alphabetSize }: SymbolSequence): number {
  const counts = new Uint8Array(alphabetSize);
  for (let i = 0; i < symbols.length; i++) counts[symbols[i]!] = 1;
  return presentSymbols(counts);
}
