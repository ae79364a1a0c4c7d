import { InputError, UsageError } from "../../core/errors.ts";
import { callFeature } from "../../library/call.ts";
import { UndefinedMeasurementError } from "../../library/errors.ts";
import { type Input, namedInput, requireTexts } from "../../library/input.ts";
import {
  measureKeys,
  optionsOf,
  type ReadOptions,
  type RunOptions,
  type SampleOptions,
  shown,
  threadsOf,
} from "../../library/options.ts";
import { environmentFor, taskOf } from "../../library/tasks.ts";
import { chooseDistances, requireOrder, requireShares, uncomparedLines } from "./options.ts";
import type { ComparedPair, ComparedWorth, Comparison as ComparisonDocument, DistanceId } from "./schema.ts";
import type { ComparisonPlan } from "./task.ts";

const feature = {
  name: "compare",
  task: async () => (await import("./task.ts")).comparisonTask,
};

/** How inputs are compared. */
export interface CompareOptions extends Omit<ReadOptions, "name">, SampleOptions, RunOptions {
  /** k, length of the compared k-grams, 1 to 64; by default as long as the samples cover */
  readonly order?: number | undefined;
  /** what to measure of each pair; by default "all" for up to four inputs, else "jsd" */
  readonly distances?: readonly DistanceId[] | "all" | undefined;
  /** names of the inputs, in order */
  readonly names?: readonly string[] | undefined;
}

/** Distances between two inputs, and whether they differ by more than the error. */
export interface PairComparison extends Omit<ComparedPair, "a" | "b"> {
  /** symbols of either sample */
  readonly n: number;
  /** k, length of the compared k-grams */
  readonly order: number;
  readonly warnings: readonly string[];
}

/** Distances between all pairs of several inputs. */
export interface Comparison extends Pick<ComparisonDocument, "samples" | "pairs" | "tree"> {
  readonly design: NonNullable<ComparisonDocument["design"]>;
  /** what `mesoscope compare -f json` prints */
  readonly document: ComparisonDocument;
}

/** How sources are priced. */
export interface WorthOptions extends Omit<CompareOptions, "order" | "distances"> {
  /** data that are already learned; by default half of the target */
  readonly have?: Input | undefined;
  /** shares of the sources, shape (mixtures, sources): each mixture is priced too */
  readonly mixtures?: readonly (readonly number[])[] | undefined;
}

/** What learning sources saves a later reader of a target, bits a symbol of the target. */
export interface Worth extends ComparedWorth, Pick<ComparisonDocument, "samples"> {
  /** what `mesoscope compare --worth -f json` prints */
  readonly document: ComparisonDocument;
}

/** Distances, or the reason why there are none. */
export type CompareResult<Result> =
  | (Result & { readonly status: "ok" })
  | { readonly status: "undefined"; readonly reason: string };

/**
 * Compares two inputs: divergence of their k-gram distributions, corrected for chance, an exact permutation test, compression
 * distances and cross code lengths.
 *
 * `compare.all` compares all pairs of several inputs; `compare.try` returns the reason where `compare` throws
 * UndefinedMeasurementError. Each of several recipes gets the next seed, unless it names its own.
 *
 * `compare.worth` measures what learning each of several sources saves a later reader of a target.
 *
 * @returns the same numbers as the command's for the same inputs, options and seed
 * @throws UndefinedMeasurementError when an input has fewer than 1024 symbols; InputError when one cannot be read; UsageError,
 *   RecipeError for a wrong request; the reason of an aborted signal
 * Cost: for every pair of 100 kB some 10 ms of k-grams, 0.2 s of compression, and 1 s of the observer, on threads of the pool.
 */
export const compare: {
  (a: Input, b: Input, options?: CompareOptions): Promise<PairComparison>;
  all(inputs: readonly Input[], options?: CompareOptions): Promise<Comparison>;
  try(a: Input, b: Input, options?: CompareOptions): Promise<CompareResult<PairComparison>>;
  worth(target: Input, sources: readonly Input[], options?: WorthOptions): Promise<Worth>;
} = Object.assign(
  async (a: Input, b: Input, options: CompareOptions = {}): Promise<PairComparison> => {
    const result = await tryCompare(a, b, options);
    if (result.status === "undefined") throw new UndefinedMeasurementError("not compared", result.reason);
    const { status: _, ...pair } = result;
    return pair;
  },
  { all: compareAll, try: tryCompare, worth: measureWorth },
);

async function tryCompare(
  a: Input,
  b: Input,
  options: CompareOptions = {},
): Promise<CompareResult<PairComparison>> {
  const { design, samples, pairs } = await documentOf([a, b], options);
  if (design === null) return { status: "undefined", reason: shortOf(samples) };
  const { a: _, b: __, ...pair } = pairs[0]!;
  const { n, order } = design;
  const warnings = samples.flatMap((sample) => sample.warnings.map(({ message }) => message));
  return { status: "ok", ...pair, n, order, warnings };
}

async function compareAll(inputs: readonly Input[], options: CompareOptions = {}): Promise<Comparison> {
  const document = await documentOf(inputs, options);
  const { design, samples, pairs, tree } = document;
  if (design === null) throw new UndefinedMeasurementError("not compared", shortOf(samples));
  return { design, samples, pairs, tree, document };
}

async function measureWorth(
  target: Input,
  sources: readonly Input[],
  given: WorthOptions = {},
): Promise<Worth> {
  const { name: _, ...known } = measureKeys;
  const {
    mixtures = [],
    have,
    ...options
  } = optionsOf(given, {
    ...known,
    names: true,
    have: true,
    mixtures: true,
  });
  if (!Array.isArray(sources) || sources.length === 0)
    throw new UsageError("compare.worth takes a target and an array of one source or more");
  requireShares(mixtures, sources.length);
  const had = have === undefined ? [] : [have];
  const document = await documentOf([target, ...had, ...sources], options, {
    ...(have === undefined ? {} : { have: true }),
    mixtures: mixtures.map((one) => [...one]),
  });
  const { worth, samples } = document;
  if (worth === null) throw new UndefinedMeasurementError("not measured", shortOf(samples));
  return { ...worth, samples, document };
}

const shortOf = (samples: ComparisonDocument["samples"]) => uncomparedLines(samples).join("; ");

async function documentOf(
  inputs: readonly Input[],
  given: CompareOptions,
  worth?: ComparisonDocument["options"]["worth"],
): Promise<ComparisonDocument> {
  const { name: _, ...known } = measureKeys;
  const options = optionsOf(given, { ...known, order: true, distances: true, names: true });
  if (!Array.isArray(inputs)) throw new UsageError("compare.all takes an array of inputs");
  if (inputs.length < 2) throw new UsageError("compare takes two inputs or more");
  const { names = [], order, distances } = options;
  requireTexts("names", names);
  if (distances !== undefined && distances !== "all") requireTexts("distances", distances);
  let recipes = 0;
  const tasks = inputs.map((given, i) => {
    const named = namedInput(given, options);
    // Several texts would all have the same name.
    const unnamed = named.input.kind === "bytes" || named.input.kind === "symbols";
    const name = names[i] ?? (unnamed ? `input ${i + 1}` : named.name);
    const task = taskOf({ ...named, name }, options, { estimators: [], spectrum: true });
    if (named.input.kind !== "recipe" || named.seed !== undefined) return task;
    return { ...task, options: { ...task.options, seed: task.options.seed + recipes++ } };
  });
  const { sample, encoding } = tasks[0]!.options;
  const plan: ComparisonPlan = {
    tasks,
    skipped: [],
    failed: [],
    options: {
      sample,
      encoding,
      seed: options.seed ?? 1,
      order:
        order === undefined
          ? "covered"
          : requireOrder(order, "order", typeof order === "string" ? order : shown(order)),
      distances: chooseDistances(distances, inputs.length),
      ...(worth === undefined ? {} : { worth }),
    },
    cacheFolder: environmentFor(options).cacheFolder,
    threads: threadsOf(options.threads),
  };
  const document = await callFeature(feature, { plan }, options);
  const [failed] = document.errors;
  if (failed !== undefined) throw new InputError(`${failed.input}: ${failed.reason}`);
  return document;
}
